#ifndef SOCKSPEC_PROGRAM_FACTS_H
#define SOCKSPEC_PROGRAM_FACTS_H

#include "program/axes.h"
#include "program/vocabulary.h"

#include <jansson.h>

/* What the attributes of a group, a kind, a case or table, and a row say together about a case or run. */
struct facts {
    const char *says;    /* NULL if nobody says it */
    const char *erratum; /* NULL if it is none */
    const char *level;
    const char *privilege;
    long deadline_ms;
    json_t *clauses, *tags, *aliases, *conditions; /* arrays, owned */
};

/* Gathers them for a case or (with `row`) a row; `kind` may be NULL. */
void facts_gather(struct facts *facts, const struct vocabulary *vocabulary, const struct axes *axes,
                  const struct case_block *block, const struct row *row, const struct kind_block *kind,
                  struct diagnostics *diagnostics);
void facts_free(struct facts *facts);

#endif
