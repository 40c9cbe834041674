#ifndef SOCKSPEC_PROGRAM_COVERAGE_H
#define SOCKSPEC_PROGRAM_COVERAGE_H

#include "program/suite.h"

/* What the cases of a suite hold of the specification's clauses. */
enum coverage_state {
    COVERAGE_HELD,         /* by at least one case */
    COVERAGE_ERRATUM,      /* by a case that says that the page is contradicted */
    COVERAGE_NOT_PASSED,   /* by a case, of which no run has passed in the journals that were given */
    COVERAGE_TESTED,       /* by no case, which could not show it, but by another test of the project */
    COVERAGE_UNVERIFIED,   /* by none, for want of an environment or platform */
    COVERAGE_NOT_TESTABLE, /* by none, since nothing could refute it */
    COVERAGE_UNCOVERED,    /* by none, though one could */
    COVERAGE_STATES
};

struct coverage {
    const struct clause *clause;
    enum coverage_state state;
    json_t *cases;      /* ids */
    const char *reason; /* NULL if there is nothing to explain; lives as long as the suite and its coverage */
};

/* One entry for each clause in the order of the ledger, to be given to coverage_free(). Their number in `*count`. */
struct coverage *coverage_of(struct suite *suite, size_t *count);
void coverage_free(struct coverage *list, size_t count);

/* The word for reports, like "not_testable". */
const char *coverage_state_name(enum coverage_state state);

#endif
