#include "address.h"
#include "error.h"
#include "socket.h"
#include "system.h"

#include <limits.h>

static bool is_wide(const rs_socket *socket) {
    return rs_family_traits(socket->family) & RS_WIDE_OPTIONS;
}

static int get_wide(rs_socket *socket, int level, int option, int *value, rs_error *error) {
    uint64_t wide = 0;
    socklen_t size = sizeof wide;
    if (getsockopt(rs_fileno(socket), level, option, &wide, &size) < 0)
        return rs_fail_errno(error, errno);
    if (wide > INT_MAX)
        return rs_fail(error, RS_OVERFLOW_ERROR, "the option's value %llu is no C int", (unsigned long long)wide);
    *value = (int)wide;
    return 0;
}

int rs_getsockopt_int(rs_socket *socket, int level, int option, int *value, rs_error *error) {
    if (is_wide(socket))
        return get_wide(socket, level, option, value, error);
    socklen_t size = sizeof *value;
    *value = 0; /* an option of one byte leaves the rest alone */
    if (getsockopt(rs_fileno(socket), level, option, value, &size) < 0)
        return rs_fail_errno(error, errno);
    return 0;
}

int rs_getsockopt(rs_socket *socket, int level, int option, void *value, int buflen, rs_error *error) {
    if (buflen <= 0 || buflen > RS_OPTION_MAX)
        return rs_fail(error, RS_OSERROR, "getsockopt buflen out of range");
    socklen_t size = (socklen_t)buflen;
    if (getsockopt(rs_fileno(socket), level, option, value, &size) < 0)
        return rs_fail_errno(error, errno);
    return (int)size;
}

static int set(rs_socket *socket, int level, int option, const void *value, socklen_t size, rs_error *error) {
    if (setsockopt(rs_fileno(socket), level, option, value, size) < 0)
        return rs_fail_errno(error, errno);
    return 0;
}

int rs_setsockopt_int(rs_socket *socket, int level, int option, int value, rs_error *error) {
    const uint64_t wide = (uint64_t)value;
    return is_wide(socket) ? set(socket, level, option, &wide, sizeof wide, error)
                           : set(socket, level, option, &value, sizeof value, error);
}

int rs_setsockopt(rs_socket *socket, int level, int option, const void *value, size_t size, rs_error *error) {
    if (size > INT_MAX)
        return rs_fail(error, RS_OVERFLOW_ERROR, "socket option is larger than %d bytes", INT_MAX);
    return set(socket, level, option, value, (socklen_t)size, error);
}

int rs_setsockopt_none(rs_socket *socket, int level, int option, unsigned optlen, rs_error *error) {
    return set(socket, level, option, NULL, optlen, error);
}
