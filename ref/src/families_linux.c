/* The address families of Linux. */
#include "address.h"

const rs_family_operations *const rs_families[] = {
    &rs_family_inet,
    &rs_family_inet6,
    &rs_family_unix,
    &rs_family_alg,
    &rs_family_bluetooth,
    &rs_family_can,
    &rs_family_netlink,
    &rs_family_packet,
    &rs_family_qipcrtr,
    &rs_family_rds,
    &rs_family_tipc,
    &rs_family_vsock,
    NULL,
};
