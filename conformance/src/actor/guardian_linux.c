#include "actor/guardian.h"

#include "actor/census.h"
#include "actor/frame.h"
#include "actor/privilege.h"
#include "actor/remove_tree.h"
#include "actor/sandbox.h"
#include "actor/serve.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* The runner's other descriptors are not ours: an end of another worker's socket would keep that alive. */
static void close_others(const struct guardian_task *task) {
    int keep[2] = {task->socket, task->options->trace ? task->options->trace_fd : -1};
    long limit = sysconf(_SC_OPEN_MAX);
    int low = keep[0] < keep[1] ? keep[0] : keep[1], high = keep[0] < keep[1] ? keep[1] : keep[0];
    if (low < 3) {
        low = high; /* the trace goes to stderr, or there is none */
    }
    unsigned first = 3, bounds[2] = {(unsigned)low, (unsigned)high};
    for (int i = 0; i < 2; i++) {
        if (bounds[i] > first) {
            syscall(SYS_close_range, first, bounds[i] - 1, 0);
        }
        first = bounds[i] >= first ? bounds[i] + 1 : first;
    }
    if (syscall(SYS_close_range, first, ~0u, 0) < 0) {
        for (long fd = 3; fd < limit; fd++) { /* before Linux 5.9 */
            if (fd != keep[0] && fd != keep[1]) {
                close((int)fd);
            }
        }
    }
}

static void refuse(const struct guardian_task *task, const char *reason) {
    json_t *message = json_pack("{s:s}", "refused", reason != NULL ? reason : "out of memory");
    frame_send(task->socket, message);
    json_decref(message);
}

/* In the child. */
static _Noreturn void work(const struct guardian_task *task) {
    json_t *capabilities = json_object();
    char *reason = NULL;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_IGN);
    const struct worker_options *options = task->options;
    if (task->refused == NULL && sandbox_build(task->directory, options->etc_dir, options->host_network,
                                               options->loopback_delay, capabilities, &reason) < 0) {
        refuse(task, reason);
        _exit(1);
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); /* now, since a change of credentials clears it */
    if (task->refused != NULL) {
        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    }
    serve(task, capabilities);
    _exit(0);
}

/* Without a pid namespace: what the worker left has become our child, generation by generation. */
static void end_children(void) {
    for (int round = 0; round < 2000; round++) {
        pid_t pids[256];
        size_t count = census_processes(false, pids, 256);
        for (size_t i = 0; i < count; i++) {
            kill(pids[i], SIGKILL);
        }
        pid_t got;
        while ((got = waitpid(-1, NULL, WNOHANG)) > 0) {
        }
        if (got < 0 && errno == ECHILD) {
            return;
        }
        poll(NULL, 0, 1);
    }
}

/* Wait for the end of the worker, or of the runner. */
static void guard(pid_t worker) {
    sigset_t awaited;
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGTERM);
    sigaddset(&awaited, SIGCHLD);
    for (;;) {
        int number = sigwaitinfo(&awaited, NULL);
        if (number == SIGTERM) {
            kill(worker, SIGKILL);
        }
        pid_t got;
        while ((got = waitpid(-1, NULL, WNOHANG)) > 0) {
            if (got == worker) {
                return;
            }
        }
        if (got < 0 && errno == ECHILD) {
            return;
        }
    }
}

_Noreturn void guardian_run(const struct guardian_task *task) {
    sigset_t blocked;
    char *reason = NULL;
    struct guardian_task own = *task;
    setsid(); /* a Ctrl-C on the terminal is the runner's */
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigaddset(&blocked, SIGCHLD);
    sigprocmask(SIG_SETMASK, &blocked, NULL);
    signal(SIGCHLD, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    close_others(task);
    if (task->refused == NULL && sandbox_enter(task->options->host_network, &reason) < 0) {
        refuse(task, reason);
        rmdir(task->directory);
        _exit(1);
    }
    if (task->refused != NULL) {
        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    }
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
    pid_t worker = getppid() == task->runner ? fork() : -1;
    if (worker == 0) {
        work(&own);
    }
    close(task->socket);
    if (worker > 0) {
        guard(worker);
        end_children();
    }
    /* With namespaces it is an empty directory, since the tmpfs on it went with them. */
    remove_tree(task->directory);
    _exit(0);
}
