/* Recordings of the oracle (docs/recording.md): DIR/PLATFORM-KEY/NAME.jsonl, a header line and a line a run. */
#ifndef SOCKSPEC_JOURNAL_RECORDING_H
#define SOCKSPEC_JOURNAL_RECORDING_H

#include <jansson.h>
#include <stdbool.h>

struct recording {
    char *file;
    char *key;    /* of the platform that it was recorded on */
    json_t *runs; /* id -> line */
};

/* Read a recording. False: `*error` is a text to free(). */
bool recording_read(struct recording *recording, const char *file, char **error);
void recording_free(struct recording *recording);

/* The recording under `directory` that is nearest to `key` (a platform key; the part of the oracle may be left out):
 * the file of the key itself if there is one, else the one whose key has most in common, a newer oracle before an older
 * one. NULL: there is none. To free(). */
char *recording_nearest(const char *directory, const char *key);

/* Whether a recording's key is of the platform `key`: equal, or equal up to the oracle's part if `key` has none. */
bool recording_is_of(const char *recorded_key, const char *key);

/* What was recorded of a run, by its id or a former one; borrowed; NULL: nothing. */
const json_t *recording_of(const struct recording *recording, const json_t *program);

/* The lines of a recording; new references. `result` has answers (worker_options.values). */
json_t *recording_header(const char *key, const char *suite_digest, const json_t *hello);
json_t *recording_line(const json_t *program, const json_t *result);

/* A line of a recording as a member of the journal's `others`: with the steps as texts. A new reference. */
json_t *recording_as_other(const struct recording *recording, const json_t *line);

#endif
