/* What family_bluetooth_freebsd.c needs of FreeBSD's header, as its manual has it. */
#ifndef STUB_BLUETOOTH_H
#define STUB_BLUETOOTH_H

#include <stdint.h>

#define BLUETOOTH_PROTO_HCI 134
#define BLUETOOTH_PROTO_L2CAP 135
#define BLUETOOTH_PROTO_RFCOMM 136

typedef struct {
    uint8_t b[6];
} bdaddr_t;

struct sockaddr_hci {
    unsigned char hci_len;
    unsigned char hci_family;
    char hci_node[32];
};

struct sockaddr_l2cap {
    unsigned char l2cap_len;
    unsigned char l2cap_family;
    uint16_t l2cap_psm;
    bdaddr_t l2cap_bdaddr;
    uint16_t l2cap_cid;
    uint8_t l2cap_bdaddr_type;
};

struct sockaddr_rfcomm {
    unsigned char rfcomm_len;
    unsigned char rfcomm_family;
    bdaddr_t rfcomm_bdaddr;
    uint8_t rfcomm_channel;
};

#endif
