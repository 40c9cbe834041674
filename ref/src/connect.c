#include "address.h"
#include "error.h"
#include "system.h"
#include "wait.h"

/* How the connection ended that was under way: 0, or an errno. */
static int outcome(int fd) {
    int number = 0;
    socklen_t size = sizeof number;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &number, &size) < 0)
        return errno;
    return number == EISCONN ? 0 : number;
}

/* 0, an errno, or below 0 with *error: as rs_wait(). */
static int establish(rs_socket *socket, const rs_c_address *address, rs_error *error) {
    int64_t timeout = atomic_load(&socket->timeout);
    int number;
    do {
        if (connect(rs_fileno(socket), &address->any, address->size) == 0)
            return 0;
        number = errno;
        if (number == EINTR && rs_interrupted(error) < 0)
            return RS_HOOK_ENDS;
        /* AF_UNIX waits for a place in the backlog, and AF_VSOCK takes its request back. CPython polls and takes the
           unconnected socket for a connected one. */
    } while (number == EINTR && timeout < 0 && rs_family_traits(socket->family) & RS_STARTS_OVER);
    /* Elsewhere an interrupted connect goes on in the kernel: calling it again would be another one (man:connect). */
    bool under_way = number == EINTR ? timeout != 0 : rs_is_under_way(number) && timeout > 0;
    if (!under_way)
        return number;
    int waited = rs_wait(socket, RS_CONNECTED, rs_deadline_in(timeout), error);
    return waited < 0 ? waited : outcome(rs_fileno(socket));
}

int rs_connect(rs_socket *socket, const rs_address *address, rs_error *error) {
    rs_c_address c;
    rs_address_context context = rs_context(socket, "connect");
    if (rs_address_parse(&context, address, &c, error) < 0)
        return -1;
    int number = establish(socket, &c, error);
    if (number > 0)
        return rs_fail_errno(error, number);
    return number < 0 ? -1 : 0;
}

int rs_connect_ex(rs_socket *socket, const rs_address *address, rs_error *error) {
    rs_c_address c;
    rs_error own;
    if (!error)
        error = &own;
    rs_address_context context = rs_context(socket, "connect_ex");
    if (rs_address_parse(&context, address, &c, error) < 0)
        return -1;
    int number = establish(socket, &c, error);
    if (number >= 0)
        return number;
    if (number == RS_HOOK_ENDS)
        return -1;
    return error->kind == RS_TIMEOUT ? EWOULDBLOCK : error->code; /* of poll(), or EBADF */
}
