/* AF_PACKET: (ifname, proto[, pkttype[, hatype[, addr]]]) [family.packet.tuple]. proto in host byte order, which is not
 * what the page says (docs/errata.md). man:packet(7). */
#include "error.h"
#include "interface_name.h"

#include <linux/if_packet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>

static const char usage[] = "of two to five elements";

/* The number at `index`, if there is one. */
static int read_number(const rs_address_context *context, const rs_address *address, size_t index, int *value,
                       rs_error *error) {
    rs_error own;
    if (index >= address->fields.count || rs_read_int(address, index, value, &own) == 0)
        return 0;
    if (own.kind == RS_OVERFLOW_ERROR)
        return rs_fail(error, RS_OVERFLOW_ERROR, "%s(): address argument out of range", context->caller);
    return rs_fail(error, own.kind, "%s", own.text);
}

static int parse(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error) {
    struct sockaddr_ll c = {.sll_family = AF_PACKET};
    rs_text name, hardware = {0};
    int proto = 0, pkttype = PACKET_HOST, hatype = 0;
    if (rs_need_fields(context, address, "AF_PACKET", 2, 5, usage, error) < 0 ||
        rs_read_text_of(address, 0, "AF_PACKET", usage, &name, error) < 0 ||
        read_number(context, address, 1, &proto, error) < 0 || read_number(context, address, 2, &pkttype, error) < 0 ||
        read_number(context, address, 3, &hatype, error) < 0 ||
        (address->fields.count > 4 && rs_read_bytes(address, 4, &hardware, error) < 0) ||
        rs_interface_index(context, name, &c.sll_ifindex, error) < 0)
        return -1;
    if (hardware.size > sizeof c.sll_addr)
        return rs_fail(error, RS_VALUE_ERROR, "Hardware address must be 8 bytes or less");
    if (proto < 0 || proto > 0xffff)
        return rs_fail(error, RS_OVERFLOW_ERROR, "%s(): proto must be 0-65535.", context->caller);
    c.sll_protocol = htons((uint16_t)proto);
    c.sll_pkttype = (unsigned char)pkttype;
    c.sll_hatype = (unsigned short)hatype;
    c.sll_halen = (unsigned char)hardware.size;
    if (hardware.size)
        memcpy(c.sll_addr, hardware.data, hardware.size);
    return rs_put_c(result, &c, sizeof c);
}

static bool format(const rs_address_context *context, const rs_c_address *address, rs_address *result) {
    struct sockaddr_ll c;
    size_t head = offsetof(struct sockaddr_ll, sll_addr);
    if (!rs_get_c(address, &c, head))
        return false;
    /* Some devices have longer addresses than the structure has room for; they follow it. */
    size_t there = address->size - head;
    rs_report_fields(result, AF_PACKET);
    rs_report_interface(context, c.sll_ifindex, result);
    rs_add_int(result, ntohs(c.sll_protocol));
    rs_add_int(result, c.sll_pkttype);
    rs_add_int(result, c.sll_hatype);
    rs_report_bytes(result, (const char *)&address->storage + head, c.sll_halen < there ? c.sll_halen : there);
    return true;
}

const rs_family_operations rs_family_packet = {AF_PACKET, parse, format, 0};
