/* The stand-ins: the linker's --wrap sends the library's calls here. */
#include "fault.h"

#include <poll.h>
#include <sys/socket.h>

/* SHORTEN: what the call does differently to move fewer bytes. */
#define WRAP(result, name, failure, parameters, arguments, SHORTEN)                                                    \
    result __real_##name parameters;                                                                                   \
    result __wrap_##name parameters;                                                                                   \
    result __wrap_##name parameters {                                                                                  \
        int error = fault_due(FAULT_##name);                                                                           \
        if (error == FAULT_SHORT) {                                                                                    \
            SHORTEN;                                                                                                   \
        }                                                                                                              \
        if (error <= 0)                                                                                                \
            return __real_##name arguments;                                                                            \
        if (fault_rows[FAULT_##name].moment == AFTER)                                                                  \
            (void)__real_##name arguments;                                                                             \
        errno = error;                                                                                                 \
        return failure;                                                                                                \
    }

#define NEVER_SHORT ((void)0)

WRAP(ssize_t, recv, -1, (int fd, void *buffer, size_t size, int flags), (fd, buffer, size, flags),
     size = size > 1 ? size / 2 : size)

int __real_poll(struct pollfd *entries, nfds_t count, int timeout);
int __wrap_poll(struct pollfd *entries, nfds_t count, int timeout);
int __wrap_poll(struct pollfd *entries, nfds_t count, int timeout) {
    int error = fault_due(FAULT_poll);
    if (error == 0) {
        fault_waits();
        return __real_poll(entries, count, timeout);
    }
    errno = error;
    return -1;
}
