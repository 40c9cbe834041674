/* AF_BLUETOOTH, by protocol: (bdaddr, psm) for L2CAP, (bdaddr, channel) for RFCOMM, (device_id,) for HCI, which reports
 * the number alone, and the bdaddr alone for SCO [family.bluetooth.l2cap.tuple .rfcomm.tuple .hci.tuple .sco.bare
 * .sco.bytes]. */
#include "bluetooth_linux.h"
#include "error.h"

#include <endian.h>
#include <string.h>

static int parse_l2cap(const rs_address_context *context, const rs_address *address, rs_c_address *result,
                       rs_error *error) {
    struct rs_sockaddr_l2 c;
    int psm = 0;
    memset(&c, 0, sizeof c); /* its gap, too */
    c.family = AF_BLUETOOTH;
    if (rs_read_bdaddr_pair(context, address, &c.bdaddr, &psm, error) < 0)
        return -1;
    c.psm = htole16((uint16_t)psm);
    return rs_put_c(result, &c, sizeof c);
}

static int parse_rfcomm(const rs_address_context *context, const rs_address *address, rs_c_address *result,
                        rs_error *error) {
    struct rs_sockaddr_rc c;
    int channel = 0;
    memset(&c, 0, sizeof c); /* its gap, too */
    c.family = AF_BLUETOOTH;
    if (rs_read_bdaddr_pair(context, address, &c.bdaddr, &channel, error) < 0)
        return -1;
    c.channel = (uint8_t)channel;
    return rs_put_c(result, &c, sizeof c);
}

static int parse_hci(const rs_address_context *context, const rs_address *address, rs_c_address *result,
                     rs_error *error) {
    struct rs_sockaddr_hci c = {.family = AF_BLUETOOTH};
    int dev = 0;
    /* Reported it is bare; what was reported is taken, too. */
    bool reported = address->kind == RS_ADDRESS_FIELDS && address->fields.family == AF_BLUETOOTH;
    rs_address tuple = *address;
    if (reported)
        tuple.fields.bare = false;
    if (rs_need_fields(context, &tuple, "AF_BLUETOOTH", 1, 1, "(device_id,)", NULL) < 0 ||
        rs_read_int(&tuple, 0, &dev, NULL) < 0)
        return rs_fail_bluetooth(context, error);
    c.dev = (uint16_t)dev;
    return rs_put_c(result, &c, sizeof c);
}

static int parse_sco(const rs_address_context *context, const rs_address *address, rs_c_address *result,
                     rs_error *error) {
    struct rs_sockaddr_sco c = {.family = AF_BLUETOOTH};
    if (rs_read_bare_bdaddr(context, address, &c.bdaddr, error) < 0)
        return -1;
    return rs_put_c(result, &c, sizeof c);
}

static int parse(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error) {
    switch (context->proto) {
    case RS_BTPROTO_L2CAP:
        return parse_l2cap(context, address, result, error);
    case RS_BTPROTO_RFCOMM:
        return parse_rfcomm(context, address, result, error);
    case RS_BTPROTO_HCI:
        return parse_hci(context, address, result, error);
    case RS_BTPROTO_SCO:
        return parse_sco(context, address, result, error);
    default:
        return rs_fail(error, RS_OSERROR, "%s(): unknown Bluetooth protocol", context->caller);
    }
}

static bool format_l2cap(const rs_c_address *address, rs_address *result) {
    struct rs_sockaddr_l2 c;
    if (!rs_get_c(address, &c, sizeof c))
        return false;
    rs_report_bdaddr(result, &c.bdaddr);
    rs_add_int(result, le16toh(c.psm));
    return true;
}

static bool format_rfcomm(const rs_c_address *address, rs_address *result) {
    struct rs_sockaddr_rc c;
    if (!rs_get_c(address, &c, sizeof c))
        return false;
    rs_report_bdaddr(result, &c.bdaddr);
    rs_add_int(result, c.channel);
    return true;
}

static bool format_hci(const rs_c_address *address, rs_address *result) {
    struct rs_sockaddr_hci c;
    if (!rs_get_c(address, &c, sizeof c))
        return false;
    result->fields.bare = true;
    rs_add_int(result, c.dev);
    return true;
}

static bool format_sco(const rs_c_address *address, rs_address *result) {
    struct rs_sockaddr_sco c;
    if (!rs_get_c(address, &c, sizeof c))
        return false;
    result->fields.bare = true;
    rs_report_bdaddr(result, &c.bdaddr);
    return true;
}

static bool format(const rs_address_context *context, const rs_c_address *address, rs_address *result) {
    rs_report_fields(result, AF_BLUETOOTH);
    switch (context->proto) {
    case RS_BTPROTO_L2CAP:
        return format_l2cap(address, result);
    case RS_BTPROTO_RFCOMM:
        return format_rfcomm(address, result);
    case RS_BTPROTO_HCI:
        return format_hci(address, result);
    case RS_BTPROTO_SCO:
        return format_sco(address, result);
    default:
        return false;
    }
}

const rs_family_operations rs_family_bluetooth = {AF_BLUETOOTH, parse, format, 0};
