/* Is a line of an adapter what docs/protocol.md allows? */
#ifndef SOCKSPEC_ACTOR_ANSWER_H
#define SOCKSPEC_ACTOR_ANSWER_H

#include <jansson.h>
#include <stddef.h>

/* Parse one line without its newline. NULL: `problem` says what is wrong with it. */
json_t *answer_parse(const char *line, size_t length, char *problem, size_t size);

/* What is wrong with an answer to a call, or NULL. */
const char *answer_problem(const json_t *answer);

/* What is wrong with an answer to hello, or NULL. The text may be in `buffer` (answer_hello.c). */
const char *hello_problem(const json_t *answer, char *buffer, size_t size);

#endif
