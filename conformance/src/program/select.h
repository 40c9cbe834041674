#ifndef SOCKSPEC_PROGRAM_SELECT_H
#define SOCKSPEC_PROGRAM_SELECT_H

#include "program/suite.h"

#include <getopt.h>
#include <stdbool.h>

/* Which runs of a suite are meant. A zeroed struct means all. Different options narrow each other; one that is given
 * more than once widens itself. */
struct selection {
    struct selection_list {
        const char **items; /* borrowed from the command line */
        size_t count;
    } globs, kinds, no_kinds, levels, tags, no_tags;
    unsigned long shard, shards; /* the shard-th (from 1) of so many; 0: no shards */
};

/* For the long options of a command; `val`s lie above those of characters. */
enum { SELECT_GLOB = 1000, SELECT_KIND, SELECT_NO_KIND, SELECT_LEVEL, SELECT_TAG, SELECT_NO_TAG, SELECT_SHARD };
#define SELECTION_OPTIONS                                                                                              \
    {"select", required_argument, NULL, SELECT_GLOB}, {"kind", required_argument, NULL, SELECT_KIND},                  \
        {"no-kind", required_argument, NULL, SELECT_NO_KIND}, {"level", required_argument, NULL, SELECT_LEVEL},        \
        {"tag", required_argument, NULL, SELECT_TAG}, {"no-tag", required_argument, NULL, SELECT_NO_TAG}, {            \
        "shard", required_argument, NULL, SELECT_SHARD                                                                 \
    }

/* Help text of these options. */
extern const char selection_help[];

/* Takes one option as getopt_long() gave it. False after a message to `err` if its argument is wrong; options that
 * aren't of the selection are false without a message. */
bool selection_take(struct selection *selection, int option, const char *argument, FILE *err);

/* A flag for each run of the suite, to be freed; their number in `*count`. A shard takes every n-th of the suite's
 * runs, whatever else is selected, so that shards never overlap. */
bool *selection_apply(const struct selection *selection, struct suite *suite, size_t *count);

/* {"select","kinds","no_kinds","levels","tags","no_tags","shard"} as in the journal's header; new reference. */
json_t *selection_json(const struct selection *selection);

void selection_free(struct selection *selection);

#endif
