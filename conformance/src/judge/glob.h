/* Globs over ids and signatures. Square brackets stand for themselves, since run ids have them. */
#ifndef SOCKSPEC_JUDGE_GLOB_H
#define SOCKSPEC_JUDGE_GLOB_H

#include <jansson.h>
#include <stdbool.h>

/* `*` stands for any run of characters, `?` for one. Matches the whole text. Time: at most the product of lengths. */
bool glob_id(const char *pattern, const char *text);

/* `...` stands for any run of characters; everything else for itself. */
bool glob_text(const char *pattern, const char *text);

/* Whether a pattern selects a run: it matches the run's id, or its case's id (and so all its runs), or what either was
 * under one of the case's former ids (NULL: it has none). */
bool glob_run(const char *pattern, const char *run_id, const char *case_id, const json_t *aliases);

#endif
