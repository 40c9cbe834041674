/* The address families of Windows; AF_UNIX since Windows 10 1803. */
#include "address.h"

#define FAMILIES(FAMILY) FAMILY(inet) FAMILY(inet6) FAMILY(unix)

FAMILIES(RS_FAMILY_EXTERN)

const rs_family_operations *const rs_families[] = {FAMILIES(RS_FAMILY_ENTRY) NULL};
