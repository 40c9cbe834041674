/* The address families of Linux. */
#include "address.h"

/* clang-format off */
#define FAMILIES(FAMILY) \
    FAMILY(inet) \
    FAMILY(inet6) \
    FAMILY(unix) \
    FAMILY(alg) \
    FAMILY(bluetooth) \
    FAMILY(can) \
    FAMILY(netlink) \
    FAMILY(packet) \
    FAMILY(qipcrtr) \
    FAMILY(rds) \
    FAMILY(tipc) \
    FAMILY(vsock)
/* clang-format on */

FAMILIES(RS_FAMILY_EXTERN)

const rs_family_operations *const rs_families[] = {FAMILIES(RS_FAMILY_ENTRY) NULL};
