/* Single values with symbols in place of what differs from run to run. Internal to symbols*.c. */
#ifndef SOCKSPEC_JOURNAL_SYMBOLS_VALUE_H
#define SOCKSPEC_JOURNAL_SYMBOLS_VALUE_H

#include <jansson.h>
#include <stdbool.h>

/* What is known while the steps of a result are gone through in their order. */
struct symbols {
    const json_t *program;
    const char *tmp, *token;
    json_t *names;   /* "port 40000" -> "port:1" */
    json_t *counts;  /* "port" -> how many there are */
    json_t *vars;    /* name -> recorded value */
    json_t *pending; /* "actor lane" -> the step that began the call; borrowed values are kept alive by the program */
};

/* {"symbol":…} or {"loose":…}. */
bool symbols_is_symbol(const json_t *value);

/* The result of an operation (NULL: of none) as it is recorded; a new reference. */
json_t *symbols_of_result(struct symbols *symbols, const char *op, const json_t *value);

/* The same of a value of no operation: the runner's own names and autobound ones are replaced. */
json_t *symbols_of_value(struct symbols *symbols, const json_t *value);

/* A list or tuple like `value` with these members, which are taken over. */
json_t *symbols_rebuild(const json_t *value, json_t *members);

#endif
