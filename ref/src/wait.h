/* Waiting: an absolute deadline, and signals that interrupt. */
#ifndef RS_WAIT_H
#define RS_WAIT_H

#include "socket.h"

/* A moment of the monotonic clock in ns, or RS_FOREVER. */
typedef int64_t rs_deadline;
#define RS_FOREVER INT64_MAX

/* The moment `timeout` ns from now; RS_FOREVER for RS_BLOCKING and what is beyond the clock. */
rs_deadline rs_deadline_in(int64_t timeout);
bool rs_deadline_over(rs_deadline deadline);

/* RS_CONNECTED: connect() has ended, in whatever way. */
typedef enum rs_readiness { RS_READABLE, RS_WRITABLE, RS_CONNECTED } rs_readiness;

/* The monotonic clock in ns. */
int64_t rs_sys_clock(void);
/* poll() of one descriptor, up to `ms` milliseconds (-1: for ever): above 0 when it is ready or has an error to tell, 0
 * when the time is up; -1 and errno. */
int rs_sys_poll(int fd, rs_readiness what, int ms);

/* Until the socket is ready, or has an error to tell. -1: RS_TIMEOUT at the deadline; OSError EBADF if it was closed.
 * RS_HOOK_ENDS: what the signal hook says. */
enum { RS_HOOK_ENDS = -2 };
int rs_wait(rs_socket *socket, rs_readiness what, rs_deadline deadline, rs_error *error);

/* One poll() of that: 1 if it is ready; 0 if it was interrupted, and the hook goes on; below 0 as above. */
int rs_wait_once(int fd, rs_readiness what, rs_deadline deadline, rs_error *error);

/* After EINTR: runs the hook. 0: make the call again. */
int rs_interrupted(rs_error *error);

/* One attempt of a system call that may have to wait: its result, or -1 and errno. flag is MSG_DONTWAIT in timeout
 * mode, else 0. */
typedef ptrdiff_t (*rs_attempt)(int fd, int flag, void *call);

/* EAGAIN and EWOULDBLOCK, which are two numbers on Windows. */
bool rs_would_block(int number);

/* The attempt, again after EINTR. RS_NOT_NOW: it would have to wait, and `timeout` is above 0. */
enum { RS_NOT_NOW = -2 };
ptrdiff_t rs_try(rs_socket *socket, int64_t timeout, rs_attempt attempt, void *call, rs_error *error);

/* What a call may take: the timeout that its socket had when it began, whatever another thread sets meanwhile.
 * deadline: 0 until the first wait, which the first attempt precedes without waiting. */
typedef struct rs_limit {
    int64_t timeout;
    rs_deadline deadline;
} rs_limit;

/*
 * The attempt until it succeeds, fails, or the deadline is over. In timeout mode it is tried first, and waited for only
 * after EAGAIN; with `ask`, and where the system has no MSG_DONTWAIT, it is waited for first. *limit: of a call that is
 * made of several; NULL: that of this one.
 */
ptrdiff_t rs_perform(rs_socket *socket, rs_readiness what, bool ask, rs_attempt attempt, void *call, rs_limit *limit,
                     rs_error *error);

/* After a first attempt that was not waited for failed with errno: what rs_perform() goes on with. */
ptrdiff_t rs_perform_on(rs_socket *socket, rs_readiness what, int64_t timeout, rs_attempt attempt, void *call,
                        rs_error *error);

/* rs_perform() without `ask` and limit. The first attempt, mostly the only one, is made in the caller itself: a return
 * through more functions costs much after a system call, since the kernel clears what the processor predicts of it. */
static inline ptrdiff_t rs_perform_at_once(rs_socket *socket, rs_readiness what, rs_attempt attempt, void *call,
                                           rs_error *error) {
    if (RS_ASK_FIRST)
        return rs_perform(socket, what, false, attempt, call, NULL, error);
    int64_t timeout = atomic_load(&socket->timeout);
    ptrdiff_t result = attempt(atomic_load(&socket->fd), timeout > 0 ? RS_DONTWAIT : 0, call);
    return result >= 0 ? result : rs_perform_on(socket, what, timeout, attempt, call, error);
}

#endif
