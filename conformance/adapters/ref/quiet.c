#include "quiet.h"

#include <errno.h>
#include <stddef.h>
#include <time.h>

static sigset_t only_pipe(void) {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    return pipe;
}

static bool pending(void) {
    sigset_t set;
    return sigpending(&set) == 0 && sigismember(&set, SIGPIPE) == 1;
}

void quiet_begin(struct quiet *quiet) {
    sigset_t pipe = only_pipe();
    quiet->was_pending = pending();
    pthread_sigmask(SIG_BLOCK, &pipe, &quiet->former);
}

void quiet_end(const struct quiet *quiet) {
    int saved = errno;
    sigset_t pipe = only_pipe();
    if (!quiet->was_pending && pending())
        sigtimedwait(&pipe, NULL, &(struct timespec){0});
    pthread_sigmask(SIG_SETMASK, &quiet->former, NULL);
    errno = saved;
}
