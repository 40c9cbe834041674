/* The line of a journal for one run (docs/journal.md). */
#ifndef SOCKSPEC_JOURNAL_LINE_H
#define SOCKSPEC_JOURNAL_LINE_H

#include "judge/blame.h"
#include "judge/deviations.h"
#include <jansson.h>

/* The line, a new reference. `result` is the worker's; `finding` is NULL when there is nothing to blame anyone for;
 * `others` is an array of journal_other(), taken over, or NULL. */
json_t *journal_case(const char *implementation, const json_t *program, const json_t *result,
                     const struct standing *standing, const struct blame_finding *finding, json_t *others);

/* What another implementation did: a member of `others`, a new reference. */
json_t *journal_other(const char *name, const char *role, const json_t *result);

/* A result without any answer, as if from a worker: for runs that could not be made. A new reference. */
json_t *journal_no_result(enum outcome outcome, const char *reason);

#endif
