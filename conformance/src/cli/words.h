/* A command line given as one text, taken apart as a shell would without expansion. */
#ifndef SOCKSPEC_CLI_WORDS_H
#define SOCKSPEC_CLI_WORDS_H

#include <stddef.h>

/* A NULL-terminated list to be freed with words_free(). Words are separated by blanks; '…' keeps everything, "…" all
 * but backslash before " or \, and outside of quotes a backslash keeps the next character. NULL if a quote is not
 * closed, the text ends in a backslash, or there is no word: `*error` then is a static text. */
char **words_split(const char *command, const char **error);
void words_free(char **words);
size_t words_count(char *const *words);
/* Whether both lists hold the same words. */
int words_equal(char *const *a, char *const *b);

#endif
