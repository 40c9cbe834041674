#include "wait.h"

#include "error.h"

rs_deadline rs_deadline_in(int64_t timeout) {
    if (timeout < 0)
        return RS_FOREVER;
    int64_t start = rs_sys_clock();
    return timeout > RS_FOREVER - start ? RS_FOREVER : start + timeout;
}

bool rs_deadline_over(rs_deadline deadline) {
    return deadline != RS_FOREVER && rs_sys_clock() >= deadline;
}

/* What is left, as poll() takes it: up to whole ms, so that it never wakes early; -1 is for ever. */
static int remaining_ms(rs_deadline deadline) {
    if (deadline == RS_FOREVER)
        return -1;
    int64_t ns = deadline - rs_sys_clock();
    if (ns <= 0)
        return 0;
    int64_t ms = ns / 1000000 + (ns % 1000000 != 0);
    return ms > INT_MAX ? INT_MAX : (int)ms;
}

int rs_wait_once(int fd, rs_readiness what, rs_deadline deadline, rs_error *error) {
    int count = rs_sys_poll(fd, what, remaining_ms(deadline));
    if (count > 0)
        return 1;
    if (count < 0)
        return errno != EINTR ? rs_fail_errno(error, errno) : rs_interrupted(error) < 0 ? RS_HOOK_ENDS : 0;
    return rs_deadline_over(deadline) ? rs_fail(error, RS_TIMEOUT, "timed out") : 0;
}

int rs_wait(rs_socket *socket, rs_readiness what, rs_deadline deadline, rs_error *error) {
    for (;;) {
        int fd = rs_fileno(socket);
        if (fd < 0) /* poll() would wait for nothing */
            return rs_fail_errno(error, EBADF);
        int ready = rs_wait_once(fd, what, deadline, error);
        if (ready != 0)
            return ready < 0 ? ready : 0;
    }
}

bool rs_would_block(int number) {
    return number == EAGAIN || number == EWOULDBLOCK;
}

ptrdiff_t rs_try(rs_socket *socket, int64_t timeout, rs_attempt attempt, void *call, rs_error *error) {
    for (;;) {
        ptrdiff_t result = attempt(rs_fileno(socket), timeout > 0 ? RS_DONTWAIT : 0, call);
        if (result >= 0)
            return result;
        int number = errno;
        if (number != EINTR)
            return timeout > 0 && rs_would_block(number) ? RS_NOT_NOW : rs_fail_errno(error, number);
        if (rs_interrupted(error) < 0)
            return -1;
    }
}

ptrdiff_t rs_perform(rs_socket *socket, rs_readiness what, bool ask, rs_attempt attempt, void *call, rs_limit *limit,
                     rs_error *error) {
    rs_limit own = {0, 0};
    if (!limit) {
        own.timeout = atomic_load(&socket->timeout);
        limit = &own;
    }
    for (bool wait = (ask || RS_ASK_FIRST) && limit->timeout > 0;; wait = true) {
        if (wait) {
            if (limit->deadline == 0)
                limit->deadline = rs_deadline_in(limit->timeout);
            if (rs_wait(socket, what, limit->deadline, error) < 0)
                return -1;
        }
        ptrdiff_t result = rs_try(socket, limit->timeout, attempt, call, error);
        if (result != RS_NOT_NOW)
            return result;
        /* Ready, and yet not: without end, if others are always faster. */
        if (wait && rs_deadline_over(limit->deadline))
            return rs_fail(error, RS_TIMEOUT, "timed out");
    }
}

ptrdiff_t rs_perform_on(rs_socket *socket, rs_readiness what, int64_t timeout, rs_attempt attempt, void *call,
                        rs_error *error) {
    int number = errno;
    bool later = timeout > 0 && rs_would_block(number);
    if (!later && number != EINTR)
        return rs_fail_errno(error, number);
    if (!later && rs_interrupted(error) < 0)
        return -1;
    rs_limit limit = {timeout, 0};
    return rs_perform(socket, what, later, attempt, call, &limit, error);
}
