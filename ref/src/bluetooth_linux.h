/* The kernel's own definitions for AF_BLUETOOTH: they are in no header of libc or of the kernel, but in libbluetooth's,
 * which is not needed for anything else. All numbers are little-endian. */
#ifndef RS_BLUETOOTH_LINUX_H
#define RS_BLUETOOTH_LINUX_H

#include "bdaddr.h"

#include <stdint.h>
#include <sys/socket.h>

enum { RS_BTPROTO_L2CAP = 0, RS_BTPROTO_HCI = 1, RS_BTPROTO_SCO = 2, RS_BTPROTO_RFCOMM = 3 };

struct rs_sockaddr_l2 {
    sa_family_t family;
    uint16_t psm;
    rs_bdaddr bdaddr;
    uint16_t cid;
    uint8_t bdaddr_type;
};

struct rs_sockaddr_rc {
    sa_family_t family;
    rs_bdaddr bdaddr;
    uint8_t channel;
};

struct rs_sockaddr_sco {
    sa_family_t family;
    rs_bdaddr bdaddr;
};

/* In the byte order of the machine. */
struct rs_sockaddr_hci {
    sa_family_t family;
    uint16_t dev;
    uint16_t channel;
};

#endif
