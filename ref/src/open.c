/* New sockets, and sockets on descriptors that exist. */
#include "address.h"
#include "error.h"
#include "socket.h"
#include "system.h"

int rs_open(int family, int type, int proto, rs_socket **result, rs_error *error) {
    bool nonblocking;
    type = rs_plain_type(type, &nonblocking);
    int64_t timeout = nonblocking ? 0 : rs_default_timeout();
    int fd = rs_sys_socket(family, type, proto, timeout >= 0);
    if (fd < 0)
        return rs_fail_errno(error, errno);
    if (rs_socket_wrap(fd, timeout, family, type, proto, result, error) < 0) {
        rs_discard_fd(fd);
        return -1;
    }
    return 0;
}

/* An int option of the socket that tells what it is. */
static int ask(int fd, int option, int *value, rs_error *error) {
    socklen_t size = sizeof *value;
    if (getsockopt(fd, SOL_SOCKET, option, value, &size) < 0)
        return rs_fail_errno(error, errno);
    return 0;
}

int rs_open_fd(int family, int type, int proto, int fd, rs_socket **result, rs_error *error) {
    if (fd < 0)
        return rs_fail(error, RS_VALUE_ERROR, "negative file descriptor");
    /* Also a check that it is a socket; families without getsockname() (AF_ALG) pass if the family is told. */
    rs_c_address own = rs_address_room();
    if (rs_sys_name(fd, &own.any, &own.size) < 0 && (family == -1 || errno == EBADF || errno == ENOTSOCK))
        return rs_fail_errno(error, errno);
    if (family == -1)
        family = own.any.sa_family;
    if (type == -1 && ask(fd, SO_TYPE, &type, error) < 0)
        return -1;
    if (proto == -1 && rs_sys_proto(fd, &proto) < 0)
        return rs_fail_errno(error, errno);
    bool nonblocking;
    type = rs_plain_type(type, &nonblocking);
    int64_t timeout = nonblocking ? 0 : rs_default_timeout();
    /* Blocking mode leaves O_NONBLOCK as it is, and SOCK_NONBLOCK too, as CPython does. */
    if (timeout >= 0 && !nonblocking && rs_set_nonblocking(fd, true, error) < 0)
        return -1;
    return rs_socket_wrap(fd, timeout, family, type, proto, result, error);
}

int rs_fromfd(int fd, int family, int type, int proto, rs_socket **result, rs_error *error) {
    int copy = rs_dup_fd(fd, error);
    if (copy < 0)
        return -1;
    if (rs_open_fd(family, type, proto, copy, result, error) < 0) {
        rs_discard_fd(copy);
        return -1;
    }
    return 0;
}

int rs_socketpair(int family, int type, int proto, rs_socket *result[2], rs_error *error) {
    bool nonblocking;
    int fds[2];
    if (family == -1)
        family = RS_PAIR_FAMILY;
    type = rs_plain_type(type, &nonblocking);
    int64_t timeout = nonblocking ? 0 : rs_default_timeout();
    if (rs_sys_socketpair(family, type, proto, timeout >= 0, fds) < 0)
        return rs_fail_errno(error, errno);
    rs_socket *made[2];
    if (rs_socket_wrap(fds[0], timeout, family, type, proto, &made[0], error) < 0) {
        rs_discard_fd(fds[0]);
        rs_discard_fd(fds[1]);
        return -1;
    }
    if (rs_socket_wrap(fds[1], timeout, family, type, proto, &made[1], error) < 0) {
        rs_free(made[0]);
        rs_discard_fd(fds[1]);
        return -1;
    }
    result[0] = made[0];
    result[1] = made[1];
    return 0;
}
