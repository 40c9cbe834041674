/* The address families of macOS. */
#include "address.h"

const rs_family_operations *const rs_families[] = {
    &rs_family_inet, &rs_family_inet6, &rs_family_unix, &rs_family_system, NULL,
};
