/* AF_CAN: what is packed, what is reported, what is refused, for each of its protocols. */
#include "packing.h"

#include <linux/can.h>
#include <net/if.h>
#include <stddef.h>

static struct sockaddr_can expected(const char *name) {
    struct sockaddr_can c;
    memset(&c, 0, sizeof c);
    c.can_family = AF_CAN;
    c.can_ifindex = (int)if_nametoindex(name);
    return c;
}

/* What all protocols do with the interface; `rest` are the elements behind it, as for TUPLE(). */
#define INTERFACES(socket, ...)                                                                                        \
    do {                                                                                                               \
        REFUSES(socket, TUPLE(TEXT("nosuch"), __VA_ARGS__), RS_OSERROR, ENODEV);                                       \
        REFUSES(socket, TUPLE(TEXT("a_name_of_16_byt"), __VA_ARGS__), RS_OSERROR, 0);                                  \
        SAME_TEXT(error.text, "AF_CAN interface name too long");                                                       \
        REFUSES(socket, TUPLE(TEXT("l\0o"), __VA_ARGS__), RS_VALUE_ERROR, 0);                                          \
        REFUSES(socket, TUPLE(INT(5), __VA_ARGS__), RS_TYPE_ERROR, 0);                                                 \
        REFUSES(socket, TUPLE(NONE, __VA_ARGS__), RS_TYPE_ERROR, 0);                                                   \
        REFUSES(socket, BARE(TEXT("lo")), RS_TYPE_ERROR, 0);                                                           \
    } while (0)

/* The socket's address is (lo) and these numbers. */
static void reports(rs_socket *socket, const struct sockaddr_can *c, size_t size, size_t count) {
    rs_address found = report_of(socket, c, size);
    CHECK(found.kind == RS_ADDRESS_FIELDS && !found.fields.bare);
    SAME(rs_address_family(&found), AF_CAN);
    SAME(found.fields.count, count);
    SAME_ELEMENT(&found, 0, "lo");
    found = report_of(socket, c, offsetof(struct sockaddr_can, can_ifindex));
    CHECK(found.kind == RS_ADDRESS_RAW);
}

static void raw(int proto) {
    rs_socket *socket = stand_in(AF_CAN, SOCK_RAW, proto);
    struct sockaddr_can c = expected("lo"), all = expected("");
    PACKS(socket, TUPLE(TEXT("lo")), &c, sizeof c);
    PACKS(socket, TUPLE(BYTES("lo")), &c, sizeof c);
    packs_alone(AF_CAN, proto, TUPLE(TEXT("lo")), &c, sizeof c);
    PACKS(socket, TUPLE(TEXT("")), &all, sizeof all);
    REFUSES(socket, TUPLE(TEXT("lo"), INT(1)), RS_TYPE_ERROR, 0);
    SAME_TEXT(error.text, "AF_CAN address must be a tuple (interface, )");
    REFUSES(socket, TUPLE(TEXT("nosuch")), RS_OSERROR, ENODEV);
    REFUSES(socket, TUPLE(TEXT("a_name_of_16_byt")), RS_OSERROR, 0);
    REFUSES(socket, TUPLE(TEXT("a_name_of_15_by")), RS_OSERROR, ENODEV);
    REFUSES(socket, TUPLE(TEXT("l\0o")), RS_VALUE_ERROR, 0);
    REFUSES(socket, TUPLE(INT(5)), RS_TYPE_ERROR, 0);
    REFUSES(socket, BARE(TEXT("lo")), RS_TYPE_ERROR, 0);
    reports(socket, &c, sizeof c, 1);
    reports(socket, &c, offsetof(struct sockaddr_can, can_addr), 1); /* what the kernel reports */
    rs_address found = report_of(socket, &all, sizeof all);
    SAME_ELEMENT(&found, 0, "");
    WORKS(rs_close(socket, &error));
    REFUSES(socket, TUPLE(TEXT("lo")), RS_OSERROR, EBADF); /* has nobody to ask */
    rs_free(socket);
}

static void isotp(void) {
    rs_socket *socket = stand_in(AF_CAN, SOCK_DGRAM, CAN_ISOTP);
    struct sockaddr_can c = expected("lo");
    c.can_addr.tp.rx_id = 0x700;
    c.can_addr.tp.tx_id = 0x80000701;
    PACKS(socket, TUPLE(TEXT("lo"), INT(0x700), INT(0x80000701)), &c, sizeof c);
    packs_alone(AF_CAN, CAN_ISOTP, TUPLE(TEXT("lo"), INT(0x700), INT(0x80000701)), &c, sizeof c);
    PACKS(socket, TUPLE(BYTES("lo"), BEYOND(0x100000700), INT(0x180000701)), &c, sizeof c);
    reports(socket, &c, sizeof c, 3);
    rs_address found = report_of(socket, &c, sizeof c);
    SAME(rs_field_int(&found, 1), 0x700);
    SAME(rs_field_int(&found, 2), 0x80000701);
    INTERFACES(socket, INT(1), INT(2));
    REFUSES(socket, TUPLE(TEXT("lo")), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("lo"), INT(1)), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("lo"), INT(1), INT(2), INT(3)), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("lo"), FLOAT, INT(2)), RS_TYPE_ERROR, 0);
    /* Types first, then what the name stands for. */
    REFUSES(socket, TUPLE(TEXT("nosuch"), FLOAT, INT(2)), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("a_name_of_16_byt"), INT(1), FLOAT), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("l\0o"), FLOAT, INT(2)), RS_VALUE_ERROR, 0);
    rs_free(socket);
}

static void j1939(void) {
    rs_socket *socket = stand_in(AF_CAN, SOCK_DGRAM, CAN_J1939);
    struct sockaddr_can c = expected("lo");
    c.can_addr.j1939.name = 0x8877665544332211;
    c.can_addr.j1939.pgn = 0x12300;
    c.can_addr.j1939.addr = 0x23;
    int64_t name = (int64_t)0x8877665544332211;
    PACKS(socket, TUPLE(TEXT("lo"), BEYOND(name), INT(0x12300), INT(0x23)), &c, sizeof c);
    packs_alone(AF_CAN, CAN_J1939, TUPLE(TEXT("lo"), BEYOND(name), INT(0x12300), INT(0x23)), &c, sizeof c);
    PACKS(socket, TUPLE(TEXT("lo"), INT(name), INT(0x100012300), INT(0x123)), &c, sizeof c);
    reports(socket, &c, sizeof c, 4);
    rs_address found = report_of(socket, &c, sizeof c);
    SAME(rs_field_int(&found, 1), name);
    CHECK(found.fields.field[1].beyond); /* it is unsigned: above INT64_MAX */
    SAME(rs_field_int(&found, 2), 0x12300);
    SAME(rs_field_int(&found, 3), 0x23);
    INTERFACES(socket, INT(1), INT(2), INT(3));
    REFUSES(socket, TUPLE(TEXT("lo"), INT(1), INT(2)), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("lo"), INT(1), INT(2), INT(3), INT(4)), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("lo"), INT(1), INT(2), TEXT("3")), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("nosuch"), INT(1), INT(2), TEXT("3")), RS_TYPE_ERROR, 0);
    rs_free(socket);
}

/* No protocol: no form to read, and of a C address what all protocols have. */
static void without_protocol(void) {
    rs_address given = TUPLE(TEXT("lo")), found;
    struct sockaddr_can c = expected("lo");
    FAILS(rs_resolve(AF_CAN, -1, "bind", &given, &found, &error), RS_OSERROR, 0);
    SAME_TEXT(error.text, "bind(): unsupported CAN protocol");
    WORKS(rs_address_from_c(&c, sizeof c, -1, &found, &error));
    SAME(found.fields.count, 1);
    SAME_ELEMENT(&found, 0, "lo");
}

int main(void) {
    raw(CAN_RAW);
    raw(CAN_BCM);
    isotp();
    j1939();
    without_protocol();
    rs_socket *other = stand_in(AF_CAN, SOCK_RAW, 99);
    REFUSES(other, TUPLE(TEXT("lo")), RS_OSERROR, 0);
    SAME_TEXT(error.text, "bind(): unsupported CAN protocol");
    rs_free(other);
    return 0;
}
