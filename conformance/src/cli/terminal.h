/* Text that comes from elsewhere, made fit for a terminal. */
#ifndef SOCKSPEC_CLI_TERMINAL_H
#define SOCKSPEC_CLI_TERMINAL_H

#include <stdio.h>

/* Print `string` in one line, at most `limit` bytes of it (0: all): control characters, also those of C1, and what is
 * not UTF-8 as \xNN. */
void print_safely(FILE *out, const char *string, size_t limit);

/* The same as a text to free(). */
char *safe_text(const char *string, size_t limit);

#endif
