/* The object itself: made, asked, closed, freed. */
#include "socket.h"

#include "address.h"
#include "error.h"
#include "system.h"

#include <stdlib.h>

int rs_socket_wrap(int fd, int64_t timeout, int family, int type, int proto, rs_socket **result, rs_error *error) {
    rs_socket *socket = malloc(sizeof *socket);
    if (!socket)
        return rs_fail_memory(error);
    atomic_init(&socket->fd, fd);
    atomic_init(&socket->timeout, timeout);
    atomic_init(&socket->files, 0);
    atomic_init(&socket->owners, 1);
    socket->family = family;
    socket->type = type;
    socket->proto = proto;
    socket->nosignal = rs_family_traits(family) & RS_STRICT_FLAGS ? 0 : RS_NOSIGNAL;
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

static int close_now(rs_socket *socket, rs_error *error) {
    int fd = rs_detach(socket);
    /* ECONNRESET tells of data that was never read, which is not close()'s business (FreeBSD). */
    if (fd >= 0 && rs_sys_close(fd) < 0 && errno != ECONNRESET)
        return rs_fail_errno(error, errno);
    return 0;
}

int rs_close(rs_socket *socket, rs_error *error) {
    unsigned files = atomic_fetch_or(&socket->files, RS_CLOSE_WITH_LAST) & ~RS_CLOSE_WITH_LAST;
    return files == 0 ? close_now(socket, error) : 0;
}

static void disown(rs_socket *socket) {
    if (atomic_fetch_sub(&socket->owners, 1) == 1)
        free(socket);
}

void rs_free(rs_socket *socket) {
    if (!socket)
        return;
    int saved = errno;
    rs_close(socket, NULL);
    disown(socket);
    errno = saved;
}

void rs_socket_hold(rs_socket *socket) {
    atomic_fetch_add(&socket->owners, 1);
    atomic_fetch_add(&socket->files, 1);
}

int rs_socket_release(rs_socket *socket, rs_error *error) {
    int result = 0;
    if (atomic_fetch_sub(&socket->files, 1) == RS_CLOSE_WITH_LAST + 1)
        result = close_now(socket, error);
    disown(socket);
    return result;
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
