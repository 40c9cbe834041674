/* Making one journal of the shards of a run. */
#ifndef SOCKSPEC_JOURNAL_MERGE_H
#define SOCKSPEC_JOURNAL_MERGE_H

#include <jansson.h>
#include <stddef.h>

enum merge_result {
    MERGED,
    MERGE_REFUSED, /* the shards do not make up the whole, or are not of one run */
    MERGE_FAILED   /* reading or writing went wrong */
};

/* Check that `shards` are journals of one suite, selection and list of implementations, all complete, and that together
 * they hold each run of each implementation exactly once; then write them to `out` as one. `*footer` is the footer of
 * the whole, a new reference. Otherwise `*error` is a text to free() and `out` is untouched (MERGE_REFUSED) or not to
 * be used. */
enum merge_result journal_merge(const char *const *shards, size_t count, const char *out, json_t **footer,
                                char **error);

#endif
