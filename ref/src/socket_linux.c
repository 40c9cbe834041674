/* Linux has the flags SOCK_CLOEXEC and SOCK_NONBLOCK and accept4(): no window in which a descriptor could be inherited,
 * and no second call. */
#include "socket.h"

#include <fcntl.h>

static int flags(bool nonblocking) {
    return SOCK_CLOEXEC | (nonblocking ? SOCK_NONBLOCK : 0);
}

int rs_sys_socket(int family, int type, int proto, bool nonblocking) {
    return socket(family, type | flags(nonblocking), proto);
}

int rs_sys_socketpair(int family, int type, int proto, bool nonblocking, int fds[2]) {
    return socketpair(family, type | flags(nonblocking), proto, fds);
}

int rs_sys_accept(int fd, struct sockaddr *address, socklen_t *size, bool nonblocking) {
    return accept4(fd, address, size, flags(nonblocking));
}

int rs_plain_type(int type, bool *nonblocking) {
    *nonblocking = (type & SOCK_NONBLOCK) != 0;
    return type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int rs_sys_name(int fd, struct sockaddr *address, socklen_t *size) {
    return getsockname(fd, address, size);
}

int rs_sys_proto(int fd, int *proto) {
    socklen_t size = sizeof *proto;
    return getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, proto, &size);
}
