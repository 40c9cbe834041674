/* Duplicating and closing descriptors, and what a program started with exec inherits. */
#include "error.h"
#include "socket.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

int rs_sys_dup(int fd) {
    return fcntl(fd, F_DUPFD_CLOEXEC, 0);
}

int rs_close_fd(int fd, rs_error *error) {
    if (close(fd) < 0 && errno != ECONNRESET)
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
    int flags = fcntl(rs_fileno(socket), F_GETFD);
    return flags < 0 ? rs_fail_errno(error, errno) : !(flags & FD_CLOEXEC);
}

int rs_set_inheritable(rs_socket *socket, bool inheritable, rs_error *error) {
    int fd = rs_fileno(socket);
    int flags = fcntl(fd, F_GETFD);
    int wanted = inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC;
    if (flags < 0 || (wanted != flags && fcntl(fd, F_SETFD, wanted) < 0))
        return rs_fail_errno(error, errno);
    return 0;
}

int rs_set_nonblocking(int fd, bool nonblocking, rs_error *error) {
    int on = nonblocking;
    return ioctl(fd, FIONBIO, &on) < 0 ? rs_fail_errno(error, errno) : 0;
}
