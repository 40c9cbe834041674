/* strace as a means to let system calls of a running process fail. */
#ifndef SOCKSPEC_ACTOR_TRACER_H
#define SOCKSPEC_ACTOR_TRACER_H

#include "actor/process.h"

struct tracer_fault {
    const char *syscall; /* one name: accept also means accept4 and the like */
    const char *error;   /* name of an errno */
    long long nth;       /* counted from 1, by thread and system call */
};

/* Attach to all threads of `pid` and wait until that is done. 0; -1 if strace cannot be started, -2 if it does not
 * attach before the deadline (clock.h): *problem says why, a string to free(). */
int tracer_attach(const struct process_options *options, pid_t pid, const struct tracer_fault *fault, double deadline,
                  struct process *tracer, char **problem);

/* Let go of what is traced, and end. Nothing if there is no tracer. */
void tracer_end(struct process *tracer);

#endif
