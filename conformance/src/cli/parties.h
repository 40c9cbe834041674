/* The implementations that take part in a run, and the columns of the journal that they play.
 *
 * A party is one distinct adapter command; it may be tested, be the oracle and be the reference all at once. A column
 * is what is tested: one party, or with --interop a pair. */
#ifndef SOCKSPEC_CLI_PARTIES_H
#define SOCKSPEC_CLI_PARTIES_H

#include "actor/worker.h"
#include "cli/scheduler.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct party {
    char *name;
    char *command; /* as given */
    char **argv;   /* with what is found in PATH, and files by their full name: equal commands look equal */
    char digest[24];
    json_t *hello;        /* NULL as long as it did not answer */
    json_t *capabilities; /* of its hello result */
    json_t *failure;      /* the result of the hello that failed; NULL: none */
};

struct column {
    char *name;
    size_t actors[2]; /* parties */
    size_t n;
};

struct parties {
    struct party *list;
    size_t count;
    struct column *columns;
    size_t n_columns;
    int oracle, reference; /* parties, or NO_WITNESS */
};

/* Add the command as a party, or find the party that has the same command; its index. -1 if the command is none:
 * `*error` is a text to free(). */
int parties_add(struct parties *parties, const char *name, const char *command, char **error);
/* The party of that name, -1 if there is none. */
int parties_find(const struct parties *parties, const char *name);

/* Add a column that is played by one party, or by two. */
void parties_add_column(struct parties *parties, const char *name, const size_t *actors, size_t n);

/* Say hello to each party, on this worker, or on one that takes its place with the same options: an adapter may take it
 * along. What does not answer keeps its failure. False if there is no worker any more: `*error` is a text to free(). */
bool parties_hello(struct parties *parties, struct worker **worker, const struct worker_options *options, char **error);

/* The array for worker_options.impls; to free() (what it points to belongs to the parties). */
struct implementation *parties_implementations(const struct parties *parties);

/* header.implementations (docs/journal.md), a new reference. */
json_t *parties_json(const struct parties *parties);

void parties_free(struct parties *parties);

#endif
