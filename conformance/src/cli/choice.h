/* Which runs of the suite are made, and in which order. */
#ifndef SOCKSPEC_CLI_CHOICE_H
#define SOCKSPEC_CLI_CHOICE_H

#include "cli/profiles.h"
#include "program/select.h"
#include "program/suite.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct choice {
    size_t *runs;    /* of the suite, in the order in which they are made */
    size_t count;    /* of this shard */
    size_t matching; /* before a shard was cut out */
    char ids[24];    /* digest of the ids of the matching ones */
    json_t *clauses; /* id -> statement, of the chosen runs */
};

/* `profile` may be NULL. With `pairs` only runs with two actors. Runs that take long (tags `waits`, `slow`) come first,
 * so that the end is not one worker that waits while the others are idle. */
void choice_make(struct choice *choice, struct suite *suite, const struct selection *selection,
                 const struct profile *profile, bool pairs);
void choice_shuffle(struct choice *choice, uint64_t seed);
void choice_free(struct choice *choice);

#endif
