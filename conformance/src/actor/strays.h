/* Processes that an actor left behind. */
#ifndef SOCKSPEC_ACTOR_STRAYS_H
#define SOCKSPEC_ACTOR_STRAYS_H

#include "actor/actor.h"

/* Accept what runs now as belonging to the actors (a wrapper script's child, a server of Wine). */
void strays_accept(struct crew *crew);

/* Kill every process that was not accepted, with the actor that is its parent, and wait for it (bounded). The number of
 * them; a list of their names, to free(), in *names if there are any. With `grace_ms` they may end by themselves until
 * then. */
size_t strays_kill(struct crew *crew, double grace_ms, char **names);

#endif
