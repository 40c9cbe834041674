/* Version numbers as conditions and deviations compare them. */
#ifndef SOCKSPEC_JUDGE_VERSION_H
#define SOCKSPEC_JUDGE_VERSION_H

#include <stdbool.h>
#include <stddef.h>

/* <0, 0, >0 as in strcmp, number by number; a number that is missing counts as 0, and whatever follows the first
 * character that is neither digit nor dot is left out: "3.8" = "3.8.0", "3.13.0rc1" = "3.13.0", "3.9" < "3.11". */
int version_compare(const char *a, const char *b);

/* How many bytes of `version` show as many numbers as `like` has: what a comparison of the two looks at, and no more of
 * a patch level or a build ("6.18.44-fc" like "6.16": "6.18"). */
size_t version_shown(const char *version, const char *like);

/* Whether since <= version < before; a NULL bound is none. */
bool version_within(const char *version, const char *since, const char *before);

/* Whether the text is digits and dots, starting with a digit. */
bool version_valid(const char *text);

#endif
