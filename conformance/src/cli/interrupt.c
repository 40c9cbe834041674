#include "cli/interrupt.h"

#include <stddef.h>

static volatile sig_atomic_t interrupted; /* a signal handler has no other way */

static void note(int signal) {
    (void)signal;
    interrupted = 1;
}

const volatile sig_atomic_t *interrupt_watch(void) {
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = note};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction before;
        /* Someone who started us with a signal ignored (nohup) wants it so. */
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            (void)sigaction(signals[i], &action, NULL);
    }
    (void)signal(SIGPIPE, SIG_IGN);
    return &interrupted;
}
