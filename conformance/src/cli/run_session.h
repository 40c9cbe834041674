/* What `run` and `record` have in common: the tables, who takes part, and the first worker, from which hellos come. */
#ifndef SOCKSPEC_CLI_RUN_SESSION_H
#define SOCKSPEC_CLI_RUN_SESSION_H

#include "cli/choice.h"
#include "cli/lineup.h"
#include "cli/scheduler.h"

struct run_session {
    struct run_options options;
    struct paths paths;
    struct suite *suite;
    struct profile *profile; /* NULL: none asked for */
    struct choice choice;
    struct lineup lineup;
    struct implementation *implementations; /* for the workers */
    char *etc_dir;
    bool recording; /* for `record` */
    int trace_fd;   /* -1: none */
    struct worker *first;
    json_t *capabilities; /* of all workers together */
    json_t *platform;
    const volatile sig_atomic_t *interrupted;
};

/* Read and check everything, choose, find who takes part, start one worker and say hello to all. -1: go on; else the
 * exit status, after a message. In any case to be given to session_close(). */
int session_open(struct run_session *session, int argc, char **argv, bool recording);
void session_close(struct run_session *session);

/* The options of every worker. */
struct worker_options session_worker_options(const struct run_session *session);

/* Whether a run is for the worker of the host's network: it needs host_netns, and --host-network was given. */
bool session_on_host(const struct run_session *session, size_t run);

/* For struct schedule and others: the program of a run; context is the session. */
json_t *session_program(void *session, size_t run);

#endif
