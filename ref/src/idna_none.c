/* Without libidn: host names are ASCII. */
#include "error.h"
#include "host.h"

int rs_idna(const char *name, rs_copy *copy, rs_error *error) {
    (void)name;
    copy->text = NULL;
    return rs_fail(error, RS_UNICODE_ERROR, "host names beyond ASCII need a librefsock built with libidn");
}

int rs_has_idn(void) {
    return 0;
}
