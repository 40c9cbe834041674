#ifndef SOCKSPEC_CLI_OPEN_SUITE_H
#define SOCKSPEC_CLI_OPEN_SUITE_H

#include "cli/paths.h"
#include "program/suite.h"

/* Loads the tables for a command: those of `cases` (a folder), or if that is NULL those of the data folder. Mistakes
 * are written to stderr. Returns an exit status; `*suite` is set if it is 0 and to be given to suite_free(). `paths`
 * may be NULL; else it is filled if the result is 0. */
int open_suite(struct suite **suite, const char *cases, struct paths *paths);

/* Flushes stdout. The exit status: 0, or 3 after a message if something could not be written. */
int finish_output(void);

#endif
