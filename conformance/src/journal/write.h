/* Writing a journal (docs/journal.md): each line with one write(2), so that what was judged is there whatever happens.
 */
#ifndef SOCKSPEC_JOURNAL_WRITE_H
#define SOCKSPEC_JOURNAL_WRITE_H

#include <jansson.h>
#include <stdbool.h>

struct journal;

/* Create or empty the file. NULL: `*error` is a text to free(). */
struct journal *journal_create(const char *path, char **error);
/* Go on at the end of a file. */
struct journal *journal_append(const char *path, char **error);

/* Write one line. After a failure every further call fails, and journal_error() says what happened, with what to do. */
bool journal_write(struct journal *journal, const json_t *line);
/* NULL as long as all went well. Borrowed. */
const char *journal_error(const struct journal *journal);

/* Close and free; false if the system only now says that something was lost (then `*error` is a text to free()).
 * NULL is fine. */
bool journal_close(struct journal *journal, char **error);

#endif
