/* AF_PACKET: what is packed, what is reported, what is refused. */
#include "packing.h"

#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/in.h>

static struct sockaddr_ll expected(int proto) {
    struct sockaddr_ll c;
    memset(&c, 0, sizeof c);
    c.sll_family = AF_PACKET;
    c.sll_protocol = htons((uint16_t)proto);
    c.sll_ifindex = (int)if_nametoindex("lo");
    c.sll_pkttype = PACKET_HOST;
    return c;
}

static void packs(rs_socket *socket) {
    struct sockaddr_ll c = expected(0x800);
    PACKS(socket, TUPLE(TEXT("lo"), INT(0x800)), &c, sizeof c);
    c.sll_pkttype = PACKET_OUTGOING;
    PACKS(socket, TUPLE(TEXT("lo"), INT(0x800), INT(PACKET_OUTGOING)), &c, sizeof c);
    c.sll_hatype = 772;
    PACKS(socket, TUPLE(TEXT("lo"), INT(0x800), INT(PACKET_OUTGOING), INT(772)), &c, sizeof c);
    c.sll_halen = 6;
    memcpy(c.sll_addr, "\1\2\3\4\5\6", 6);
    PACKS(socket, TUPLE(TEXT("lo"), INT(0x800), INT(PACKET_OUTGOING), INT(772), BYTES("\1\2\3\4\5\6")), &c, sizeof c);
    c = expected(0xffff);
    c.sll_halen = 8;
    memset(c.sll_addr, 'x', 8);
    PACKS(socket, TUPLE(TEXT("lo"), INT(0xffff), INT(0), INT(0), BYTES("xxxxxxxx")), &c, sizeof c);
    c = expected(0);
    c.sll_pkttype = 300 & 0xff;
    c.sll_hatype = 70000 & 0xffff;
    PACKS(socket, TUPLE(TEXT("lo"), INT(0), INT(300), INT(70000), BYTES("")), &c, sizeof c);
}

static void refuses(rs_socket *socket) {
    REFUSES(socket, TUPLE(TEXT("lo"), INT(65536)), RS_OVERFLOW_ERROR, 0);
    SAME_TEXT(error.text, "bind(): proto must be 0-65535.");
    REFUSES(socket, TUPLE(TEXT("lo"), INT(-1)), RS_OVERFLOW_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("lo"), BEYOND(3)), RS_OVERFLOW_ERROR, 0);
    SAME_TEXT(error.text, "bind(): address argument out of range");
    REFUSES(socket, TUPLE(TEXT("lo"), INT(3), INT(1LL << 31)), RS_OVERFLOW_ERROR, 0);
    SAME_TEXT(error.text, "bind(): address argument out of range");
    REFUSES(socket, TUPLE(TEXT("lo"), INT(3), INT(0), INT(0), BYTES("123456789")), RS_VALUE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("lo"), INT(3), INT(0), INT(0), TEXT("x")), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("lo"), INT(3), INT(0), INT(0), NONE), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("lo"), FLOAT), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(BYTES("lo"), INT(3)), RS_TYPE_ERROR, 0);
    SAME_TEXT(error.text, "AF_PACKET address must be a tuple of two to five elements");
    REFUSES(socket, TUPLE(TEXT("lo\0"), INT(3)), RS_VALUE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("lo")), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("lo"), INT(1), INT(2), INT(3), BYTES(""), INT(5)), RS_TYPE_ERROR, 0);
    SAME_TEXT(error.text, "AF_PACKET address must be a tuple of two to five elements");
    REFUSES(socket, BARE(TEXT("lo")), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(TEXT("nosuch"), INT(3)), RS_OSERROR, ENODEV);
    REFUSES(socket, TUPLE(TEXT(""), INT(3)), RS_OSERROR, ENODEV);
    /* Would be cut to a name that may exist. */
    REFUSES(socket, TUPLE(TEXT("a_name_of_16_byt"), INT(3)), RS_OSERROR, ENODEV);
}

static void reports(rs_socket *socket) {
    struct {
        struct sockaddr_ll ll;
        char more[12]; /* an address of 20 bytes, as InfiniBand has them */
    } c = {.ll = expected(0x800)};
    c.ll.sll_pkttype = PACKET_BROADCAST;
    c.ll.sll_hatype = 772;
    c.ll.sll_halen = 6;
    memcpy(c.ll.sll_addr, "\0\1\2\3\4\5", 6);
    rs_address found = report_of(socket, &c, sizeof c.ll);
    SAME(rs_address_family(&found), AF_PACKET);
    CHECK(found.kind == RS_ADDRESS_FIELDS && found.fields.count == 5 && !found.fields.bare);
    SAME_ELEMENT(&found, 0, "lo");
    SAME(rs_field_int(&found, 1), 0x800);
    SAME(rs_field_int(&found, 2), PACKET_BROADCAST);
    SAME(rs_field_int(&found, 3), 772);
    SAME_ELEMENT(&found, 4, "\0\1\2\3\4\5");
    CHECK(rs_field_text(&found, 4).bytes && !rs_field_text(&found, 0).bytes);

    c.ll.sll_ifindex = 0;
    c.ll.sll_halen = 20;
    memset(c.ll.sll_addr, 'y', 20);
    found = report_of(socket, &c, sizeof c);
    SAME_ELEMENT(&found, 0, "");
    SAME_ELEMENT(&found, 4, "yyyyyyyyyyyyyyyyyyyy");
    found = report_of(socket, &c, sizeof c.ll); /* says 20 and has 8 */
    SAME_ELEMENT(&found, 4, "yyyyyyyy");
    c.ll.sll_ifindex = 0x7fffffff; /* an interface that is gone */
    c.ll.sll_halen = 0;
    found = report_of(socket, &c, sizeof c.ll);
    SAME_ELEMENT(&found, 0, "");
    SAME_ELEMENT(&found, 4, "");
    found = report_of(socket, &c, 8);
    CHECK(found.kind == RS_ADDRESS_RAW && found.raw.size == 8);
}

/* Without a socket, as rs_resolve() has none, names are those of the caller. */
static void resolves(void) {
    rs_address given = TUPLE(TEXT("lo"), INT(3)), found, again;
    struct sockaddr_ll c = expected(3), packed;
    size_t size = sizeof packed;
    WORKS(rs_resolve(AF_PACKET, -1, "bind", &given, &found, &error));
    SAME_ELEMENT(&found, 0, "lo");
    WORKS(rs_address_to_c(&found, &packed, &size, &error));
    CHECK(size == sizeof c && memcmp(&packed, &c, size) == 0);
    WORKS(rs_address_from_c(&packed, size, -1, &again, &error));
    SAME_ELEMENT(&again, 0, "lo");
}

int main(void) {
    rs_socket *socket = stand_in(AF_PACKET, SOCK_RAW, 0);
    packs(socket);
    refuses(socket);
    reports(socket);
    resolves();
    rs_free(socket);
    return 0;
}
