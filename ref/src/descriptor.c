/* Duplicating and closing descriptors, and what a program started with exec inherits. */
#include "error.h"
#include "socket.h"

#include <errno.h>
#include <unistd.h>

int rs_close_fd(int fd, rs_error *error) {
    if (rs_sys_close(fd) < 0 && errno != ECONNRESET)
        return rs_fail_errno(error, errno);
    return 0;
}

int rs_dup_fd(int fd, rs_error *error) {
    int copy = rs_sys_dup(fd);
    return copy < 0 ? rs_fail_errno(error, errno) : copy;
}

int rs_dup(rs_socket *socket, rs_socket **result, rs_error *error) {
    int64_t timeout = atomic_load(&socket->timeout);
    int fd = rs_dup_fd(rs_fileno(socket), error);
    if (fd < 0)
        return -1;
    if (rs_set_nonblocking(fd, timeout >= 0, error) < 0 ||
        rs_socket_wrap(fd, timeout, socket->family, socket->type, socket->proto, result, error) < 0) {
        rs_discard_fd(fd);
        return -1;
    }
    return 0;
}

int rs_get_inheritable(const rs_socket *socket, rs_error *error) {
    int flag = rs_sys_get_inheritable(rs_fileno(socket));
    return flag < 0 ? rs_fail_errno(error, errno) : flag;
}

int rs_set_inheritable(rs_socket *socket, bool inheritable, rs_error *error) {
    return rs_sys_set_inheritable(rs_fileno(socket), inheritable) < 0 ? rs_fail_errno(error, errno) : 0;
}
