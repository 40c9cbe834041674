#ifndef SOCKSPEC_PROGRAM_VOCABULARY_H
#define SOCKSPEC_PROGRAM_VOCABULARY_H

#include "lang/arena.h"
#include "program/namemap.h"

#include <stdbool.h>
#include <stdio.h>

/* The names that tables may use, read from the data files. */

struct clause {
    const char *id, *section, *subject, *statement, *platform, *since, *testable;
    size_t number; /* place in the ledger, from 0 */
};

struct vocabulary {
    struct arena arena;
    struct namemap operations; /* name as in the protocol -> its form: "function", "method", "helper" */
    struct namemap constants;
    struct namemap errors;  /* errno, EAI_* and h_errno names, and their aliases */
    struct namemap clauses; /* id -> struct clause */
};

/* Where the data files are. `later` may name a file that does not exist. */
struct vocabulary_paths {
    const char *operations, *clauses, *later, *constants, *errors;
};

/* False after a message to `err` if a file can't be read or is not as it should be. */
bool vocabulary_load(struct vocabulary *vocabulary, const struct vocabulary_paths *paths, FILE *err);
void vocabulary_free(struct vocabulary *vocabulary);

bool is_exception_name(const char *name);
bool is_warning_name(const char *name);
bool is_signal_name(const char *name);
/* The words of `needs` that are no prefix:NAME. */
bool is_capability(const char *name);

/* Offers the names of one of the above lists, for a hint. */
struct suggestion;
void suggest_exceptions(struct suggestion *suggestion);
void suggest_warnings(struct suggestion *suggestion);
void suggest_capabilities(struct suggestion *suggestion);
void suggest_map(struct suggestion *suggestion, const struct namemap *map);

#endif
