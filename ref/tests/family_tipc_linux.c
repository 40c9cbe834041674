/* AF_TIPC: what is packed, what is reported, what is refused. */
#include "packing.h"

#include <linux/tipc.h>

static struct sockaddr_tipc expected(int type, int scope) {
    struct sockaddr_tipc c;
    memset(&c, 0, sizeof c);
    c.family = AF_TIPC;
    c.addrtype = (unsigned char)type;
    c.scope = (signed char)scope;
    return c;
}

static void packs(rs_socket *socket) {
    struct sockaddr_tipc c = expected(TIPC_ADDR_NAMESEQ, TIPC_CLUSTER_SCOPE);
    c.addr.nameseq.type = 2;
    c.addr.nameseq.lower = 3;
    c.addr.nameseq.upper = 4;
    PACKS(socket, TUPLE(INT(TIPC_ADDR_NAMESEQ), INT(2), INT(3), INT(4)), &c, sizeof c);
    c.scope = TIPC_NODE_SCOPE;
    PACKS(socket, TUPLE(INT(TIPC_ADDR_NAMESEQ), INT(2), INT(3), INT(4), INT(TIPC_NODE_SCOPE)), &c, sizeof c);
    c = expected(TIPC_ADDR_NAME, TIPC_ZONE_SCOPE);
    c.addr.name.name.type = 18888;
    c.addr.name.name.instance = 0xffffffff;
    PACKS(socket, TUPLE(INT(TIPC_ADDR_NAME), INT(18888), INT(-1), INT(99), INT(TIPC_ZONE_SCOPE)), &c, sizeof c);
    c = expected(TIPC_ADDR_ID, TIPC_CLUSTER_SCOPE);
    c.addr.id.node = 7;
    c.addr.id.ref = 8;
    PACKS(socket, TUPLE(INT((1LL << 32) + TIPC_ADDR_ID), BEYOND(7), INT((1LL << 32) + 8), INT(99)), &c, sizeof c);
    c.scope = -1;
    PACKS(socket, TUPLE(INT(TIPC_ADDR_ID), INT(7), INT(8), INT(0), INT(-1)), &c, sizeof c);
}

static void refuses(rs_socket *socket) {
    REFUSES(socket, TUPLE(INT(0), INT(1), INT(2), INT(3)), RS_TYPE_ERROR, 0);
    SAME_TEXT(error.text, "Invalid address type");
    REFUSES(socket, TUPLE(INT(4), INT(1), INT(2), INT(3)), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(INT(257), INT(1), INT(2), INT(3)), RS_TYPE_ERROR, 0); /* 1 if it were cut to a byte */
    REFUSES(socket, TUPLE(INT(1), INT(2), INT(3)), RS_TYPE_ERROR, 0);
    SAME_TEXT(error.text, "AF_TIPC address must be a tuple (addr_type, v1, v2, v3[, scope])");
    REFUSES(socket, TUPLE(INT(1), INT(2), INT(3), INT(4), INT(5), INT(6)), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(INT(1), INT(2), INT(3), TEXT("4")), RS_TYPE_ERROR, 0);
    REFUSES(socket, TUPLE(INT(1), INT(2), INT(3), INT(4), FLOAT), RS_TYPE_ERROR, 0);
    REFUSES(socket, BARE(INT(1)), RS_TYPE_ERROR, 0);
}

static void is(const rs_address *found, int type, int64_t v1, int64_t v2, int64_t v3, int64_t scope) {
    CHECK(found->kind == RS_ADDRESS_FIELDS && found->fields.count == 5 && !found->fields.bare);
    SAME(rs_field_int(found, 0), type);
    SAME(rs_field_int(found, 1), v1);
    SAME(rs_field_int(found, 2), v2);
    SAME(rs_field_int(found, 3), v3);
    SAME(rs_field_int(found, 4), scope);
}

static void reports(rs_socket *socket) {
    struct sockaddr_tipc c = expected(TIPC_ADDR_NAMESEQ, TIPC_NODE_SCOPE);
    rs_address found;
    c.addr.nameseq.type = 0xfffffffe;
    c.addr.nameseq.lower = 3;
    c.addr.nameseq.upper = 4;
    found = report_of(socket, &c, sizeof c);
    is(&found, TIPC_ADDR_NAMESEQ, 0xfffffffe, 3, 4, TIPC_NODE_SCOPE);
    c = expected(TIPC_ADDR_NAME, TIPC_CLUSTER_SCOPE);
    c.addr.name.name.type = 5;
    c.addr.name.name.instance = 6;
    found = report_of(socket, &c, sizeof c);
    is(&found, TIPC_ADDR_NAME, 5, 6, 6, TIPC_CLUSTER_SCOPE);
    c = expected(TIPC_ADDR_ID, -1);
    c.addr.id.node = 7;
    c.addr.id.ref = 8;
    found = report_of(socket, &c, sizeof c);
    is(&found, TIPC_ADDR_ID, 7, 8, 0, 0xffffffff); /* CPython reports it as unsigned */
    c.addrtype = 9;                                /* no form that is known */
    found = report_of(socket, &c, sizeof c);
    CHECK(found.kind == RS_ADDRESS_RAW && found.raw.size == sizeof c && same_bytes(found.raw.data, &c, sizeof c));
    found = report_of(socket, &c, sizeof c - 1);
    CHECK(found.kind == RS_ADDRESS_RAW);
}

int main(void) {
    rs_socket *socket = stand_in(AF_TIPC, SOCK_RDM, 0);
    packs(socket);
    refuses(socket);
    reports(socket);
    rs_free(socket);
    return 0;
}
