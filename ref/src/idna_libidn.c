/* IDNA 2003 by libidn, which is what Python's codec "idna" implements. */
#include "error.h"
#include "host.h"
#include "libc_lock.h"

#include <idna.h>
#include <stdlib.h>
#include <string.h>

/* A name that is one dot: U+3002, U+FF0E or U+FF61 (RFC 3490). libidn takes it for the root, Python has no such name.
 */
static bool is_dot(const char *name) {
    return strcmp(name, "\xe3\x80\x82") == 0 || strcmp(name, "\xef\xbc\x8e") == 0 || strcmp(name, "\xef\xbd\xa1") == 0;
}

int rs_idna(const char *name, rs_copy *copy, rs_error *error) {
    char *encoded = NULL;
    copy->text = NULL;
    if (is_dot(name))
        return rs_fail(error, RS_UNICODE_ERROR, "label empty");
    /* Names that are looked up may have characters that came after Unicode 3.2 (RFC 3490, "query strings"). */
    int code = idna_to_ascii_8z(name, &encoded, IDNA_ALLOW_UNASSIGNED);
    if (code == IDNA_MALLOC_ERROR)
        return rs_fail_memory(error);
    if (code != IDNA_SUCCESS) {
        rs_sys_lock_libc(); /* of the locale */
        rs_fail(error, RS_UNICODE_ERROR, "%s", idna_strerror(code));
        rs_sys_unlock_libc();
        return -1;
    }
    int result = rs_copy_make(copy, encoded, strlen(encoded), error);
    free(encoded);
    return result;
}

int rs_has_idn(void) {
    return 1;
}
