/* IDNA 2003 by libidn, which is what Python's codec "idna" implements. */
#include "error.h"
#include "host.h"

#include <idna.h>
#include <stdlib.h>
#include <string.h>

int rs_idna(const char *name, rs_copy *copy, rs_error *error) {
    char *encoded = NULL;
    copy->text = NULL;
    int code = idna_to_ascii_8z(name, &encoded, 0);
    if (code != IDNA_SUCCESS)
        return rs_fail(error, RS_UNICODE_ERROR, "%s", idna_strerror(code));
    int result = rs_copy_make(copy, encoded, strlen(encoded), error);
    free(encoded);
    return result;
}
