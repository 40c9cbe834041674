/* From what workers report to lines of the journal: blame, deviations, totals, and what the person sees of it. */
#ifndef SOCKSPEC_CLI_JUDGING_H
#define SOCKSPEC_CLI_JUDGING_H

#include "cli/parties.h"
#include "cli/progress.h"
#include "cli/scheduler.h"
#include "cli/summary.h"
#include "journal/recording.h"
#include "journal/totals.h"
#include "journal/write.h"
#include "judge/deviations.h"
#include <jansson.h>
#include <stdbool.h>

struct judging {
    const struct parties *parties;
    const json_t *platform; /* of the header */
    const struct deviations *deviations;
    const char *no_oracle;             /* why there is no live oracle; NULL: there is one */
    const struct recording *recording; /* NULL: none */
    bool recorded_here;                /* of this platform */
    struct journal *journal;           /* NULL: none is kept */
    struct totals totals;
    struct summary summary;
    struct progress progress;
    bool strange;     /* a run was of an implementation that the header does not name: a mistake of sockspec */
    json_t *shutdown; /* adapters that did not leave in an orderly way */
};

/* For struct schedule: judge, write, count, show. False when the journal cannot be written, or `strange`. */
bool judging_finished(struct judging *judging, const struct evidence *evidence);

/* A run that was not made: without actors, without blame to find. */
bool judging_without_run(struct judging *judging, const struct job *job, const json_t *program, const json_t *result,
                         const char *why);

/* Count a line that an earlier go has judged. */
void judging_count(struct judging *judging, const json_t *line);

/* The subject of deviations for a party. */
struct deviation_subject judging_subject(const struct judging *judging, size_t party, const char *today);

/* The entries that concern a tested implementation here and select none of the programs: {"file","line","pattern"}, a
 * new array. `program(context, i)` gives a new reference for i below `count`. */
json_t *judging_unmatched(const struct judging *judging, size_t count, json_t *(*program)(void *, size_t),
                          void *context);

#endif
