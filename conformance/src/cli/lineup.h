/* Who takes part, as the command line asks for it and the machine has it. */
#ifndef SOCKSPEC_CLI_LINEUP_H
#define SOCKSPEC_CLI_LINEUP_H

#include "cli/parties.h"
#include "cli/paths.h"
#include "cli/run_options.h"
#include "judge/deviations.h"

struct lineup {
    struct parties parties;
    char *no_oracle; /* why there is no live oracle; NULL: there is one */
};

/* Find the implementations, the oracle and the reference; nothing is started. -1: go on; else the exit status, after a
 * message. */
int lineup_make(struct lineup *lineup, const struct run_options *options, const struct paths *paths);

/* For `record`: the one implementation that is recorded, by default the oracle. */
int lineup_make_recorded(struct lineup *lineup, const struct run_options *options, const struct paths *paths);

/* After the hellos: a witness that does not answer is none. -1: go on; 3 if it was asked for by name. */
int lineup_settle(struct lineup *lineup, const struct run_options *options);

/* Read the deviations of all that take part. -1, or the exit status after a message. */
int lineup_deviations(const struct lineup *lineup, const struct run_options *options, const struct paths *paths,
                      struct deviations *deviations);

void lineup_free(struct lineup *lineup);

#endif
