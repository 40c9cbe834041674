/* An actor: a running adapter, the protocol with it, and what is to be known of it. */
#ifndef SOCKSPEC_ACTOR_ACTOR_H
#define SOCKSPEC_ACTOR_ACTOR_H

#include "actor/census.h"
#include "actor/process.h"
#include "actor/trouble.h"
#include "actor/worker.h"
#include "judge/text.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum {
    PENDING_LIMIT = 64,        /* calls that may be pending at once, on different lanes */
    LINE_LIMIT = 1 << 20,      /* bytes of a line */
    STDERR_LIMIT = 64 << 10,   /* bytes kept of what it wrote to stderr during a program */
    DEADLINE_HELLO_MS = 10000, /* these three before scaling */
    DEADLINE_RESET_MS = 10000,
    DEADLINE_BYE_MS = 10000,
};

/* A request that has not been taken off the list: answered or not. */
struct pending {
    uint64_t id;
    int lane;
    const json_t *step; /* borrowed; NULL for a request of our own */
    bool started;
    json_t *answer;
};

struct actor {
    const struct implementation *implementation;
    size_t slot; /* which actor of a program it plays */
    bool unprivileged;
    struct process process;
    pid_t pid; /* of the program itself: its sys.pid() if it is a child of `process` (a wrapper script), else
                  process.pid */
    json_t *hello;
    bool typed;
    double round_trip_ms; /* the slowest of a few */

    char *buffer; /* what came and was not taken: [start, end) */
    size_t start, end, capacity;
    struct text request; /* kept for its memory */
    struct pending pending[PENDING_LIMIT];
    size_t n_pending;
    uint64_t next_id;

    const char *name;  /* in the program that runs; borrowed */
    bool used;         /* in the program that runs */
    bool killed;       /* by a step */
    const char *dirty; /* why it must not play in another program, or NULL */
    bool eof;          /* its stdout has ended */
    struct text err;   /* what it wrote to stderr since the program began, at most STDERR_LIMIT */
    size_t err_lost;   /* bytes beyond that */
    struct census census;
    double cpu_ms; /* used when the program began */
};

/* An implementation that did not start time and again is not tried any more: each try may cost a deadline. */
enum { START_TRIES = 3 };
struct start_record {
    unsigned failures; /* in a row */
    struct trouble last;
};

/* Shared by the actors of a worker. */
struct crew {
    struct actor *actors[64]; /* those that live */
    size_t n;
    int control;     /* the worker's socket; when it hangs up, nothing here matters any more */
    int trace_fd;    /* -1: none */
    double began_ms; /* of the job, for the trace */
    uint64_t job;    /* likewise */
    double scale;    /* of deadlines */
    bool isolated;   /* in a pid namespace of our own */
    struct process_options process;
    struct process tracer; /* strace, while a fault is staged */
    json_t *capabilities;  /* the sandbox's */
    pid_t companions[64];  /* processes that belong to an actor, but are not it */
    size_t n_companions;
    const char *host_name;       /* of the sandbox */
    struct start_record *starts; /* one for each implementation */
};

/* Start one; it has not said hello yet. NULL with `trouble`. */
struct actor *actor_start(struct crew *crew, const struct implementation *implementation, size_t slot,
                          bool unprivileged, struct trouble *trouble);
/* Ask for hello, take stock of it. 0, or -1 with `trouble`. */
int actor_greet(struct crew *crew, struct actor *actor, struct trouble *trouble);

/* Send a request: a step's call with evaluated arguments, or one of our own ("reset", "bye", "hello"). A pointer that
 * is valid until the next actor_forget(), or NULL with `trouble`. */
struct pending *actor_call(struct crew *crew, struct actor *actor, const json_t *step, const json_t *args,
                           const json_t *kwargs, double deadline, struct trouble *trouble);
struct pending *actor_request(struct crew *crew, struct actor *actor, const char *what, double deadline,
                              struct trouble *trouble);

/* Wait until the request has been answered, or with `started` also until the call was entered. 1; 0 at the deadline;
 * -1 with `trouble` when the actor is broken. */
int actor_wait(struct crew *crew, struct actor *actor, const struct pending *pending, bool started, double deadline,
               struct trouble *trouble);

/* Take a request off the list. */
void actor_forget(struct actor *actor, struct pending *pending);
struct pending *actor_pending_on(struct actor *actor, int lane);

/* Note what has come without waiting; -1 with `trouble` if something came that nobody asked for. */
int actor_look(struct crew *crew, struct actor *actor, struct trouble *trouble);

/* Ask it to forget everything. 1; 0 if it says that it cannot; -1 with `trouble`. */
int actor_reset(struct crew *crew, struct actor *actor, struct trouble *trouble);
/* Ask it to leave, and wait until it has. 0, or -1 with `trouble`. actor_kill() has to follow in any case. */
int actor_bye(struct crew *crew, struct actor *actor, struct trouble *trouble);
/* Kill it and take it off the crew. */
void actor_kill(struct crew *crew, struct actor *actor);

/* CPU time that the actor's process has used, in ms; the last known if it is gone. */
double actor_cpu_ms(const struct actor *actor);

#endif
