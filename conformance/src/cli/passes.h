/* What journals say of the cases of a suite: which have passed, and why the others have not. */
#ifndef SOCKSPEC_CLI_PASSES_H
#define SOCKSPEC_CLI_PASSES_H

#include "program/coverage.h"

struct passes {
    json_t *passed;  /* id of a case -> {clause: true}: those that a run of it named, and has passed */
    json_t *reasons; /* id -> texts, each once: why runs of a case have not */
    json_t *texts;   /* what passes_apply() made; as long as these are needed the reasons are, too */
};

/* An empty one, to be given to passes_free(). */
struct passes passes_new(void);
void passes_free(struct passes *passes);

enum passes_read {
    PASSES_READ,
    PASSES_CUT_SHORT, /* no footer, or one of a run that was interrupted or failed: what is in it counts */
    PASSES_UNREADABLE
};

/* Add a journal; cases are found by their former ids, too. `*digest`, to free(), is what the journal says of its suite,
 * and NULL if it says nothing. `*error` is a text to free() unless it is PASSES_READ. */
enum passes_read passes_add(struct passes *passes, const struct suite *suite, const char *path, char **digest,
                            char **error);

/* Clauses that are held, but of whose cases none has passed, become COVERAGE_NOT_PASSED, with the reasons. */
void passes_apply(struct passes *passes, struct coverage *list, size_t count);

#endif
