/* What family_bluetooth_netbsd.c needs of NetBSD's header, as its manual has it. */
#ifndef STUB_BLUETOOTH_H
#define STUB_BLUETOOTH_H

#include <stdint.h>

#define BTPROTO_HCI 1
#define BTPROTO_L2CAP 2
#define BTPROTO_RFCOMM 3
#define BTPROTO_SCO 4

typedef struct {
    uint8_t b[6];
} bdaddr_t;

struct sockaddr_bt {
    uint8_t bt_len;
    uint8_t bt_family;
    bdaddr_t bt_bdaddr;
    uint16_t bt_psm;
    uint8_t bt_channel;
    uint8_t bt_zero[5];
};

#endif
