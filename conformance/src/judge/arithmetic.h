/* Sums, differences and products of values, as Python has them. */
#ifndef SOCKSPEC_JUDGE_ARITHMETIC_H
#define SOCKSPEC_JUDGE_ARITHMETIC_H

#include <jansson.h>

/* `op` is one of + - *. Ints within 64 bits, floats; + also joins, * also repeats text, bytes, lists and tuples (to at
 * most 64 MiB). A new reference, or NULL if the two do not go together or the result does not fit. */
json_t *arithmetic(char op, const json_t *a, const json_t *b);

#endif
