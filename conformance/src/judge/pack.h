/* Python's struct formats, laid out as on the machine of an actor. */
#ifndef SOCKSPEC_JUDGE_PACK_H
#define SOCKSPEC_JUDGE_PACK_H

#include "judge/eval.h"

/* `items`: values for `format`; `hello`: byteorder, long, size_t and arch of the actor. Integers b B h H i I l L q Q n
 * N P ?, c, x, s, p, f, d; prefixes @ = < > !. As in Python, native (@) aligns. A new value of bytes, or NULL with
 * `error`. */
json_t *pack_values(const char *format, const json_t *items, const json_t *hello, struct eval_error *error);
/* The tuple of values that `bytes` hold, whose length must be that of the format. */
json_t *unpack_values(const char *format, const json_t *bytes, const json_t *hello, struct eval_error *error);

#endif
