/* JSON as text: what jansson writes, without its search for cycles, which takes most of its time. */
#ifndef SOCKSPEC_JUDGE_JSON_TEXT_H
#define SOCKSPEC_JUDGE_JSON_TEXT_H

#include "judge/text.h"

#include <jansson.h>

/* Append the term, compact; as with JSON_COMPACT | JSON_ENCODE_ANY. It must not contain itself. */
void json_text(struct text *out, const json_t *term);

/* The same with JSON_SORT_KEYS. */
void json_text_sorted(struct text *out, const json_t *term);

#endif
