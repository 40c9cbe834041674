/* A run of `sockspec run` as a whole. Internal to cmd_run.c and run_conclude.c. */
#ifndef SOCKSPEC_CLI_RUN_H
#define SOCKSPEC_CLI_RUN_H

#include "cli/judging.h"
#include "cli/run_session.h"
#include "cli/scheduler.h"

struct run {
    struct run_session session;
    struct deviations deviations;
    struct recording recording;
    bool has_recording;
    json_t *header;
    struct judging judging;
    bool *judged;     /* [column * runs of the suite + run]: has its line in the journal */
    struct job *jobs; /* what is left for the workers */
    size_t n_jobs;
    double started;
};

/* Whether column `column` has its line for a run of the suite: an index into `judged`. */
size_t run_slot(const struct run *r, size_t column, size_t run);

/* After the schedule has ended: write what is missing and the footer, close the journal, say how it went. The exit
 * status. */
int run_conclude(struct run *run, struct schedule_end *end);

#endif
