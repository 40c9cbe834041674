/* JSON as text, for requests: what jansson writes, without its set-up for each term. */
#ifndef SOCKSPEC_ACTOR_JSON_TEXT_H
#define SOCKSPEC_ACTOR_JSON_TEXT_H

#include "judge/text.h"

#include <jansson.h>

/* Append the term, compact. It must not contain itself. */
void json_text(struct text *out, const json_t *term);

#endif
