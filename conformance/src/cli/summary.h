/* What is said at the end of a run: a table of groups, what is unexpected, one line of totals. */
#ifndef SOCKSPEC_CLI_SUMMARY_H
#define SOCKSPEC_CLI_SUMMARY_H

#include "journal/totals.h"
#include "judge/verdict.h"
#include <jansson.h>
#include <stddef.h>
#include <stdio.h>

enum { SUMMARY_SHOWN = 20 };

struct summary_group {
    char *name;
    struct outcome_counts *counts; /* one for each implementation */
};

struct summary {
    const struct totals *totals; /* names the implementations */
    struct summary_group *groups;
    size_t n_groups;
    json_t *unexpected; /* the first lines that are */
};

/* The totals must outlive the summary. */
void summary_start(struct summary *summary, const struct totals *totals);
void summary_add(struct summary *summary, const json_t *line);
void summary_free(struct summary *summary);

/* The table of groups for each implementation. */
void summary_print_groups(const struct summary *summary, FILE *out);
/* The first unexpected runs; `journal` is its path, or NULL. */
void summary_print_unexpected(const struct summary *summary, const char *journal, FILE *out);
/* The last line. `footer` as in the journal. */
void summary_print_totals(const struct summary *summary, const json_t *footer, FILE *out);

#endif
