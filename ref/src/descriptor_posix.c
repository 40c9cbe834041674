#include "error.h"
#include "socket.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

int rs_sys_close(int fd) {
    return close(fd);
}

int rs_sys_dup(int fd) {
    return fcntl(fd, F_DUPFD_CLOEXEC, 0);
}

int rs_sys_get_inheritable(int fd) {
    int flags = fcntl(fd, F_GETFD);
    return flags < 0 ? -1 : !(flags & FD_CLOEXEC);
}

int rs_sys_set_inheritable(int fd, bool inheritable) {
    int flags = fcntl(fd, F_GETFD);
    int wanted = inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC;
    return flags < 0 || wanted == flags ? flags : fcntl(fd, F_SETFD, wanted);
}

int rs_set_nonblocking(int fd, bool nonblocking, rs_error *error) {
    int on = nonblocking;
    return ioctl(fd, FIONBIO, &on) < 0 ? rs_fail_errno(error, errno) : 0;
}
