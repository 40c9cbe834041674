/* AF_BLUETOOTH on NetBSD and DragonFly BSD, which have one structure for all protocols: (bdaddr, psm) for L2CAP,
 * (bdaddr, channel) for RFCOMM, (bdaddr,) for HCI, and the bdaddr alone for SCO [family.bluetooth.hci.bdaddr].
 * bluetooth(4) */
#include "bdaddr.h"
#include "error.h"

#include <bluetooth.h>
#include <string.h>

_Static_assert(sizeof(bdaddr_t) == sizeof(rs_bdaddr), "bdaddr_t is six bytes, the text's last one first");

/* The interface by its address: (bdaddr,), and bare, as it is reported. */
static int read_hci(const rs_address_context *context, const rs_address *address, rs_bdaddr *bdaddr, rs_error *error) {
    rs_text text;
    if (address->kind == RS_ADDRESS_FIELDS && address->fields.bare)
        return rs_read_bare_bdaddr(context, address, bdaddr, error);
    if (rs_need_fields(context, address, "AF_BLUETOOTH", 1, 1, "(bdaddr,)", NULL) < 0 ||
        rs_read_text(address, 0, &text, NULL) < 0)
        return rs_fail_bluetooth(context, error);
    return rs_parse_bdaddr(text, bdaddr, error);
}

static int parse(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error) {
    struct sockaddr_bt c;
    rs_bdaddr bdaddr;
    int number = 0, failed;
    switch (context->proto) {
    case BTPROTO_L2CAP:
    case BTPROTO_RFCOMM:
        failed = rs_read_bdaddr_pair(context, address, &bdaddr, &number, error);
        break;
    case BTPROTO_HCI:
        failed = read_hci(context, address, &bdaddr, error);
        break;
    case BTPROTO_SCO:
        failed = rs_read_bare_bdaddr(context, address, &bdaddr, error);
        break;
    default:
        return rs_fail(error, RS_OSERROR, "%s(): unknown Bluetooth protocol", context->caller);
    }
    if (failed < 0)
        return -1;
    memset(&c, 0, sizeof c);
    c.bt_len = sizeof c;
    c.bt_family = AF_BLUETOOTH;
    memcpy(&c.bt_bdaddr, &bdaddr, sizeof bdaddr);
    if (context->proto == BTPROTO_L2CAP)
        c.bt_psm = (uint16_t)number;
    else if (context->proto == BTPROTO_RFCOMM)
        c.bt_channel = (uint8_t)number;
    return rs_put_c(result, &c, sizeof c);
}

static bool format(const rs_address_context *context, const rs_c_address *address, rs_address *result) {
    struct sockaddr_bt c;
    rs_bdaddr bdaddr;
    if (!rs_get_c(address, &c, sizeof c))
        return false;
    memcpy(&bdaddr, &c.bt_bdaddr, sizeof bdaddr);
    rs_report_fields(result, AF_BLUETOOTH);
    rs_report_bdaddr(result, &bdaddr);
    switch (context->proto) {
    case BTPROTO_L2CAP:
        rs_add_int(result, c.bt_psm);
        return true;
    case BTPROTO_RFCOMM:
        rs_add_int(result, c.bt_channel);
        return true;
    case BTPROTO_HCI:
    case BTPROTO_SCO:
        result->fields.bare = true;
        return true;
    default:
        return false;
    }
}

const rs_family_operations rs_family_bluetooth = {AF_BLUETOOTH, parse, format, 0};
