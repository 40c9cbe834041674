/* AF_UNIX names on Windows: a path with its NUL. There are no abstract names, and bind() does not choose one. */
#include "address.h"
#include "error.h"

#include <string.h>

int rs_unix_check(const char *name, size_t size, rs_error *error) {
    if (size >= sizeof((struct sockaddr_un *)0)->sun_path)
        return rs_fail(error, RS_OSERROR, "AF_UNIX path too long");
    if (size && memchr(name, '\0', size))
        return rs_fail(error, RS_VALUE_ERROR, "embedded null byte in AF_UNIX path");
    return (int)size + 1;
}

size_t rs_unix_size(const char *name, size_t size) {
    return strnlen(name, size);
}
