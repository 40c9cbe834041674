/* Constants that come together or not at all. */
#include "check.h"

int main(void) {
    size_t count;
    const rs_constant *all = rs_constants(&count);
    bool family = rs_find_constant("AF_HYPERV") != NULL;
    size_t hyperv = 0;
    for (size_t i = 0; i < count; i++)
        hyperv += strncmp(all[i].name, "HV_", 3) == 0 || strncmp(all[i].name, "HVSOCKET_", 9) == 0;
    SAME(hyperv, family ? 11 : 0);
    return 0;
}
