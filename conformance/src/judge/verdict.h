/* The words of a verdict: how a run ended, and counts of it (docs/journal.md). */
#ifndef SOCKSPEC_JUDGE_VERDICT_H
#define SOCKSPEC_JUDGE_VERDICT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum outcome {
    OUTCOME_PASS,
    OUTCOME_FAIL,         /* an expectation does not hold */
    OUTCOME_CRASH,        /* the actor died or broke the protocol */
    OUTCOME_HANG,         /* a step or the shutdown missed its deadline */
    OUTCOME_UNSUPPORTED,  /* the adapter says that it lacks something */
    OUTCOME_INAPPLICABLE, /* a condition does not hold */
    OUTCOME_ERROR,        /* the harness could not do its part */
    OUTCOME_NOT_RUN,      /* interrupted before its turn */
    OUTCOMES
};

/* The name as in the journal, "not-run" for instance. Static. */
const char *outcome_name(enum outcome outcome);

/* The outcome of that name; false if there is none (`*outcome` is untouched). */
bool outcome_parse(const char *name, enum outcome *outcome);

/* The outcome in a result of a worker or a line of a journal; OUTCOME_ERROR if it has none that is known. */
enum outcome outcome_of(const json_t *result);

/* Whether blame is to be found for it: everything but pass and inapplicable. */
bool outcome_needs_blame(enum outcome outcome);

/* How often each outcome was seen. */
struct outcome_counts {
    unsigned long of[OUTCOMES];
};

unsigned long outcome_counts_sum(const struct outcome_counts *counts);

/* {"pass":N, …} with every outcome; a new reference. */
json_t *outcome_counts_json(const struct outcome_counts *counts);

#endif
