/* Lines to and from an actor. Internal to the actor_*.c files. */
#ifndef SOCKSPEC_ACTOR_ACTOR_IO_H
#define SOCKSPEC_ACTOR_ACTOR_IO_H

#include "actor/actor.h"

/* Write a line (with its newline). 0, or -1 with `trouble`; meanwhile what comes from the actor is kept. */
int actor_write(struct crew *crew, struct actor *actor, const char *line, size_t length, double deadline,
                struct trouble *trouble);

/* The next whole line (without newline), valid until the next read, or NULL. */
const char *actor_line(struct actor *actor, size_t *length);

/* Wait until something has come or the deadline; keeps the stderr of all actors flowing. 1 if something came, 0 at the
 * deadline, -1 with `trouble`: the line is too long, or the worker is to end. An end of file only sets actor->eof. */
int actor_read(struct crew *crew, struct actor *actor, double deadline, struct trouble *trouble);

/* The actor has died or closed its stdout: find out which. Returns -1 with `trouble`. */
int actor_died(struct crew *crew, struct actor *actor, struct trouble *trouble);

/* Show a line that came in the trace, if there is one. */
void actor_trace_line(const struct crew *crew, const struct actor *actor, const char *line, size_t length);

/* process_wait(), while what it writes to stderr is taken. */
bool actor_await_end(struct actor *actor, double deadline, int *status);

/* Take what is left on its stderr, without waiting or, with `end`, until its end (at most 200 ms). */
void actor_drain_err(struct actor *actor, bool end);

#endif
