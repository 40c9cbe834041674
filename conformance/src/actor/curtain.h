/* The end of a program: what the actors leave behind, and who may play again. */
#ifndef SOCKSPEC_ACTOR_CURTAIN_H
#define SOCKSPEC_ACTOR_CURTAIN_H

#include "actor/actor.h"

struct curtain {
    double cpu_ms;   /* that the actors used */
    struct text err; /* what they wrote to stderr; empty: nothing */
};

/* Reset the actors that were used, take the census, let those go that are dirty, kill those that are broken. If the
 * program went well so far, what is found here becomes its trouble. Nobody is `used` afterwards. */
void curtain_fall(struct crew *crew, struct trouble *trouble, struct curtain *curtain);

/* Let everybody go. 0, or -1 with the first trouble. */
int curtain_bye(struct crew *crew, struct trouble *trouble, struct text *err);

#endif
