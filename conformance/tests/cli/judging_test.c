/* A verdict that nobody would count ends the run. */
#include "cli/judging.h"
#include "journal/line.h"

#include "check.h"
#include <stdlib.h>

/* Whether the verdict on a run of column "a" is taken, where the header names `named`. */
static bool taken(const char *named, bool *strange) {
    struct parties parties = {.oracle = NO_WITNESS, .reference = NO_WITNESS};
    char *error = NULL;
    size_t actor = (size_t)parties_add(&parties, "a", "true", &error);
    parties_add_column(&parties, "a", &actor, 1);
    struct deviations none = {0};
    struct judging judging = {.parties = &parties, .deviations = &none};
    json_t *header = json_pack("{s:[{s:s, s:s}]}", "implementations", "name", named, "role", "tested");
    json_t *program = json_pack("{s:s, s:s, s:s, s:[]}", "id", "x.y", "case", "x.y", "group", "x", "aliases");
    json_t *result = journal_no_result(OUTCOME_CRASH, "it is a test");
    totals_start(&judging.totals, header);
    summary_start(&judging.summary, &judging.totals);
    const struct job job = {0, 0, false};
    bool good = judging_without_run(&judging, &job, program, result, "it is a test");
    *strange = judging.strange;
    CHECK(judging.totals.unexpected == (good ? 1 : 0));
    summary_free(&judging.summary);
    totals_free(&judging.totals);
    json_decref(header);
    json_decref(program);
    json_decref(result);
    parties_free(&parties);
    return good;
}

int main(void) {
    bool strange;
    CHECK(taken("a", &strange) && !strange);
    CHECK(!taken("b", &strange) && strange);
    return CHECK_DONE();
}
