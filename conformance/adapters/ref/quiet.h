/* System calls without SIGPIPE, whose default would end the adapter. Everywhere else the signal keeps its default, so
 * that a library that raises it is found out. */
#ifndef ADAPTER_QUIET_H
#define ADAPTER_QUIET_H

#include <signal.h>
#include <stdbool.h>

struct quiet {
    sigset_t former;
    bool was_pending;
};

/* Holds the signal back in this thread, until quiet_end() takes one away that came meanwhile. errno is kept. */
void quiet_begin(struct quiet *quiet);
void quiet_end(const struct quiet *quiet);

#endif
