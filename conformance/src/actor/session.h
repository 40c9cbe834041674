/* Running one compiled program (docs/program.md) on actors. */
#ifndef SOCKSPEC_ACTOR_SESSION_H
#define SOCKSPEC_ACTOR_SESSION_H

#include "actor/actor.h"

struct session_options {
    const struct implementation *implementations;
    size_t n_implementations;
    enum worker_values values; /* whether to add `answer` to the steps, and `runtime` */
    const char *directory;     /* $tmp is made in it */
    const char *kernel;        /* release, for conditions */
    const char *token;         /* unique to this worker */
};

/* Run it; actor i is played by implementation impl_of_actor[i] (an array of ints, the last one counting for all that
 * follow). The result as in worker.h, a new reference. The crew is left with actors that may play again. */
json_t *session_run(struct crew *crew, const struct session_options *options, const json_t *program,
                    const json_t *impl_of_actor, uint64_t job);

/* What an implementation can do here: the sandbox's capabilities, and its own. A new reference. */
json_t *session_capabilities(const struct crew *crew, const json_t *hello);

#endif
