/* The scheduler: hands jobs to workers, and asks the oracle and the reference about what did not pass.
 *
 * One thread; workers are processes. Jobs are taken from one queue in its order by whichever worker is free and may. */
#ifndef SOCKSPEC_CLI_SCHEDULER_H
#define SOCKSPEC_CLI_SCHEDULER_H

#include "actor/worker.h"
#include <jansson.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

/* Who plays the actors of the tested runs: actor i is played by impls[actors[i]] of the worker options, beyond `n` by
 * the last one. */
struct casting {
    const size_t *actors;
    size_t n;
};

/* One run of one tested column. `on_host`: in the worker of the host's network. */
struct job {
    size_t run, column;
    bool on_host;
};

/* What came of a job. The results are borrowed; NULL: not asked. */
struct evidence {
    struct job job;
    const json_t *program, *result, *oracle, *reference;
};

enum { NO_WITNESS = -1 };

struct schedule {
    const struct job *jobs;
    size_t n_jobs;
    const struct casting *columns;
    int oracle, reference; /* index into options.impls, or NO_WITNESS */
    unsigned repeat;       /* times that each job is done; 0 means 1 */
    size_t workers; /* at least 1; beside them one with options.host_network, if a job is on_host: these jobs share
                       the host's network, so they come one after the other */
    struct worker_options options;
    struct worker *first; /* a worker that was already started with the same options, taken over; or NULL */

    void *context;
    /* The program of a run, a new reference. */
    json_t *(*program)(void *context, size_t run);
    /* A job is done. False ends everything, as after an interrupt. */
    bool (*finished)(void *context, const struct evidence *evidence);
    /* A worker's adapters did not leave in an orderly way. */
    void (*left_badly)(void *context, const json_t *result);
    /* Called now and then, at least every 250 ms. */
    void (*tick)(void *context);
    /* Set by a signal handler: end everything, kill what runs. */
    const volatile sig_atomic_t *interrupted;
};

struct schedule_end {
    bool complete;        /* every job was finished */
    unsigned long deaths; /* workers that died */
    char *failure;        /* why the harness gave up; to free(); NULL: it did not */
};

struct schedule_end schedule_run(const struct schedule *schedule);

#endif
