/* A program while it runs. Internal to session.c and the steps. */
#ifndef SOCKSPEC_ACTOR_PLAY_H
#define SOCKSPEC_ACTOR_PLAY_H

#include "actor/actor.h"
#include "actor/session.h"
#include "judge/eval.h"

enum { CAST_LIMIT = 8 }; /* actors of a program */

struct play {
    struct crew *crew;
    const struct session_options *options;
    const json_t *program;
    struct actor *cast[CAST_LIMIT];
    size_t n_cast;
    double deadline_ms; /* of a step, scaled */
    const char *level;
    json_t *vars, *steps;
    json_t *shown;       /* the entry of the current step in `steps` */
    json_t *tmp, *token; /* once they were asked for */
    struct trouble trouble;
};

/* The scope of expressions on behalf of an actor; NULL: of none in particular. */
struct scope play_scope(struct play *play, const struct actor *actor);

/* The actor that a step names, NULL with trouble if it was killed or is none. */
struct actor *play_actor(struct play *play, const json_t *step);

/* Record what was seen, a string that is freed; and of a failed step what was wanted, likewise. */
void play_observed(struct play *play, char *text);
void play_wanted(struct play *play, char *text);

/* The trouble that an expression without a value is. Returns -1. */
int play_eval_trouble(struct play *play, const struct eval_error *error);

/* Do one step. 0, or -1 with trouble. step_call.c, step_other.c, fault.c. */
int step_call(struct play *play, const json_t *step);
int step_end(struct play *play, const json_t *step);
int step_blocked(struct play *play, const json_t *step);
int step_check(struct play *play, const json_t *step);
int step_let(struct play *play, const json_t *step);
int step_signal(struct play *play, const json_t *step);
int step_kill(struct play *play, const json_t *step);
int step_fault(struct play *play, const json_t *step);

/* End the tracer of step_fault(), if there is one. */
void fault_end(struct crew *crew);

#endif
