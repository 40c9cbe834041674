#include "actor/strays.h"

#include "actor/clock.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

enum { PROCESS_LIMIT = 4096 };

static bool accepted(const struct crew *crew, pid_t pid) {
    for (size_t i = 0; i < crew->n; i++) {
        if (crew->actors[i]->process.pid == pid || crew->actors[i]->pid == pid) {
            return true;
        }
    }
    for (size_t i = 0; i < crew->n_companions; i++) {
        if (crew->companions[i] == pid) {
            return true;
        }
    }
    return pid == crew->tracer.pid;
}

/* Orphans come to this process: take the status of those that have ended, but leave the actors' to their owner. True if
 * there was any. */
static bool reap(const struct crew *crew, const pid_t *pids, size_t count) {
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        any = (!accepted(crew, pids[i]) && waitpid(pids[i], NULL, WNOHANG) > 0) || any;
    }
    return any;
}

/* The processes that were not accepted; accepted ones that have ended are forgotten. */
static size_t find(struct crew *crew, pid_t pids[PROCESS_LIMIT]) {
    size_t count = census_processes(crew->isolated, pids, PROCESS_LIMIT), strays = 0;
    if (reap(crew, pids, count)) {
        count = census_processes(crew->isolated, pids, PROCESS_LIMIT);
    }
    size_t companions = 0;
    for (size_t i = 0; i < crew->n_companions; i++) {
        for (size_t j = 0; j < count; j++) {
            if (crew->companions[i] == pids[j]) {
                crew->companions[companions++] = pids[j];
                break;
            }
        }
    }
    crew->n_companions = companions;
    for (size_t i = 0; i < count; i++) {
        if (!accepted(crew, pids[i])) {
            pids[strays++] = pids[i];
        }
    }
    return strays;
}

void strays_accept(struct crew *crew) {
    pid_t pids[PROCESS_LIMIT];
    size_t count = find(crew, pids);
    for (size_t i = 0; i < count && crew->n_companions < sizeof crew->companions / sizeof *crew->companions; i++) {
        crew->companions[crew->n_companions++] = pids[i];
    }
}

/* The actor that a stray is a child of: only its end lets anyone else take the status of the dead child. */
static void end_parent(struct crew *crew, pid_t stray) {
    pid_t parent = census_parent(stray);
    for (size_t i = 0; i < crew->n; i++) {
        if (crew->actors[i]->pid == parent || crew->actors[i]->process.pid == parent) {
            actor_kill(crew, crew->actors[i]);
            return;
        }
    }
}

size_t strays_kill(struct crew *crew, double grace_ms, char **names) {
    pid_t pids[PROCESS_LIMIT];
    size_t count = find(crew, pids), first = 0;
    double patience = clock_ms() + grace_ms, deadline = patience + 2000;
    struct text list = {0};
    while (count > 0 && clock_ms() < deadline) {
        if (clock_ms() >= patience) {
            for (size_t i = 0; i < count; i++) {
                char name[80];
                census_name(pids[i], name, sizeof name);
                if (first == 0) {
                    text_printf(&list, "%s%s", i > 0 ? ", " : "", name);
                }
                end_parent(crew, pids[i]);
                kill(pids[i], SIGKILL);
            }
            first = first == 0 ? count : first;
        }
        poll(NULL, 0, 1);
        count = find(crew, pids);
    }
    if (first > 0 && names != NULL) {
        *names = text_take(&list);
    }
    text_free(&list);
    return first;
}
