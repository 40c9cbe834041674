/*
 * Sending to an address. poll() calls a datagram socket of AF_UNIX writable whenever it has room of its own, full as
 * the receiver's queue may be: it looks there, too, only if the two are connected (Linux, unix_dgram_poll()). So what
 * is waited for is a second socket, which is connected to the receiver.
 */
#include "send_to.h"

#include "error.h"

/* Where no second socket can be had: how long it is until the next try. */
enum { PAUSE_MS = 5 };

/* The second socket; -1: none. */
static int connected_to(const rs_c_address *to) {
    int fd = rs_sys_socket(AF_UNIX, SOCK_DGRAM, 0, true);
    if (fd >= 0 && connect(fd, &to->any, to->size) < 0) {
        rs_discard_fd(fd);
        return -1;
    }
    return fd;
}

static int pause_once(rs_deadline deadline, rs_error *error) {
    if (rs_deadline_over(deadline))
        return rs_fail(error, RS_TIMEOUT, "timed out");
    if (rs_sys_poll(-1, RS_WRITABLE, PAUSE_MS) >= 0)
        return 0;
    return errno == EINTR ? rs_interrupted(error) : rs_fail_errno(error, errno);
}

/* Both have to have room: the socket itself for what is on its way, and the receiver's queue. Above 0: they have; 0:
 * try. */
static int wait_for_both(rs_socket *socket, int second, rs_deadline deadline, rs_error *error) {
    if (rs_wait(socket, RS_WRITABLE, deadline, error) < 0)
        return -1;
    return second < 0 ? pause_once(deadline, error) : rs_wait_once(second, RS_WRITABLE, deadline, error);
}

ptrdiff_t rs_send_to(rs_socket *socket, const rs_c_address *to, rs_attempt attempt, void *call, rs_error *error) {
    int64_t timeout = atomic_load(&socket->timeout);
    if (socket->family != AF_UNIX || socket->type != SOCK_DGRAM || timeout <= 0)
        return rs_perform_at_once(socket, RS_WRITABLE, attempt, call, error);
    ptrdiff_t sent = rs_try(socket, timeout, attempt, call, error);
    if (sent != RS_NOT_NOW)
        return sent;
    rs_deadline deadline = rs_deadline_in(timeout);
    int second = connected_to(to);
    while (sent == RS_NOT_NOW) {
        int ready = wait_for_both(socket, second, deadline, error);
        sent = ready < 0 ? -1 : rs_try(socket, timeout, attempt, call, error);
        if (sent == RS_NOT_NOW && rs_deadline_over(deadline))
            sent = rs_fail(error, RS_TIMEOUT, "timed out");
        else if (sent == RS_NOT_NOW && ready > 0 && second >= 0) { /* the name may be another receiver's by now */
            rs_discard_fd(second);
            second = connected_to(to);
        }
    }
    if (second >= 0)
        rs_discard_fd(second);
    return sent;
}
