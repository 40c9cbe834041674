/* AF_TIPC: (addr_type, v1, v2, v3[, scope]) [family.tipc.tuple]. Linux, include/uapi/linux/tipc.h. */
#include "error.h"
#include "fields.h"

#include <linux/tipc.h>
#include <string.h>

/* [family.tipc.fields-by-type]; v3 counts for TIPC_ADDR_NAMESEQ only. */
static bool fill(struct sockaddr_tipc *c, uint32_t type, const uint32_t v[3]) {
    switch (type) {
    case TIPC_ADDR_NAMESEQ:
        c->addr.nameseq.type = v[0];
        c->addr.nameseq.lower = v[1];
        c->addr.nameseq.upper = v[2];
        break;
    case TIPC_ADDR_NAME:
        c->addr.name.name.type = v[0];
        c->addr.name.name.instance = v[1];
        break;
    case TIPC_ADDR_ID:
        c->addr.id.node = v[0];
        c->addr.id.ref = v[1];
        break;
    default:
        return false;
    }
    c->addrtype = (unsigned char)type;
    return true;
}

static int parse(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error) {
    struct sockaddr_tipc c = {.family = AF_TIPC};
    uint32_t type, v[3], scope = TIPC_CLUSTER_SCOPE;
    if (rs_need_fields(context, address, "AF_TIPC", 4, 5, "(addr_type, v1, v2, v3[, scope])", error) < 0 ||
        rs_read_u32(address, 0, &type, error) < 0 || rs_read_u32(address, 1, &v[0], error) < 0 ||
        rs_read_u32(address, 2, &v[1], error) < 0 || rs_read_u32(address, 3, &v[2], error) < 0 ||
        (address->fields.count > 4 && rs_read_u32(address, 4, &scope, error) < 0))
        return -1;
    if (!fill(&c, type, v))
        return rs_fail(error, RS_TYPE_ERROR, "Invalid address type");
    c.scope = (signed char)scope;
    return rs_put_c(result, &c, sizeof c);
}

static bool format(const rs_address_context *context, const rs_c_address *address, rs_address *result) {
    struct sockaddr_tipc c;
    uint32_t v[3] = {0};
    (void)context;
    if (!rs_get_c(address, &c, sizeof c))
        return false;
    switch (c.addrtype) {
    case TIPC_ADDR_NAMESEQ:
        v[0] = c.addr.nameseq.type;
        v[1] = c.addr.nameseq.lower;
        v[2] = c.addr.nameseq.upper;
        break;
    case TIPC_ADDR_NAME:
        v[0] = c.addr.name.name.type;
        v[1] = v[2] = c.addr.name.name.instance;
        break;
    case TIPC_ADDR_ID:
        v[0] = c.addr.id.node;
        v[1] = c.addr.id.ref;
        break;
    default:
        return false;
    }
    rs_report_fields(result, AF_TIPC);
    rs_add_int(result, c.addrtype);
    for (size_t i = 0; i < 3; i++)
        rs_add_int(result, v[i]);
    rs_add_int(result, (uint32_t)c.scope);
    return true;
}

const rs_family_operations rs_family_tipc = {AF_TIPC, parse, format, 0};
