/* What went wrong with an actor, or with a step: what a result says of it. */
#ifndef SOCKSPEC_ACTOR_TROUBLE_H
#define SOCKSPEC_ACTOR_TROUBLE_H

#include "judge/verdict.h"

struct trouble {
    enum outcome outcome;
    char *reason;    /* in full, for people; NULL if it passed */
    char *signature; /* the stable part of it, for deviations */
};

/* Fill it, but keep what is there already: the first trouble is the one that counts. A NULL signature is the same as
 * the reason. Returns -1. */
int trouble_set(struct trouble *trouble, enum outcome outcome, const char *signature, const char *reason, ...)
    __attribute__((format(printf, 4, 5)));

/* Put `prefix` (printf's) before both texts. */
void trouble_prefix(struct trouble *trouble, const char *prefix, ...) __attribute__((format(printf, 2, 3)));

void trouble_free(struct trouble *trouble);

#endif
