/* The header of a journal (docs/journal.md). */
#ifndef SOCKSPEC_CLI_RUN_HEADER_H
#define SOCKSPEC_CLI_RUN_HEADER_H

#include "cli/choice.h"
#include "cli/lineup.h"
#include "journal/recording.h"

struct header_parts {
    struct suite *suite;
    const struct choice *choice;
    const struct profile *profile; /* NULL: none */
    const struct lineup *lineup;
    const struct run_options *options;
    const struct deviations *deviations;
    const struct recording *recording; /* NULL: none */
    const json_t *capabilities, *platform;
};

/* A new reference. */
json_t *run_header(const struct header_parts *parts);

/* The digest of the suite as the journal writes it. */
void run_suite_digest(struct suite *suite, char text[24]);

#endif
