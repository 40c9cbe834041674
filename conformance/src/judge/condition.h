/* Conditions of a compiled program (docs/program.md, "Conditions"): is it applicable to an implementation, here? */
#ifndef SOCKSPEC_JUDGE_CONDITION_H
#define SOCKSPEC_JUDGE_CONDITION_H

#include <jansson.h>
#include <stdbool.h>

/* Whether all `conditions` (an array; NULL is an empty one) hold for the implementation with that hello, on a system
 * with those capabilities ({"netns":{"available":true}, "fault":{"available":false,"reason":"…"}}, as in a hello result
 * of a worker). `kernel` is the running kernel's release, as in uname(2); NULL if unknown. If one does not hold,
 * *reason is a text to free(): what is required, why, and what is there instead. Untouched otherwise.
 * Versions compare as version_compare() does. */
bool conditions_hold(const json_t *conditions, const json_t *hello, const json_t *capabilities, const char *kernel,
                     char **reason);

#endif
