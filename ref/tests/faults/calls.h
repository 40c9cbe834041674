/*
 * The first table: what can fail, and with which numbers: those that the manual page lists, with those that it lets
 * pass from elsewhere (accept(2): errors of the network). Each is a function of libc that librefsock calls; wrap.c
 * stands in for it. A row is a name, the moment, and the numbers. The build reads the names from here, too.
 *
 * BEFORE: the call is not made. AFTER: it is made, and then said to have failed: close() gives the descriptor back also
 * where it fails, and a connection that was interrupted is under way. EWOULDBLOCK is EAGAIN here (Linux).
 */
#ifndef CALLS_H
#define CALLS_H

#include <errno.h>

/* clang-format off */
#define FAULT_CALLS(CALL)                                                                                              \
    CALL(recv, BEFORE, EAGAIN, EBADF, ECONNREFUSED, EFAULT, EINTR, EINVAL, ENOMEM, ENOTCONN, ENOTSOCK, ECONNRESET,     \
         ETIMEDOUT)                                                                                                    \
    CALL(poll, BEFORE, EFAULT, EINTR, EINVAL, ENOMEM)
/* clang-format on */

#endif
