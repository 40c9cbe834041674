/* What works without a name server: numbers, localhost, files. */
#include "check.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static rs_error error;

static int resolve(rs_text host, rs_port port, int family, int type, int flags, rs_addrinfo **list) {
    return rs_getaddrinfo(host, port, family, type, 0, flags, list, &error);
}

static void getaddrinfo_(void) {
    rs_addrinfo *list;
    rs_port http = {.kind = RS_PORT_NUMBER, .number = 80}, none = {0},
            name = {.kind = RS_PORT_NAME, .name = rs_str("80")};
    SAME(resolve(rs_str("127.0.0.1"), http, 0, SOCK_STREAM, 0, &list), 1);
    CHECK(list->family == AF_INET && list->type == SOCK_STREAM && list->proto == IPPROTO_TCP &&
          list->address.inet.port == 80);
    SAME_TEXT(list->canonname, "");
    rs_addrinfo_free(list);
    SAME(resolve((rs_text){"127.0.0.1", 9, true}, name, AF_INET, SOCK_DGRAM, AI_CANONNAME, &list), 1);
    SAME_TEXT(list->canonname, "127.0.0.1");
    CHECK(list->address.inet.port == 80);
    rs_addrinfo_free(list);
    WORKS(resolve(rs_str(NULL), http, AF_INET, SOCK_STREAM, AI_PASSIVE, &list));
    CHECK(memcmp(list->address.inet.address, "\0\0\0\0", 4) == 0);
    rs_addrinfo_free(list);
    FAILS(resolve(rs_str(NULL), none, 0, 0, 0, &list), RS_GAIERROR, EAI_NONAME);
    FAILS(resolve(rs_str("no-such.invalid"), http, 0, 0, AI_NUMERICHOST, &list), RS_GAIERROR, EAI_NONAME);
    FAILS(resolve(rs_str("127.0.0.1"), http, 9999, 0, 0, &list), RS_GAIERROR, EAI_FAMILY);
    FAILS(resolve(rs_str("a..b"), http, 0, 0, 0, &list), RS_UNICODE_ERROR, 0);
    SAME_TEXT(error.text, "label empty");
    FAILS(resolve(rs_str("0123456789012345678901234567890123456789012345678901234567890123.x"), http, 0, 0, 0, &list),
          RS_UNICODE_ERROR, 0);
    FAILS(resolve((rs_text){"127.0.0.1\0", 10, false}, http, 0, 0, 0, &list), RS_VALUE_ERROR, 0);
    /* A number is passed on in decimal, also one that is no port: libc judges it. */
    const int64_t numbers[] = {0, 7, 80, 65535, 65616, -1, 1234567890123, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char decimal[24];
        rs_addrinfo *by_number, *by_name;
        snprintf(decimal, sizeof decimal, "%lld", (long long)numbers[i]);
        http.number = numbers[i];
        name.name = rs_str(decimal);
        int found = resolve(rs_str("127.0.0.1"), http, 0, SOCK_STREAM, 0, &by_number);
        SAME(found, resolve(rs_str("127.0.0.1"), name, 0, SOCK_STREAM, 0, &by_name));
        if (found < 0)
            continue;
        SAME(by_number->address.inet.port, by_name->address.inet.port);
        rs_addrinfo_free(by_number);
        rs_addrinfo_free(by_name);
    }
    /* A port far longer than a port is no overflow. */
    char digits[1000];
    memset(digits, '9', sizeof digits);
    name.name = (rs_text){digits, sizeof digits, false};
    FAILS(resolve(rs_str("127.0.0.1"), name, 0, SOCK_STREAM, 0, &list), RS_GAIERROR, EAI_SERVICE);
}

static void names(void) {
    char host[RS_HOST_MAX], service[RS_SERVICE_MAX], text[RS_INET_TEXT];
    rs_host_address address = {.host = rs_str("127.0.0.1"), .port = 80, .fields = 2};
    WORKS(rs_getnameinfo(&address, NI_NUMERICHOST | NI_NUMERICSERV, host, service, &error));
    SAME_TEXT(host, "127.0.0.1");
    SAME_TEXT(service, "80");
    /* Out of an int's range; within it the port is libc's business. */
    const int64_t wrong[] = {INT64_MIN, -(1LL << 31) - 1, 1LL << 31, (1LL << 32) + 80, 1LL << 40, INT64_MAX};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        address.port = wrong[i];
        FAILS(rs_getnameinfo(&address, NI_NUMERICHOST, host, service, &error), RS_OVERFLOW_ERROR, 0);
        SAME_TEXT(error.text,
                  wrong[i] < 0 ? "signed integer is less than minimum" : "signed integer is greater than maximum");
    }
    address.port = 70000;
    WORKS(rs_getnameinfo(&address, NI_NUMERICHOST | NI_NUMERICSERV, host, service, &error));
    SAME_TEXT(service, "4464");
    address.port = 1LL << 40;
    address.host = (rs_text){"127.0.0.1\0", 10, false}; /* the host is looked at first */
    FAILS(rs_getnameinfo(&address, 0, host, service, &error), RS_VALUE_ERROR, 0);
    address = (rs_host_address){.host = rs_str("127.0.0.1"), .port = 80, .fields = 3};
    FAILS(rs_getnameinfo(&address, 0, host, service, &error), RS_OSERROR, 0);
    SAME_TEXT(error.text, "IPv4 sockaddr must be 2 tuple");
    address = (rs_host_address){.host = rs_str("::1"), .port = 80, .flowinfo = 1 << 20, .fields = 4};
    FAILS(rs_getnameinfo(&address, 0, host, service, &error), RS_OVERFLOW_ERROR, 0);
    address.host = rs_str("localhost");
    address.flowinfo = 0;
    FAILS(rs_getnameinfo(&address, 0, host, service, &error), RS_GAIERROR, EAI_NONAME);

    WORKS(rs_gethostbyname(rs_str("127.1"), text, &error));
    SAME_TEXT(text, "127.0.0.1");
    FAILS(rs_gethostbyname(rs_str(NULL), text, &error), RS_TYPE_ERROR, 0);
    FAILS(rs_gethostbyname((rs_text){"a\0b", 3, false}, text, &error), RS_TYPE_ERROR, 0);
    FAILS(rs_gethostbyname(rs_str("::1"), text, &error), RS_GAIERROR, EAI_ADDRFAMILY);
    rs_hostent *entry;
    WORKS(rs_gethostbyname_ex(rs_str("localhost"), &entry, &error));
    SAME_TEXT(entry->name, "localhost");
    CHECK(entry->address_count >= 1);
    SAME_TEXT(entry->addresses[0], "127.0.0.1");
    rs_hostent_free(entry);
    WORKS(rs_gethostbyaddr(rs_str("127.0.0.1"), &entry, &error));
    SAME_TEXT(entry->addresses[0], "127.0.0.1");
    rs_hostent_free(entry);
    FAILS(rs_gethostbyaddr(rs_str(""), &entry, &error), RS_OSERROR, 0);

    WORKS(rs_getfqdn(rs_str(" no-such.invalid "), host, &error));
    SAME_TEXT(host, "no-such.invalid");
    /* White space is what str.strip() takes for it; of bytes, what bytes.strip() does. */
    static const char *const spaces[] = {"\t",           "\n",           "\v",           "\f",
                                         "\r",           "\x1c",         "\x1f",         "\xc2\x85",
                                         "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x8a",
                                         "\xe2\x80\xa8", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s no-such.invalid%s%s", spaces[i], spaces[i], spaces[i]);
        WORKS(rs_getfqdn(rs_str(name), host, &error));
        SAME_TEXT(host, "no-such.invalid");
        WORKS(rs_getfqdn(rs_str(spaces[i]), host, &error));
        CHECK(strcmp(host, spaces[i]) != 0);
    }
    WORKS(rs_getfqdn((rs_text){"\x1fno-such.invalid", 16, true}, host, &error));
    SAME_TEXT(host, "\x1fno-such.invalid");
    WORKS(rs_getfqdn(rs_str(NULL), host, &error));
    CHECK(host[0] != '\0');
    FAILS(rs_getfqdn((rs_text){"a\0b", 3, false}, host, &error), RS_TYPE_ERROR, 0);
    /* A NUL is no white space. */
    FAILS(rs_getfqdn((rs_text){"a\0", 2, false}, host, &error), RS_TYPE_ERROR, 0);
    FAILS(rs_getfqdn((rs_text){"\0a", 2, false}, host, &error), RS_TYPE_ERROR, 0);
    FAILS(rs_getfqdn((rs_text){"\0", 1, false}, host, &error), RS_TYPE_ERROR, 0);
    char own[RS_HOST_MAX];
    WORKS(rs_gethostname(host, &error));
    CHECK(gethostname(own, sizeof own) == 0);
    SAME_TEXT(host, own);
}

static void databases(void) {
    char name[RS_HOST_MAX];
    rs_text with_nul = {"http\0", 5, false};
    FAILS(rs_getprotobyname(rs_str("no-such-protocol"), &error), RS_OSERROR, 0);
    FAILS(rs_getprotobyname(with_nul, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_getservbyname(rs_str("no-such-service"), rs_str(NULL), &error), RS_OSERROR, 0);
    FAILS(rs_getservbyname(with_nul, rs_str(NULL), &error), RS_VALUE_ERROR, 0);
    FAILS(rs_getservbyname(rs_str("http"), with_nul, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_getservbyport(-1, rs_str(NULL), name, &error), RS_OVERFLOW_ERROR, 0);
    FAILS(rs_getservbyport(65536, rs_str(NULL), name, &error), RS_OVERFLOW_ERROR, 0);
    FAILS(rs_getservbyport(80, rs_str("no-such-protocol"), name, &error), RS_OSERROR, 0);
    /* Minimal systems lack /etc/services and /etc/protocols; where libc knows a name, so does the library. */
    if (getservbyname("http", "tcp")) {
        SAME(rs_getservbyname(rs_str("http"), rs_str("tcp"), &error), 80);
        SAME(rs_getservbyport(80, rs_str("tcp"), name, &error), 4);
        SAME_TEXT(name, "http");
    }
    if (getprotobyname("tcp"))
        SAME(rs_getprotobyname(rs_str("tcp"), &error), IPPROTO_TCP);
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
    FAILS(rs_if_nametoindex((rs_text){"lo\0x", 4, false}, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_if_indextoname(0, name, &error), RS_OSERROR, ENXIO);
    FAILS(rs_if_indextoname(-1, name, &error), RS_OVERFLOW_ERROR, 0);
    FAILS(rs_if_indextoname((1LL << 32) + 1, name, &error), RS_OVERFLOW_ERROR, 0);
}

int main(void) {
    needs_localhost();
    getaddrinfo_();
    names();
    databases();
    interfaces();
    return 0;
}
