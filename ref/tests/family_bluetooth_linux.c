/* AF_BLUETOOTH: what is packed, what is reported, what is refused, for each of its protocols. The layouts are those of
 * the kernel's include/net/bluetooth/, which no package has as headers: little-endian, the device's address backwards.
 */
#include "packing.h"

#include <endian.h>

enum { L2CAP, HCI, SCO, RFCOMM };

/* An address of AF_BLUETOOTH, byte for byte; its first two are the family. */
#define C(...)                                                                                                         \
    (unsigned char[]) {                                                                                                \
        FAMILY_BYTES, __VA_ARGS__                                                                                      \
    }
#if __BYTE_ORDER == __LITTLE_ENDIAN
#define FAMILY_BYTES AF_BLUETOOTH, 0
#define NATIVE(low, high) low, high
#else
#define FAMILY_BYTES 0, AF_BLUETOOTH
#define NATIVE(low, high) high, low
#endif

/* The device's address as text, and as the system has it. */
#define DEVICE "01:02:0A:0b:FE:0"
#define REPORTED "01:02:0A:0B:FE:00"
#define DEVICE_BYTES 0x00, 0xfe, 0x0b, 0x0a, 0x02, 0x01

#define WRONG(socket, address, wanted)                                                                                 \
    do {                                                                                                               \
        REFUSES(socket, address, RS_OSERROR, 0);                                                                       \
        SAME_TEXT(error.text, wanted);                                                                                 \
    } while (0)
#define FORM "bind(): wrong format"
#define DEVICE_WRONG "bad bluetooth address"

static void pair_forms(rs_socket *socket) {
    WRONG(socket, TUPLE(TEXT("1:2:3:4:5"), INT(1)), DEVICE_WRONG);
    WRONG(socket, TUPLE(TEXT("1:2:3:4:5:6:7"), INT(1)), DEVICE_WRONG);
    WRONG(socket, TUPLE(TEXT("1:2:3:4:5:100"), INT(1)), DEVICE_WRONG);
    WRONG(socket, TUPLE(TEXT("1:2:3:4:5:-1"), INT(1)), DEVICE_WRONG);
    WRONG(socket, TUPLE(TEXT("1:2:3:4:5:10000000000000001"), INT(1)), DEVICE_WRONG); /* 1 in 64 bits */
    WRONG(socket, TUPLE(TEXT("1:2:3:4:5:6 "), INT(1)), DEVICE_WRONG);
    WRONG(socket, TUPLE(TEXT("1:2:3:4:5:g"), INT(1)), DEVICE_WRONG);
    WRONG(socket, TUPLE(TEXT("1:2:3:4:5:"), INT(1)), DEVICE_WRONG);
    WRONG(socket, TUPLE(TEXT("1-2-3-4-5-6"), INT(1)), DEVICE_WRONG);
    WRONG(socket, TUPLE(TEXT(""), INT(1)), DEVICE_WRONG);
    WRONG(socket, TUPLE(TEXT("0000000000000000000000000000000000000000000000000000000000000000001:2:3:4:5:6"), INT(1)),
          DEVICE_WRONG);
    WRONG(socket, TUPLE(TEXT("1:2:3:4:5:6\0"), INT(1)), FORM);
    WRONG(socket, TUPLE(BYTES(DEVICE), INT(1)), FORM);
    WRONG(socket, TUPLE(INT(1), INT(1)), FORM);
    WRONG(socket, TUPLE(TEXT(DEVICE)), FORM);
    WRONG(socket, TUPLE(TEXT(DEVICE), INT(1), INT(2)), FORM);
    WRONG(socket, TUPLE(TEXT(DEVICE), TEXT("1")), FORM);
    WRONG(socket, TUPLE(TEXT(DEVICE), FLOAT), FORM);
    WRONG(socket, TUPLE(TEXT(DEVICE), INT(1LL << 31)), FORM);
    WRONG(socket, TUPLE(TEXT(DEVICE), BEYOND(1)), FORM);
    WRONG(socket, BARE(TEXT(DEVICE)), FORM);
}

static void l2cap(void) {
    rs_socket *socket = stand_in(AF_BLUETOOTH, SOCK_SEQPACKET, L2CAP);
    const unsigned char *c = C(0x01, 0x10, DEVICE_BYTES, 0, 0, 0, 0);
    PACKS(socket, TUPLE(TEXT(DEVICE), INT(0x1001)), c, 14);
    packs_alone(AF_BLUETOOTH, L2CAP, TUPLE(TEXT(DEVICE), INT(0x1001)), c, 14);
    PACKS(socket, TUPLE(TEXT(DEVICE), INT(0x71001)), c, 14);
    PACKS(socket, TUPLE(TEXT("00:00:00:FF:FF:FF"), INT(-1)), C(0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0), 14);
    pair_forms(socket);
    rs_address found = report_of(socket, c, 14);
    SAME(rs_address_family(&found), AF_BLUETOOTH);
    CHECK(found.kind == RS_ADDRESS_FIELDS && found.fields.count == 2 && !found.fields.bare);
    SAME_ELEMENT(&found, 0, REPORTED);
    SAME(rs_field_int(&found, 1), 0x1001);
    found = report_of(socket, c, 13);
    CHECK(found.kind == RS_ADDRESS_RAW);
    rs_free(socket);
}

static void rfcomm(void) {
    rs_socket *socket = stand_in(AF_BLUETOOTH, SOCK_STREAM, RFCOMM);
    const unsigned char *c = C(DEVICE_BYTES, 3, 0);
    PACKS(socket, TUPLE(TEXT(DEVICE), INT(3)), c, 10);
    packs_alone(AF_BLUETOOTH, RFCOMM, TUPLE(TEXT(DEVICE), INT(3)), c, 10);
    PACKS(socket, TUPLE(TEXT(DEVICE), INT(0x12303)), c, 10);
    pair_forms(socket);
    rs_address found = report_of(socket, c, 10);
    CHECK(found.kind == RS_ADDRESS_FIELDS && found.fields.count == 2 && !found.fields.bare);
    SAME_ELEMENT(&found, 0, REPORTED);
    SAME(rs_field_int(&found, 1), 3);
    rs_free(socket);
}

static void hci(void) {
    rs_socket *socket = stand_in(AF_BLUETOOTH, SOCK_RAW, HCI);
    PACKS(socket, TUPLE(INT(5)), C(NATIVE(5, 0), 0, 0), 6);
    packs_alone(AF_BLUETOOTH, HCI, TUPLE(INT(5)), C(NATIVE(5, 0), 0, 0), 6);
    PACKS(socket, TUPLE(INT(-1)), C(0xff, 0xff, 0, 0), 6);
    PACKS(socket, TUPLE(INT(0x10002)), C(NATIVE(2, 0), 0, 0), 6); /* the channel is never touched */
    WRONG(socket, BARE(INT(0)), FORM);
    WRONG(socket, TUPLE(TEXT("0")), FORM);
    WRONG(socket, TUPLE(INT(1), INT(2)), FORM);
    WRONG(socket, TUPLE(INT(1LL << 31)), FORM);
    WRONG(socket, fields_of(NULL, 0, false), FORM);
    rs_address found = report_of(socket, C(NATIVE(1, 2), 0, 0), 6);
    CHECK(found.kind == RS_ADDRESS_FIELDS && found.fields.count == 1 && found.fields.bare);
    SAME(rs_field_int(&found, 0), 0x201);
    rs_free(socket);
}

static void sco(void) {
    rs_socket *socket = stand_in(AF_BLUETOOTH, SOCK_SEQPACKET, SCO);
    const unsigned char *c = C(DEVICE_BYTES);
    PACKS(socket, BARE(BYTES(DEVICE)), c, 8);
    packs_alone(AF_BLUETOOTH, SCO, BARE(BYTES(DEVICE)), c, 8);
    WRONG(socket, BARE(TEXT(DEVICE)), FORM); /* CPython takes text, too, from 3.13.4 on */
    REFUSES(socket, BARE(BYTES("1:2:3:4:5:6\0")), RS_VALUE_ERROR, 0);
    SAME_TEXT(error.text, "embedded null byte");
    WRONG(socket, BARE(BYTES("")), DEVICE_WRONG);
    WRONG(socket, TUPLE(BYTES(DEVICE)), FORM);
    WRONG(socket, BARE(INT(5)), FORM);
    WRONG(socket, BARE(NONE), FORM);
    rs_address found = report_of(socket, c, 8);
    CHECK(found.kind == RS_ADDRESS_FIELDS && found.fields.count == 1 && found.fields.bare);
    SAME_ELEMENT(&found, 0, REPORTED);
    PACKS(socket, found, c, 8);
    rs_free(socket);
}

static void without_protocol(void) {
    rs_address given = TUPLE(TEXT(DEVICE), INT(3)), found;
    const unsigned char *c = C(DEVICE_BYTES, 3, 0);
    FAILS(rs_resolve(AF_BLUETOOTH, -1, "bind", &given, &found, &error), RS_OSERROR, 0);
    SAME_TEXT(error.text, "bind(): unknown Bluetooth protocol");
    WORKS(rs_address_from_c(c, 10, -1, &found, &error));
    CHECK(found.kind == RS_ADDRESS_RAW);
}

int main(void) {
    l2cap();
    rfcomm();
    hci();
    sco();
    without_protocol();
    rs_socket *other = stand_in(AF_BLUETOOTH, SOCK_RAW, 77);
    WRONG(other, TUPLE(TEXT(DEVICE), INT(1)), "bind(): unknown Bluetooth protocol");
    rs_address found = report_of(other, C(DEVICE_BYTES), 8);
    CHECK(found.kind == RS_ADDRESS_RAW && found.raw.size == 8 && memcmp(found.raw.data, C(DEVICE_BYTES), 8) == 0);
    rs_free(other);
    return 0;
}
