#include "wait.h"

#include <poll.h>
#include <time.h>

int64_t rs_sys_clock(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int rs_sys_poll(int fd, rs_readiness what, int ms) {
    struct pollfd entry = {.fd = fd, .events = what == RS_READABLE ? POLLIN : POLLOUT};
    return poll(&entry, 1, ms);
}
