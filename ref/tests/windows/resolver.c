/* Names, texts, and interfaces. */
#include "check.h"

#include <netdb.h>
#include <sys/socket.h>

static rs_error error;

static void texts(void) {
    uint8_t packed[16];
    char text[RS_INET6_TEXT];
    WORKS(rs_inet_aton(rs_str("1.2.3"), packed, &error));
    CHECK(memcmp(packed, "\1\2\0\3", 4) == 0);
    WORKS(rs_inet_aton(rs_str("255.255.255.255"), packed, &error));
    CHECK(memcmp(packed, "\xff\xff\xff\xff", 4) == 0);
    FAILS(rs_inet_aton(rs_str("256.1.1.1"), packed, &error), RS_OSERROR, 0);
    FAILS(rs_inet_aton(rs_str(""), packed, &error), RS_OSERROR, 0);
    SAME(rs_inet_pton(AF_INET6, rs_str("::1"), packed, &error), 16);
    FAILS(rs_inet_pton(AF_INET, rs_str("1.2.3"), packed, &error), RS_OSERROR, 0);
    FAILS(rs_inet_pton(AF_IPX, rs_str("1.2.3.4"), packed, &error), RS_OSERROR, EAFNOSUPPORT);
    SAME(rs_inet_ntop(AF_INET6, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1", 16, text, &error), 3);
    SAME_TEXT(text, "::1");
    SAME(rs_inet_ntoa("\1\2\3\4", 4, text, &error), 7);
    SAME_TEXT(text, "1.2.3.4");
    SAME(rs_htons(0x1234, &error), 0x3412);
}

static void names(void) {
    rs_addrinfo *list;
    rs_hostent *entry;
    char host[RS_HOST_MAX], service[RS_SERVICE_MAX], text[RS_INET_TEXT];
    rs_port http = {.kind = RS_PORT_NUMBER, .number = 80};
    SAME(rs_getaddrinfo(rs_str("127.0.0.1"), http, 0, SOCK_STREAM, IPPROTO_TCP, 0, &list, &error), 1);
    CHECK(list->family == AF_INET && list->type == SOCK_STREAM && list->address.inet.port == 80);
    rs_addrinfo_free(list);
    FAILS(rs_getaddrinfo(rs_str("no-such.invalid"), http, 0, 0, 0, AI_NUMERICHOST, &list, &error), RS_GAIERROR,
          EAI_NONAME);
    SAME_TEXT(rs_error_code_name(&error), "EAI_NONAME");
    rs_host_address address = {.host = rs_str("127.0.0.1"), .port = 80, .fields = 2};
    WORKS(rs_getnameinfo(&address, NI_NUMERICHOST | NI_NUMERICSERV, host, service, &error));
    SAME_TEXT(host, "127.0.0.1");
    SAME_TEXT(service, "80");
    WORKS(rs_gethostbyname(rs_str("127.1"), text, &error));
    SAME_TEXT(text, "127.0.0.1");
    WORKS(rs_gethostbyname_ex(rs_str("localhost"), &entry, &error));
    CHECK(entry->address_count >= 1);
    rs_hostent_free(entry);
    WORKS(rs_gethostbyaddr(rs_str("127.0.0.1"), &entry, &error));
    SAME_TEXT(entry->addresses[0], "127.0.0.1");
    rs_hostent_free(entry);
    WORKS(rs_gethostname(host, &error));
    CHECK(host[0] != '\0');
    WORKS(rs_getfqdn(rs_str("no-such.invalid"), host, &error));
    SAME_TEXT(host, "no-such.invalid");
    SAME(rs_getprotobyname(rs_str("tcp"), &error), IPPROTO_TCP);
    SAME(rs_getservbyname(rs_str("http"), rs_str("tcp"), &error), 80);
    WORKS(rs_getservbyport(80, rs_str("tcp"), host, &error));
    SAME_TEXT(host, "http");
    FAILS(rs_getservbyname(rs_str("no-such-service"), rs_str(NULL), &error), RS_OSERROR, 0);
}

static void interfaces(void) {
    rs_interface *list;
    char name[RS_INTERFACE_MAX];
    int count = rs_if_nameindex(&list, &error);
    CHECK(count >= 1);
    for (int i = 0; i < count; i++) {
        SAME(rs_if_nametoindex(rs_str(list[i].name), &error), list[i].index);
        WORKS(rs_if_indextoname(list[i].index, name, &error));
        SAME_TEXT(name, list[i].name);
    }
    rs_interfaces_free(list);
    FAILS(rs_if_nametoindex(rs_str("no-such-interface"), &error), RS_OSERROR, 0);
    FAILS(rs_if_indextoname(99999, name, &error), RS_OSERROR, ENXIO);
}

int main(void) {
    texts();
    names();
    interfaces();
    return 0;
}
