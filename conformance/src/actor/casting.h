/* Which actors play in a program: those that are there, and new ones. */
#ifndef SOCKSPEC_ACTOR_CASTING_H
#define SOCKSPEC_ACTOR_CASTING_H

#include "actor/actor.h"

/* What is wanted for a part. */
struct part {
    const char *name; /* borrowed, for as long as the program runs */
    size_t implementation;
    bool unprivileged;
};

/* Fill cast[0..n) with actors that have said hello. Those that misbehaved while they were idle are replaced; *note then
 * says so (a string to free(), unchanged otherwise). 0, or -1 with `trouble`; nobody is `used` then. */
int cast_parts(struct crew *crew, const struct implementation *implementations, const struct part *parts, size_t n,
               struct actor **cast, char **note, struct trouble *trouble);

#endif
