/* Names, numbers, interfaces. */
#include "case.h"

#include <netinet/in.h>

extern const fault_case resolver_cases[];

static char long_text[300]; /* longer than the room on the stack; filled with dots and letters */

static rs_text long_name(void) {
    for (size_t i = 0; i < sizeof long_text; i++)
        long_text[i] = i % 10 == 9 ? '.' : 'a';
    return (rs_text){.data = long_text, .size = sizeof long_text};
}

static int64_t do_resolve(props *p, rs_error *error) {
    rs_address name = rs_host_port("localhost", 1);
    return rs_resolve(AF_INET, -1, "faults", &name, &p->address, error);
}

static int64_t do_resolve_long(props *p, rs_error *error) {
    rs_address name = {.kind = RS_ADDRESS_HOST};
    name.host.host = long_name();
    return rs_resolve(AF_INET, -1, "faults", &name, &p->address, error);
}

/* Memory that is lacking for the encoding is no wrong name. */
static int64_t do_resolve_beyond_ascii(props *p, rs_error *error) {
    rs_address name = {.kind = RS_ADDRESS_HOST};
    name.host.host = long_name();
    long_text[0] = (char)0xc3;
    long_text[1] = (char)0xa9;
    return rs_resolve(AF_INET, -1, "faults", &name, &p->address, error);
}

static int64_t do_getaddrinfo(props *p, rs_error *error) {
    (void)p;
    rs_addrinfo *list;
    int count = rs_getaddrinfo(rs_str("127.0.0.1"), (rs_port){.kind = RS_PORT_NUMBER, .number = 80}, 0, 0, 0,
                               AI_CANONNAME, &list, error);
    if (count < 0)
        return count;
    SAME(list->address.inet.port, 80);
    SAME_TEXT(list->canonname, "127.0.0.1");
    rs_addrinfo_free(list);
    return count;
}

static int64_t do_getaddrinfo_long(props *p, rs_error *error) {
    (void)p;
    rs_addrinfo *list;
    rs_port port = {.kind = RS_PORT_NAME, .name = long_name()};
    int count = rs_getaddrinfo(long_name(), port, 0, 0, 0, AI_NUMERICHOST, &list, error);
    if (count >= 0)
        rs_addrinfo_free(list);
    return count;
}

static int64_t name_info(rs_text name, rs_error *error) {
    char host[RS_HOST_MAX], service[RS_SERVICE_MAX];
    rs_host_address address = {.host = name, .port = 80, .fields = 2};
    return rs_getnameinfo(&address, NI_NUMERICHOST | NI_NUMERICSERV, host, service, error);
}

static int64_t do_getnameinfo(props *p, rs_error *error) {
    (void)p;
    return name_info(rs_str("127.0.0.1"), error);
}

static int64_t do_getnameinfo_long(props *p, rs_error *error) {
    (void)p;
    return name_info(long_name(), error);
}

/* A name that cannot be found out is its own answer. */
static int64_t do_getfqdn(props *p, rs_error *error) {
    (void)p;
    char name[RS_HOST_MAX];
    int size = rs_getfqdn(rs_str("127.0.0.1"), name, error);
    CHECK(size < 0 || (size > 0 && (size_t)size == strlen(name)));
    return size;
}

static int64_t do_getfqdn_own(props *p, rs_error *error) {
    (void)p;
    char name[RS_HOST_MAX];
    return rs_getfqdn(rs_str(""), name, error);
}

static int64_t do_gethostbyname(props *p, rs_error *error) {
    (void)p;
    char text[RS_INET_TEXT];
    return rs_gethostbyname(rs_str("localhost"), text, error);
}

static int64_t do_gethostbyname_long(props *p, rs_error *error) {
    (void)p;
    char text[RS_INET_TEXT];
    return rs_gethostbyname(long_name(), text, error);
}

static int64_t do_gethostbyname_ex(props *p, rs_error *error) {
    (void)p;
    rs_hostent *entry;
    int result = rs_gethostbyname_ex(rs_str("127.0.0.1"), &entry, error);
    if (result < 0)
        return result;
    SAME(entry->address_count, 1);
    SAME_TEXT(entry->addresses[0], "127.0.0.1");
    rs_hostent_free(entry);
    return result;
}

static int64_t do_gethostbyaddr(props *p, rs_error *error) {
    (void)p;
    rs_hostent *entry;
    int result = rs_gethostbyaddr(rs_str("127.0.0.1"), &entry, error);
    if (result < 0)
        return result;
    SAME_TEXT(entry->addresses[0], "127.0.0.1");
    rs_hostent_free(entry);
    return result;
}

static int64_t do_gethostbyaddr_inet6(props *p, rs_error *error) {
    (void)p;
    rs_hostent *entry;
    int result = rs_gethostbyaddr(rs_str("::1"), &entry, error);
    if (result >= 0)
        rs_hostent_free(entry);
    return result;
}

static int64_t do_gethostname(props *p, rs_error *error) {
    (void)p;
    char name[RS_HOST_MAX];
    return rs_gethostname(name, error);
}

static int64_t do_sethostname(props *p, rs_error *error) {
    (void)p;
    return rs_sethostname(rs_str("stays-as-it-is"), error);
}

static int64_t do_getprotobyname(props *p, rs_error *error) {
    (void)p;
    return rs_getprotobyname(rs_str("tcp"), error);
}

static int64_t do_getprotobyname_long(props *p, rs_error *error) {
    (void)p;
    return rs_getprotobyname(long_name(), error);
}

static int64_t do_getservbyname(props *p, rs_error *error) {
    (void)p;
    return rs_getservbyname(rs_str("http"), rs_str("tcp"), error);
}

static int64_t do_getservbyname_long(props *p, rs_error *error) {
    (void)p;
    return rs_getservbyname(long_name(), long_name(), error);
}

static int64_t do_getservbyport(props *p, rs_error *error) {
    (void)p;
    char name[RS_HOST_MAX];
    return rs_getservbyport(80, rs_str("tcp"), name, error);
}

static int64_t do_getservbyport_long(props *p, rs_error *error) {
    (void)p;
    char name[RS_HOST_MAX];
    return rs_getservbyport(80, long_name(), name, error);
}

static int64_t do_inet_aton_long(props *p, rs_error *error) {
    (void)p;
    uint8_t packed[4];
    return rs_inet_aton(long_name(), packed, error);
}

static int64_t do_if_nameindex(props *p, rs_error *error) {
    (void)p;
    rs_interface *list;
    int count = rs_if_nameindex(&list, error);
    if (count >= 0)
        rs_interfaces_free(list);
    return count;
}

static int64_t do_if_nametoindex(props *p, rs_error *error) {
    (void)p;
    return rs_if_nametoindex(rs_str("lo"), error);
}

static int64_t do_if_nametoindex_long(props *p, rs_error *error) {
    (void)p;
    return rs_if_nametoindex(long_name(), error);
}

static int64_t do_if_indextoname(props *p, rs_error *error) {
    (void)p;
    char name[RS_INTERFACE_MAX];
    return rs_if_indextoname(1, name, error);
}

/* With .long the text does not fit into the room on the stack, and memory is needed. */
const fault_case resolver_cases[] = {
    {"resolve", &nothing, do_resolve, BLOCKING},
    {"resolve.long", &nothing, do_resolve_long, BLOCKING},
    {"resolve.beyond_ascii", &nothing, do_resolve_beyond_ascii, BLOCKING},
    {"getaddrinfo", &nothing, do_getaddrinfo, BLOCKING},
    {"getaddrinfo.long", &nothing, do_getaddrinfo_long, BLOCKING},
    {"getnameinfo", &nothing, do_getnameinfo, BLOCKING},
    {"getnameinfo.long", &nothing, do_getnameinfo_long, BLOCKING},
    {"getfqdn", &nothing, do_getfqdn, BLOCKING},
    {"getfqdn.own", &nothing, do_getfqdn_own, BLOCKING},
    {"gethostbyname", &nothing, do_gethostbyname, BLOCKING},
    {"gethostbyname.long", &nothing, do_gethostbyname_long, BLOCKING},
    {"gethostbyname_ex", &nothing, do_gethostbyname_ex, BLOCKING},
    {"gethostbyaddr", &nothing, do_gethostbyaddr, BLOCKING},
    {"gethostbyaddr.inet6", &nothing, do_gethostbyaddr_inet6, BLOCKING},
    {"gethostname", &nothing, do_gethostname, BLOCKING},
    {"sethostname", &nothing, do_sethostname, BLOCKING},
    {"getprotobyname", &nothing, do_getprotobyname, BLOCKING},
    {"getprotobyname.long", &nothing, do_getprotobyname_long, BLOCKING},
    {"getservbyname", &nothing, do_getservbyname, BLOCKING},
    {"getservbyname.long", &nothing, do_getservbyname_long, BLOCKING},
    {"getservbyport", &nothing, do_getservbyport, BLOCKING},
    {"getservbyport.long", &nothing, do_getservbyport_long, BLOCKING},
    {"inet_aton.long", &nothing, do_inet_aton_long, BLOCKING},
    {"if_nameindex", &nothing, do_if_nameindex, BLOCKING},
    {"if_nametoindex", &nothing, do_if_nametoindex, BLOCKING},
    {"if_nametoindex.long", &nothing, do_if_nametoindex_long, BLOCKING},
    {"if_indextoname", &nothing, do_if_indextoname, BLOCKING},
    {NULL, NULL, NULL, 0},
};
