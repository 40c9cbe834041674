#include "actor/privilege.h"

#include <errno.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static const unsigned kept[] = {CAP_NET_BIND_SERVICE, CAP_NET_ADMIN, CAP_NET_RAW, CAP_SYS_ADMIN};

static uint64_t kept_mask(void) {
    uint64_t mask = 0;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        mask |= (uint64_t)1 << kept[i];
    }
    return mask;
}

/* Set the permitted, effective and inheritable set, capset(2). */
static int set_capabilities(uint64_t mask) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct data[2];
    for (int i = 0; i < 2; i++) {
        data[i].effective = data[i].permitted = data[i].inheritable = (uint32_t)(mask >> 32 * i);
    }
    return (int)syscall(SYS_capset, &header, data);
}

static void drop_bounding(uint64_t mask) {
    for (int capability = 0; capability < 64; capability++) {
        if (!(mask >> capability & 1)) {
            /* EINVAL above the last capability, EPERM without CAP_SETPCAP: then there is nothing to lose either */
            prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
        }
    }
}

int privilege_limit(void) {
    drop_bounding(kept_mask());
    if (set_capabilities(kept_mask()) < 0) {
        return -1;
    }
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, kept[i], 0, 0) < 0) {
            return -1;
        }
    }
    return 0;
}

int privilege_drop_all(void) {
    /* Root gets every capability at exec unless these bits say otherwise, capabilities(7). Refused without
     * CAP_SETPCAP, which only matters for root: drop_bounding() is refused then, too. */
    if (geteuid() == 0 && prctl(PR_SET_SECUREBITS, SECBIT_NOROOT | SECBIT_NOROOT_LOCKED, 0, 0, 0) < 0) {
        struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
        struct __user_cap_data_struct data[2] = {{0}};
        if (syscall(SYS_capget, &header, data) == 0 && (data[0].permitted != 0 || data[1].permitted != 0)) {
            return -1;
        }
    }
    drop_bounding(0);
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    return set_capabilities(0);
}

bool privilege_is_limited(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct data[2] = {{0}};
    return syscall(SYS_capget, &header, data) == 0 &&
           ((uint64_t)data[1].effective << 32 | data[0].effective) == kept_mask();
}
