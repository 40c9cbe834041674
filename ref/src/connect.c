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

/* 0, an errno, or -1 with *error (its kind is RS_TIMEOUT when the time is up; OSError when waiting itself failed). */
static int establish(rs_socket *socket, const rs_c_address *address, rs_error *error) {
    int64_t timeout = atomic_load(&socket->timeout);
    int fd = rs_fileno(socket);
    int number;
    do {
        if (connect(fd, &address->any, address->size) == 0)
            return 0;
        number = errno;
        if (number == EINTR && rs_interrupted(error) < 0)
            return -1;
        /* AF_UNIX waits for a place in the backlog and has nothing under way when interrupted: start over. CPython
           polls and takes the unconnected socket for a connected one. */
    } while (number == EINTR && timeout < 0 && socket->family == AF_UNIX);
    /* Elsewhere an interrupted connect goes on in the kernel: calling it again would be another one (man:connect). */
    bool under_way = number == EINTR ? timeout != 0 : rs_is_under_way(number) && timeout > 0;
    if (!under_way)
        return number;
    if (rs_wait(socket, RS_WRITABLE, rs_deadline_in(timeout), error) < 0)
        return -1;
    return outcome(fd);
}

int rs_connect(rs_socket *socket, const rs_address *address, rs_error *error) {
    rs_c_address c;
    rs_address_context context = rs_context(socket, "connect");
    if (rs_address_parse(&context, address, &c, error) < 0)
        return -1;
    int number = establish(socket, &c, error);
    return number > 0 ? rs_fail_errno(error, number) : number;
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
    if (number < 0 && error->kind == RS_TIMEOUT)
        return EAGAIN;
    if (number < 0 && error->kind == RS_OSERROR && error->code > 0)
        return error->code;
    return number;
}
