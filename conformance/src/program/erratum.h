/* Which clauses an erratum contradicts. */
#ifndef SOCKSPEC_PROGRAM_ERRATUM_H
#define SOCKSPEC_PROGRAM_ERRATUM_H

#include "lang/ast.h"

#include <stdbool.h>

/* Whether the erratum of a case (row NULL) or row is about the clause `id`, one of its own: those that the row names;
 * if it names none those of the case or table, then the group's. */
bool erratum_concerns(const struct case_block *block, const struct row *row, const char *id);

#endif
