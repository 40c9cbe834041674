/* Patterns of a compiled program (docs/program.md, "Patterns"). */
#ifndef SOCKSPEC_JUDGE_MATCH_H
#define SOCKSPEC_JUDGE_MATCH_H

#include "judge/eval.h"

enum match {
    MATCH_NO,
    MATCH_YES,
    MATCH_ERROR /* an expression in the pattern has no value; `error` is filled */
};

/* Whether `value` matches. The types socket, buffer and file match any handle, unless the adapter says of what type
 * it is: {"handle":"s","type":"socket"}. */
enum match match(const json_t *pattern, const json_t *value, const struct scope *scope, struct eval_error *error);

/* Whether two values are equal as a pattern that is a value matches: an enum member equals its int. Bool and int, tuple
 * and list are the same only if `typed`. */
bool value_equal(const json_t *wanted, const json_t *value, bool typed);

#endif
