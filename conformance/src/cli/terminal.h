/* Text that comes from elsewhere, made fit for a terminal. */
#ifndef SOCKSPEC_CLI_TERMINAL_H
#define SOCKSPEC_CLI_TERMINAL_H

#include <jansson.h>
#include <stdio.h>

/* Print `string` in one line, at most `limit` bytes of it (0: all): control characters, also those of C1, and what is
 * not UTF-8 as \xNN. */
void print_safely(FILE *out, const char *string, size_t limit);

/* The same as a text to free(). */
char *safe_text(const char *string, size_t limit);

/* A file name or a command for the journal: as it is, or the whole in safe_text() if it is not UTF-8. Never NULL, so
 * that what it stands in is not lost. */
json_t *readable_json(const char *string);

#endif
