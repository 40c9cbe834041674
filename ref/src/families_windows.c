/* The address families of Windows. */
#include "address.h"

const rs_family_operations *const rs_families[] = {
    &rs_family_inet,
    &rs_family_inet6,
    &rs_family_unix, /* since Windows 10 1803 */
    NULL,
};
