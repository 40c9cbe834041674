#include "actor/tracer.h"

#include "actor/clock.h"
#include "judge/render.h"

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One function of C may be several system calls, by machine and libc. "?": one that this machine lacks is no error. */
static const char *const alternatives[][2] = {
    {"accept", "?accept,?accept4"},
    {"poll", "?poll,?ppoll,?ppoll_time64"},
    {"select", "?select,?pselect6,?_newselect"},
    {"open", "?open,openat"},
    {"send", "?send,sendto"},
    {"recv", "?recv,recvfrom"},
    {"pipe", "?pipe,pipe2"},
    {"sendfile", "?sendfile,?sendfile64"},
    {"fcntl", "?fcntl,?fcntl64"},
};

static const char *system_calls(const char *name) {
    for (size_t i = 0; i < sizeof alternatives / sizeof *alternatives; i++) {
        if (strcmp(name, alternatives[i][0]) == 0) {
            return alternatives[i][1];
        }
    }
    return name;
}

/* Wait until strace says that it is attached. What it says otherwise is in `said`. */
static bool attached(struct process *tracer, double deadline, struct text *said) {
    for (;;) {
        struct pollfd ready = {.fd = tracer->err, .events = POLLIN};
        char data[512];
        if (poll(&ready, 1, clock_poll_ms(deadline)) <= 0) {
            return false;
        }
        ssize_t got = read(tracer->err, data, sizeof data);
        if (got <= 0) {
            return false;
        }
        text_add(said, data, (size_t)got);
        if (strstr(said->data, " attached") != NULL) {
            return true;
        }
    }
}

int tracer_attach(const struct process_options *options, pid_t pid, const struct tracer_fault *fault, double deadline,
                  struct process *tracer, char **problem) {
    char inject[200], trace[120], target[24];
    const char *calls = system_calls(fault->syscall);
    snprintf(trace, sizeof trace, "trace=%s", calls);
    snprintf(inject, sizeof inject, "inject=%s:error=%s:when=%lld", calls, fault->error, fault->nth);
    snprintf(target, sizeof target, "%d", (int)pid);
    const char *argv[] = {"strace", "-f", "-o", "/dev/null", "-e", trace, "-e", inject, "-p", target, NULL};
    struct process_options own = *options;
    own.argv = (char *const *)(uintptr_t)argv;
    own.address_space = 0;
    if (process_start(&own, tracer, problem) < 0) {
        return -1;
    }
    struct text said = {0}, safe = {0};
    int result = attached(tracer, deadline, &said) ? 0 : -2;
    if (result < 0) {
        text_puts(&safe, "strace does not attach: ");
        render_safe(&safe, said.data != NULL ? said.data : "", said.length, false);
        *problem = text_take(&safe);
        tracer_end(tracer);
    }
    text_free(&said);
    return result;
}

void tracer_end(struct process *tracer) {
    if (tracer->pid > 0) {
        int status;
        kill(tracer->pid, SIGINT);
        process_wait(tracer, clock_ms() + 500, &status);
        process_kill(tracer);
    }
}
