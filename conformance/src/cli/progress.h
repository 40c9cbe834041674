/* What a person sees while a run goes on: one line on a terminal that is drawn anew, plain lines elsewhere. */
#ifndef SOCKSPEC_CLI_PROGRESS_H
#define SOCKSPEC_CLI_PROGRESS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct progress {
    FILE *out; /* NULL: quiet */
    bool terminal;
    size_t total, done, failing, unexpected;
    double started, drawn; /* ms */
    size_t tenth;          /* the last tenth of the way that was told */
    bool drawn_any;
};

/* `done` runs were judged in an earlier go. */
void progress_start(struct progress *progress, FILE *out, size_t total, size_t done);
/* A line of the journal was written. */
void progress_add(struct progress *progress, const json_t *line);
/* Some time has passed. */
void progress_tick(struct progress *progress);
/* Take the live line away. */
void progress_end(struct progress *progress);

/* One run that is not as it should be, in one line. */
void print_unexpected(FILE *out, const json_t *line);

#endif
