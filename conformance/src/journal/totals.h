/* Counting the lines of a journal, and its footer. */
#ifndef SOCKSPEC_JOURNAL_TOTALS_H
#define SOCKSPEC_JOURNAL_TOTALS_H

#include "judge/verdict.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct totals {
    const char **names; /* of the tested implementations; borrowed */
    struct outcome_counts *counts;
    size_t n;
    unsigned long unexpected;
    double cpu_ms;
};

/* The tested implementations of a header, which must outlive the totals. */
void totals_start(struct totals *totals, const json_t *header);
/* Count a line of type case; false if its implementation is none of the header's. */
bool totals_add(struct totals *totals, const json_t *line);
void totals_free(struct totals *totals);

/* Whether the header names as many implementations as are `tested`, and the counts of each add up to its `selected`. If
 * not, `*error` is a text to free(). */
bool totals_check(const struct totals *totals, const json_t *header, size_t tested, char **error);

/* Whether every run of every implementation is inapplicable (no runs at all: so, too). */
bool totals_nothing_applicable(const struct totals *totals);

/* {"ref":{"pass":…}}; a new reference. */
json_t *totals_json(const struct totals *totals);

#endif
