#include "error.h"
#include "host.h"

#include <string.h>

/* The labels of a name: none but the last may be empty, and each has less than 64 characters (RFC 1035). */
static int check_labels(const char *name, size_t size, rs_error *error) {
    size_t start = 0;
    for (size_t i = 0; i <= size; i++) {
        if (i < size && name[i] != '.')
            continue;
        if (i - start > 63)
            return rs_fail(error, RS_UNICODE_ERROR, "label too long");
        if (i == start && i < size)
            return rs_fail(error, RS_UNICODE_ERROR, "label empty");
        start = i + 1;
    }
    return 0;
}

int rs_host_encode(rs_text host, rs_copy *copy, rs_error *error) {
    copy->text = NULL;
    if (host.bytes)
        return rs_copy_make(copy, host.data, host.size, error);
    if (rs_text_is_ascii(host)) {
        if (check_labels(host.data, host.size, error) < 0)
            return -1;
        return rs_copy_make(copy, host.data, host.size, error);
    }
    rs_copy name;
    if (rs_text_has_nul(host))
        return rs_fail(error, RS_UNICODE_ERROR, "Invalid character '\\x00'");
    if (rs_copy_make(&name, host.data, host.size, error) < 0)
        return -1;
    int result = rs_idna(name.text, copy, error);
    rs_copy_clear(&name);
    return result;
}
