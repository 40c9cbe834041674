/* Going on with a journal that was cut short or interrupted. */
#ifndef SOCKSPEC_JOURNAL_RESUME_H
#define SOCKSPEC_JOURNAL_RESUME_H

#include "journal/write.h"
#include <jansson.h>

/* Open `path` to go on with it. What is whole in it stays: the header (which must be of the same suite, selection and
 * implementations as `header`) and each line of a run that was judged, for which `keep` is called. A torn last line, a
 * footer, and runs that were not run go. A file that is not there or has no whole line is begun with `header`.
 *
 * The file is written anew beside the old one and then takes its place, so being killed here loses nothing.
 * `*kept` is the header that the journal has now, a new reference. NULL: `*error` is a text to free(). */
struct journal *journal_resume(const char *path, const json_t *header, json_t **kept,
                               void (*keep)(void *context, const json_t *line), void *context, char **error);

#endif
