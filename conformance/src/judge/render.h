/* Values, expressions, patterns, expectations and answers as text in the notation of the case language. */
#ifndef SOCKSPEC_JUDGE_RENDER_H
#define SOCKSPEC_JUDGE_RENDER_H

#include "judge/text.h"

#include <jansson.h>
#include <stdbool.h>

/* Longer texts are cut to this many characters, the last three being "...". */
enum { RENDER_LIMIT = 200 };

/* A value, expression or pattern. Control characters and such as turn the writing direction are escaped, so the text is
 * harmless on a terminal. A string to free(). */
char *render(const json_t *value);
/* An expectation, as it stands in a table: `-> 1`, `raises OSError EBADF takes < 2s`. NULL: `(returns)`. */
char *render_expect(const json_t *expect);
/* An answer of an adapter: `1`, `raised OSError EBADF "Bad file descriptor"`, `unsupported: no sendmsg`. */
char *render_answer(const json_t *answer);
/* What an answer is, for the signature of a failure: the same without the text of the error. */
char *render_outcome(const json_t *answer);

/* Append a text of unknown origin with everything but printable characters (and newlines if `lines`) escaped. */
void render_safe(struct text *out, const char *data, size_t length, bool lines);

/* For the parts of the renderer: append a term; take the text, cut to RENDER_LIMIT characters. */
void render_term(struct text *out, const json_t *value);
char *render_limited(struct text *out);

#endif
