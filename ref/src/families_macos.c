/* The address families of macOS. */
#include "address.h"

#define FAMILIES(FAMILY) FAMILY(inet) FAMILY(inet6) FAMILY(unix) FAMILY(system)

FAMILIES(RS_FAMILY_EXTERN)

const rs_family_operations *const rs_families[] = {FAMILIES(RS_FAMILY_ENTRY) NULL};
