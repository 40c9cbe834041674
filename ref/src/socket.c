/* The object itself: made, asked, closed, freed. */
#include "socket.h"

#include "error.h"
#include "system.h"

#include <stdlib.h>

int rs_socket_wrap(int fd, int64_t timeout, int family, int type, int proto, rs_socket **result, rs_error *error) {
    rs_socket *socket = malloc(sizeof *socket);
    if (!socket)
        return rs_fail_memory(error);
    atomic_init(&socket->fd, fd);
    atomic_init(&socket->timeout, timeout);
    socket->family = family;
    socket->type = type;
    socket->proto = proto;
    *result = socket;
    return 0;
}

void rs_discard_fd(int fd) {
    int saved = errno;
    rs_sys_close(fd);
    errno = saved;
}

int rs_detach(rs_socket *socket) {
    return atomic_exchange(&socket->fd, -1);
}

int rs_close(rs_socket *socket, rs_error *error) {
    int fd = rs_detach(socket);
    /* ECONNRESET tells of data that was never read, which is not close()'s business (FreeBSD). */
    if (fd >= 0 && rs_sys_close(fd) < 0 && errno != ECONNRESET)
        return rs_fail_errno(error, errno);
    return 0;
}

void rs_free(rs_socket *socket) {
    if (!socket)
        return;
    int fd = rs_detach(socket);
    if (fd >= 0)
        rs_discard_fd(fd);
    free(socket);
}

int rs_fileno(const rs_socket *socket) {
    return atomic_load(&socket->fd);
}

int rs_family(const rs_socket *socket) {
    return socket->family;
}

int rs_type(const rs_socket *socket) {
    return socket->type;
}

int rs_proto(const rs_socket *socket) {
    return socket->proto;
}
