/* Children of fork(). Apart from check.h, since <sys/wait.h> has a name that other tests have, too. */
#ifndef CHILD_H
#define CHILD_H

#include "check.h"

#include <sys/wait.h>

/* A child of fork() ends with status 0. */
static inline void child_is_well(pid_t child) {
    int status;
    CHECK(waitpid(child, &status, 0) == child);
    if (WIFSIGNALED(status))
        fprintf(stderr, "the child ended by signal %d\n", WTERMSIG(status));
    CHECK(WIFEXITED(status));
    SAME(WEXITSTATUS(status), 0);
}

#endif
