/* Monotonic time in milliseconds: every deadline here is a point on this clock. */
#ifndef SOCKSPEC_ACTOR_CLOCK_H
#define SOCKSPEC_ACTOR_CLOCK_H

#include <time.h>

static inline double clock_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* What is left until the deadline, for poll(2): rounded up, at most a minute at a time, 0 if it has passed. */
static inline int clock_poll_ms(double deadline) {
    double left = deadline - clock_ms();
    return left <= 0 ? 0 : left > 60000 ? 60000 : (int)left + 1;
}

#endif
