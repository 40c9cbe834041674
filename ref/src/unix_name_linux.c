/* AF_UNIX names on Linux (unix(7)): a path with its NUL, or an abstract name, which starts with NUL; the empty name
 * makes bind() choose one. */
#include "address.h"
#include "error.h"

#include <string.h>

int rs_unix_check(const char *name, size_t size, rs_error *error) {
    size_t room = sizeof((struct sockaddr_un *)0)->sun_path;
    bool path = size > 0 && name[0] != '\0';
    if (path ? size >= room : size > room)
        return rs_fail(error, RS_OSERROR, "AF_UNIX path too long");
    if (path && memchr(name, '\0', size))
        return rs_fail(error, RS_VALUE_ERROR, "embedded null byte in AF_UNIX path");
    return (int)(path ? size + 1 : size);
}

/* In an abstract name every byte counts [family.unix.abstract-return-bytes]. */
size_t rs_unix_size(const char *name, size_t size) {
    return name[0] == '\0' ? size : strnlen(name, size);
}
