/* The address families of Linux. */
#include "address.h"

const rs_family_operations *const rs_families[] = {
    &rs_family_inet, &rs_family_inet6, &rs_family_unix,    &rs_family_netlink,
    &rs_family_rds,  &rs_family_vsock, &rs_family_qipcrtr, NULL,
};
