/* AF_CAN: (interface,) for the protocols CAN_RAW and CAN_BCM [family.can.tuple], (interface, rx_addr, tx_addr) for
 * CAN_ISOTP, (interface, name, pgn, addr) for CAN_J1939. Linux, Documentation/networking/can.rst. */
#include "error.h"
#include "interface_name.h"

#include <linux/can.h>
#include <stddef.h>
#include <string.h>

/* [family.can.empty-interface] */
static int find_interface(const rs_address_context *context, rs_text name, int *index, rs_error *error) {
    if (name.size == 0)
        return 0;
    if (!rs_interface_fits(name))
        return rs_fail(error, RS_OSERROR, "AF_CAN interface name too long");
    return rs_interface_index(context, name, index, error);
}

static int parse_isotp(const rs_address_context *context, const rs_address *address, struct sockaddr_can *c,
                       rs_error *error) {
    rs_text name;
    if (rs_need_fields(context, address, "AF_CAN", 3, 3, "(interface, rx_addr, tx_addr)", error) < 0 ||
        rs_read_name(address, 0, &name, error) < 0 || rs_read_u32(address, 1, &c->can_addr.tp.rx_id, error) < 0 ||
        rs_read_u32(address, 2, &c->can_addr.tp.tx_id, error) < 0)
        return -1;
    return find_interface(context, name, &c->can_ifindex, error);
}

static int parse_j1939(const rs_address_context *context, const rs_address *address, struct sockaddr_can *c,
                       rs_error *error) {
    rs_text interface;
    uint64_t name;
    uint32_t pgn, addr;
    if (rs_need_fields(context, address, "AF_CAN", 4, 4, "(interface, name, pgn, addr)", error) < 0 ||
        rs_read_name(address, 0, &interface, error) < 0 || rs_read_u64(address, 1, &name, error) < 0 ||
        rs_read_u32(address, 2, &pgn, error) < 0 || rs_read_u32(address, 3, &addr, error) < 0)
        return -1;
    c->can_addr.j1939.name = name;
    c->can_addr.j1939.pgn = pgn;
    c->can_addr.j1939.addr = (uint8_t)addr;
    return find_interface(context, interface, &c->can_ifindex, error);
}

static int parse(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error) {
    struct sockaddr_can c;
    rs_text name;
    int failed;
    memset(&c, 0, sizeof c); /* its gaps, too */
    c.can_family = AF_CAN;
    switch (context->proto) {
    case CAN_RAW:
    case CAN_BCM:
        failed = rs_need_fields(context, address, "AF_CAN", 1, 1, "(interface, )", error) < 0 ||
                 rs_read_name(address, 0, &name, error) < 0 || find_interface(context, name, &c.can_ifindex, error) < 0;
        break;
    case CAN_ISOTP:
        failed = parse_isotp(context, address, &c, error);
        break;
    case CAN_J1939:
        failed = parse_j1939(context, address, &c, error);
        break;
    default:
        return rs_fail(error, RS_OSERROR, "%s(): unsupported CAN protocol", context->caller);
    }
    return failed ? -1 : rs_put_c(result, &c, sizeof c);
}

static bool format(const rs_address_context *context, const rs_c_address *address, rs_address *result) {
    struct sockaddr_can c;
    /* Each protocol reports as many bytes as it uses; the rest of the room is zero. */
    if (address->size < offsetof(struct sockaddr_can, can_addr))
        return false;
    memcpy(&c, &address->storage, sizeof c);
    rs_report_fields(result, AF_CAN);
    rs_report_interface(context, c.can_ifindex, result);
    if (context->proto == CAN_ISOTP) {
        rs_add_int(result, c.can_addr.tp.rx_id);
        rs_add_int(result, c.can_addr.tp.tx_id);
    } else if (context->proto == CAN_J1939) {
        rs_report_u64(result, c.can_addr.j1939.name);
        rs_add_int(result, c.can_addr.j1939.pgn);
        rs_add_int(result, c.can_addr.j1939.addr);
    }
    return true;
}

const rs_family_operations rs_family_can = {AF_CAN, parse, format, 0};
