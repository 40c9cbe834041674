/* Host and port, resolved as CPython does it; forms and ranges. */
#include "check.h"
#include "tuple.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

static rs_error error;

static rs_address resolve(int family, const char *host, int64_t port) {
    rs_address given = rs_host_port(host, port), found;
    WORKS(rs_resolve(family, -1, "test", &given, &found, &error));
    return found;
}

static int try(int family, rs_address given) {
    rs_address found;
    return rs_resolve(family, -1, "bind", &given, &found, &error);
}

static void is_host(rs_address address, const char *expected) {
    char text[RS_INET6_TEXT];
    WORKS(rs_address_host(&address, text, sizeof text, &error));
    SAME_TEXT(text, expected);
}

static void inet(void) {
    rs_address address = resolve(AF_INET, "127.0.0.1", 80);
    CHECK(address.kind == RS_ADDRESS_INET && address.inet.port == 80 && rs_address_family(&address) == AF_INET);
    is_host(address, "127.0.0.1");
    is_host(resolve(AF_INET, "", 0), "0.0.0.0");
    is_host(resolve(AF_INET, "<broadcast>", 0), "255.255.255.255");
    is_host(resolve(AF_INET, "127.1", 0), "127.0.0.1");
    is_host(resolve(AF_INET, "localhost", 0), "127.0.0.1");
    FAILS(try(AF_INET, rs_host_port("127.0.0.1", -1)), RS_OVERFLOW_ERROR, 0);
    SAME_TEXT(error.text, "bind(): port must be 0-65535.");
    FAILS(try(AF_INET, rs_host_port("127.0.0.1", 65536)), RS_OVERFLOW_ERROR, 0);
    FAILS(try(AF_INET, rs_host_port(NULL, 0)), RS_TYPE_ERROR, 0);
    FAILS(try(AF_INET, rs_host_port("::1", 0)), RS_GAIERROR, EAI_ADDRFAMILY);
    address = rs_host_port("127.0.0.1", 0);
    address.host.host.size = 20;
    address.host.host.data = "127.0.0.1\0 and so on";
    FAILS(try(AF_INET, address), RS_TYPE_ERROR, 0);
    address = rs_host_port("127.0.0.1", 0);
    address.host.fields = 4;
    FAILS(try(AF_INET, address), RS_TYPE_ERROR, 0);
    FAILS(try(AF_INET, (rs_address){.kind = RS_ADDRESS_NONE}), RS_TYPE_ERROR, 0);
    SAME_TEXT(error.text, "bind(): AF_INET address must be tuple, not NoneType");
    FAILS(try(12345, rs_host_port("", 0)), RS_OSERROR, 0);
    SAME_TEXT(error.text, "bind(): bad family");
    /* A name longer than any buffer inside is no overflow. */
    char name[5000];
    memset(name, 'x', sizeof name);
    name[sizeof name - 1] = '\0';
    CHECK(try(AF_INET, rs_host_port(name, 0)) < 0 && error.kind == RS_GAIERROR);
}

static void inet6(void) {
    rs_address given = rs_host_port("::1", 80), found;
    given.host = (rs_host_address){rs_str("fe80::1"), 80, 0xfffff, 7, 4};
    WORKS(rs_resolve(AF_INET6, -1, "bind", &given, &found, &error));
    CHECK(found.kind == RS_ADDRESS_INET6 && found.inet6.port == 80 && found.inet6.flowinfo == 0xfffff &&
          found.inet6.scope_id == 7);
    is_host(found, "fe80::1");
    is_host(resolve(AF_INET6, "", 0), "::");
    given.host.flowinfo = 0x100000;
    FAILS(try(AF_INET6, given), RS_OVERFLOW_ERROR, 0);
    given.host.flowinfo = -1;
    FAILS(try(AF_INET6, given), RS_OVERFLOW_ERROR, 0);
    FAILS(try(AF_INET6, rs_host_port("<broadcast>", 0)), RS_OSERROR, 0);
    SAME_TEXT(error.text, "address family mismatched");
    FAILS(try(AF_INET6, rs_host_port("127.0.0.1", 0)), RS_GAIERROR, EAI_ADDRFAMILY);
}

/* A port that is no C int is refused before the host is looked up, once that is a host's name; other ones after. */
static void wide_port(int family) {
    for (int64_t port = 1LL << 31; port > 0 && port <= 1LL << 32; port *= 2) {
        FAILS(try(family, rs_host_port("no-such.invalid", port)), RS_OVERFLOW_ERROR, 0);
        SAME_TEXT(error.text, "bind(): port must be 0-65535.");
        FAILS(try(family, rs_host_port("no-such.invalid", -port - 1)), RS_OVERFLOW_ERROR, 0);
        FAILS(try(family, rs_host_port("255.255.255.255", port)), RS_OVERFLOW_ERROR, 0);
        FAILS(try(family, rs_host_port(NULL, port)), RS_TYPE_ERROR, 0);
        FAILS(try(family, rs_host_port("a..\xc3\xbc", port)), RS_TYPE_ERROR, 0); /* no IDNA */
        FAILS(try(family, TUPLE(TEXT("no-such.invalid"), INT(port))), RS_OVERFLOW_ERROR, 0);
        FAILS(try(family, TUPLE(TEXT("no-such.invalid"), BEYOND(0))), RS_OVERFLOW_ERROR, 0);
    }
    CHECK(try(family, rs_host_port("no-such.invalid", 65536)) < 0 && error.kind == RS_GAIERROR);
    CHECK(try(family, rs_host_port("no-such.invalid", -1)) < 0 && error.kind == RS_GAIERROR);
}

static void c_form(void) {
    struct sockaddr_in c;
    size_t size = sizeof c;
    rs_address address = resolve(AF_INET, "1.2.3.4", 258), back;
    WORKS(rs_address_to_c(&address, &c, &size, &error));
    CHECK(size == sizeof c && c.sin_family == AF_INET && c.sin_port == htons(258) &&
          c.sin_addr.s_addr == htonl(0x01020304));
    WORKS(rs_address_from_c(&c, sizeof c, -1, &back, &error));
    is_host(back, "1.2.3.4");
    WORKS(rs_address_from_c(NULL, 0, -1, &back, &error));
    CHECK(back.kind == RS_ADDRESS_NONE);
    c.sin_family = 200; /* one without a form here: kept as it is */
    WORKS(rs_address_from_c(&c, sizeof c, -1, &back, &error));
    CHECK(back.kind == RS_ADDRESS_RAW && back.raw.size == sizeof c && memcmp(back.raw.data, &c, sizeof c) == 0);
    SAME(rs_address_family(&back), 200);
    size = 2;
    FAILS(rs_address_to_c(&address, &c, &size, &error), RS_VALUE_ERROR, 0);
}

int main(void) {
    needs_localhost();
    inet();
    inet6();
    wide_port(AF_INET);
    wide_port(AF_INET6);
    c_form();
    return 0;
}
