/* Addresses as the documentation's tuples: every family's argument, and what the families without a kind report. */
#include "check.h"

#include <netinet/in.h>

static rs_error error;

static void reads_host_and_port(void) {
    rs_address given, found;
    rs_start_fields(&given);
    rs_add_text(&given, "127.0.0.1");
    FAILS(rs_resolve(AF_INET, -1, "bind", &given, &found, &error), RS_TYPE_ERROR, 0);
    rs_add_int(&given, 80);
    WORKS(rs_resolve(AF_INET, -1, "bind", &given, &found, &error));
    CHECK(found.kind == RS_ADDRESS_INET && found.inet.port == 80);
    given.fields.field[1].number = 65536;
    FAILS(rs_resolve(AF_INET, -1, "bind", &given, &found, &error), RS_OVERFLOW_ERROR, 0);
    given.fields.field[1] = (rs_field){.kind = RS_FIELD_INT, .beyond = true, .number = 80};
    FAILS(rs_resolve(AF_INET, -1, "bind", &given, &found, &error), RS_OVERFLOW_ERROR, 0);
    given.fields.field[1] = (rs_field){.kind = RS_FIELD_OTHER, .data = "float"};
    FAILS(rs_resolve(AF_INET, -1, "bind", &given, &found, &error), RS_TYPE_ERROR, 0);
    SAME_TEXT(error.text, "'float' object cannot be interpreted as an integer");
    for (int i = 0; i < 10; i++) /* more than there is room for */
        rs_add_int(&given, 1);
    SAME(given.fields.count, 12);
    FAILS(rs_resolve(AF_INET6, -1, "bind", &given, &found, &error), RS_TYPE_ERROR, 0);
}

static void reads_a_bare_name(void) {
    rs_address given, found;
    rs_start_fields(&given);
    rs_add_bytes(&given, "\0name", 5);
    FAILS(rs_resolve(AF_UNIX, -1, "bind", &given, &found, &error), RS_TYPE_ERROR, 0);
    given.fields.bare = true;
    WORKS(rs_resolve(AF_UNIX, -1, "bind", &given, &found, &error));
    CHECK(found.kind == RS_ADDRESS_UNIX && found.un.size == 5 && memcmp(found.un.name, "\0name", 5) == 0);
    FAILS(rs_resolve(AF_INET, -1, "bind", &given, &found, &error), RS_TYPE_ERROR, 0);
    SAME_TEXT(error.text, "bind(): AF_INET address must be tuple, not bytes");
}

static void pair(int family, int64_t first, int64_t second, int64_t reported) {
    rs_address given, found;
    rs_start_fields(&given);
    rs_add_int(&given, first);
    FAILS(rs_resolve(family, -1, "bind", &given, &found, &error), RS_TYPE_ERROR, 0);
    rs_add_int(&given, second);
    WORKS(rs_resolve(family, -1, "bind", &given, &found, &error));
    CHECK(found.kind == RS_ADDRESS_FIELDS && found.fields.count == 2 && !found.fields.bare);
    SAME(rs_address_family(&found), family);
    SAME(rs_field_int(&found, 0), reported);
    SAME(rs_field_int(&found, 1), second);
    SAME(rs_field_int(&found, 2), 0);
    CHECK(rs_field_text(&found, 0).data == NULL);
    given.fields.field[0] = (rs_field){.kind = RS_FIELD_NONE};
    FAILS(rs_resolve(family, -1, "bind", &given, &found, &error), RS_TYPE_ERROR, 0);
}

/* Of these families CPython's argument parser tells what is wrong. */
static void parser_texts(int family, const char *name) {
    rs_address given, found;
    char expected[RS_ERROR_TEXT];
    rs_start_fields(&given);
    FAILS(rs_resolve(family, -1, "bind", &given, &found, &error), RS_TYPE_ERROR, 0);
    SAME_TEXT(error.text, "getsockaddrarg() takes exactly 2 arguments (0 given)");
    for (int i = 0; i < 3; i++)
        rs_add_int(&given, 1);
    FAILS(rs_resolve(family, -1, "bind", &given, &found, &error), RS_TYPE_ERROR, 0);
    SAME_TEXT(error.text, "getsockaddrarg() takes exactly 2 arguments (3 given)");
    given.fields.bare = true;
    FAILS(rs_resolve(family, -1, "bind", &given, &found, &error), RS_TYPE_ERROR, 0);
    snprintf(expected, sizeof expected, "getsockaddrarg: %s address must be tuple, not int", name);
    SAME_TEXT(error.text, expected);
}

/* A netlink socket that the system has given its number, in the address that it reports. */
static void netlink_reports_its_number(void) {
    rs_socket *socket;
    rs_address any, own;
    WORKS(rs_open(AF_NETLINK, SOCK_RAW, 0, &socket, &error));
    rs_start_fields(&any);
    rs_add_int(&any, 0);
    rs_add_int(&any, 0);
    WORKS(rs_bind(socket, &any, &error));
    WORKS(rs_getsockname(socket, &own, &error));
    CHECK(rs_field_int(&own, 0) > 0 && rs_field_int(&own, 1) == 0);
    rs_free(socket);
}

int main(void) {
    reads_host_and_port();
    reads_a_bare_name();
    pair(AF_NETLINK, 5, 0xffffffff, 5);
    pair(AF_NETLINK, -1, 0, 0xffffffff); /* 32 bits of it, as CPython */
    pair(AF_VSOCK, 0x100000002, 7, 2);
    pair(AF_QIPCRTR, 1, 700, 1);
    parser_texts(AF_VSOCK, "AF_VSOCK");
    parser_texts(AF_QIPCRTR, "AF_QIPCRTR");
    netlink_reports_its_number();
    return 0;
}
