/* The interface of the kernel's HCI sockets, from its manual of ioctl numbers: no package of ours has the header. */
#include "actor/bluetooth.h"

#include "actor/families.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PROTOCOL_HCI = 1, ADDRESS_LENGTH = 6, FLAG_UP = 1 };

struct device_info {
    uint16_t id;
    char name[8];
    uint8_t address[ADDRESS_LENGTH]; /* the last octet first */
    uint32_t flags;
    uint8_t rest[128]; /* of no interest; larger than what the kernel writes */
};

#define GET_DEVICE_INFO _IOR('H', 211, int)

static bool is_up(int fd, uint16_t id, const char *address, char *reason, size_t size) {
    struct device_info info = {.id = id};
    char have[3 * ADDRESS_LENGTH];
    if (ioctl(fd, GET_DEVICE_INFO, &info) < 0) {
        snprintf(reason, size, "there is no controller hci%u: %s", id, strerror(errno));
        return false;
    }
    const uint8_t *a = info.address;
    snprintf(have, sizeof have, "%02X:%02X:%02X:%02X:%02X:%02X", a[5], a[4], a[3], a[2], a[1], a[0]);
    if (strcmp(have, address) != 0) {
        snprintf(reason, size, "hci%u is %s, not the virtual %s", id, have, address);
        return false;
    }
    if (!(info.flags & FLAG_UP)) {
        snprintf(reason, size, "hci%u is down", id);
        return false;
    }
    return true;
}

bool bluetooth_controllers(char *reason, size_t size) {
    int fd = socket(AF_BLUETOOTH, SOCK_RAW | SOCK_CLOEXEC, PROTOCOL_HCI);
    if (fd < 0) {
        snprintf(reason, size, "socket(AF_BLUETOOTH, SOCK_RAW, BTPROTO_HCI): %s%s", strerror(errno),
                 errno == EAFNOSUPPORT ? FAMILY_ELSEWHERE : "");
        return false;
    }
    bool up = is_up(fd, 0, BLUETOOTH_FIRST, reason, size) && is_up(fd, 1, BLUETOOTH_SECOND, reason, size);
    close(fd);
    return up;
}
