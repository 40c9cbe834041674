/* AF_BLUETOOTH on FreeBSD: (bdaddr, psm) for L2CAP, (bdaddr, channel) for RFCOMM. (device_id,) for HCI is the node of
 * that number that the system's script names for a USB device, "ubt0hci"; another node is reported raw. There is no SCO
 * [family.bluetooth.sco.no-freebsd]. ng_btsocket(4) */
#include "bdaddr.h"
#include "error.h"

#include <bluetooth.h>
#include <stdio.h>
#include <string.h>

_Static_assert(sizeof(bdaddr_t) == sizeof(rs_bdaddr), "bdaddr_t is six bytes, the text's last one first");

static int parse_l2cap(const rs_address_context *context, const rs_address *address, rs_c_address *result,
                       rs_error *error) {
    struct sockaddr_l2cap c;
    rs_bdaddr bdaddr;
    int psm = 0;
    if (rs_read_bdaddr_pair(context, address, &bdaddr, &psm, error) < 0)
        return -1;
    memset(&c, 0, sizeof c);
    c.l2cap_len = sizeof c;
    c.l2cap_family = AF_BLUETOOTH;
    c.l2cap_psm = (uint16_t)psm;
    memcpy(&c.l2cap_bdaddr, &bdaddr, sizeof bdaddr);
    return rs_put_c(result, &c, sizeof c);
}

static int parse_rfcomm(const rs_address_context *context, const rs_address *address, rs_c_address *result,
                        rs_error *error) {
    struct sockaddr_rfcomm c;
    rs_bdaddr bdaddr;
    int channel = 0;
    if (rs_read_bdaddr_pair(context, address, &bdaddr, &channel, error) < 0)
        return -1;
    memset(&c, 0, sizeof c);
    c.rfcomm_len = sizeof c;
    c.rfcomm_family = AF_BLUETOOTH;
    c.rfcomm_channel = (uint8_t)channel;
    memcpy(&c.rfcomm_bdaddr, &bdaddr, sizeof bdaddr);
    return rs_put_c(result, &c, sizeof c);
}

/* The node of that number, with its NUL. */
static void node_name(char *name, size_t room, int device) {
    snprintf(name, room, "ubt%dhci", device);
}

/* The number of such a node; false for another name. */
static bool node_number(const char *name, size_t room, int *device) {
    char copy[sizeof((struct sockaddr_hci *)0)->hci_node + 1], again[sizeof copy];
    snprintf(copy, sizeof copy, "%.*s", (int)room, name);
    if (sscanf(copy, "ubt%d", device) != 1 || *device < 0)
        return false;
    node_name(again, sizeof again, *device);
    return strcmp(again, copy) == 0;
}

static int parse_hci(const rs_address_context *context, const rs_address *address, rs_c_address *result,
                     rs_error *error) {
    struct sockaddr_hci c;
    int device = 0;
    if (rs_need_fields(context, address, "AF_BLUETOOTH", 1, 1, "(device_id,)", NULL) < 0 ||
        rs_read_int(address, 0, &device, NULL) < 0 || device < 0)
        return rs_fail_bluetooth(context, error);
    memset(&c, 0, sizeof c);
    c.hci_len = sizeof c;
    c.hci_family = AF_BLUETOOTH;
    node_name(c.hci_node, sizeof c.hci_node, device);
    return rs_put_c(result, &c, sizeof c);
}

static int parse(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error) {
    switch (context->proto) {
    case BLUETOOTH_PROTO_L2CAP:
        return parse_l2cap(context, address, result, error);
    case BLUETOOTH_PROTO_RFCOMM:
        return parse_rfcomm(context, address, result, error);
    case BLUETOOTH_PROTO_HCI:
        return parse_hci(context, address, result, error);
    default:
        return rs_fail(error, RS_OSERROR, "%s(): unknown Bluetooth protocol", context->caller);
    }
}

/* (bdaddr, number). */
static bool report_pair(rs_address *result, const bdaddr_t *bdaddr, int number) {
    rs_bdaddr copy;
    memcpy(&copy, bdaddr, sizeof copy);
    rs_report_bdaddr(result, &copy);
    rs_add_int(result, number);
    return true;
}

static bool format(const rs_address_context *context, const rs_c_address *address, rs_address *result) {
    struct sockaddr_l2cap l2cap;
    struct sockaddr_rfcomm rfcomm;
    struct sockaddr_hci hci;
    int device;
    rs_report_fields(result, AF_BLUETOOTH);
    if (context->proto == BLUETOOTH_PROTO_L2CAP && rs_get_c(address, &l2cap, sizeof l2cap))
        return report_pair(result, &l2cap.l2cap_bdaddr, l2cap.l2cap_psm);
    if (context->proto == BLUETOOTH_PROTO_RFCOMM && rs_get_c(address, &rfcomm, sizeof rfcomm))
        return report_pair(result, &rfcomm.rfcomm_bdaddr, rfcomm.rfcomm_channel);
    if (context->proto != BLUETOOTH_PROTO_HCI || !rs_get_c(address, &hci, sizeof hci) ||
        !node_number(hci.hci_node, sizeof hci.hci_node, &device))
        return false;
    result->fields.bare = true;
    rs_add_int(result, device);
    return true;
}

const rs_family_operations rs_family_bluetooth = {AF_BLUETOOTH, parse, format, 0};
