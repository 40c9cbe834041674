#ifndef SOCKSPEC_PROGRAM_CONDITION_VALUE_H
#define SOCKSPEC_PROGRAM_CONDITION_VALUE_H

#include "lang/ast.h"
#include "lang/diagnostics.h"
#include "program/vocabulary.h"

/* Notes a mistake if the word can't be the value of a condition on that subject (docs/program.md, "Conditions"). */
void condition_check_value(const struct vocabulary *vocabulary, const char *subject, const struct word *word,
                           struct diagnostics *diagnostics);

#endif
