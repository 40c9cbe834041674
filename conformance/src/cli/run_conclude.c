#include "cli/run.h"

#include "actor/clock.h"
#include "cli/commands.h"
#include "cli/open_suite.h"
#include "cli/terminal.h"
#include "journal/line.h"
#include "judge/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nothing disappears: what was not reached has its line, too. */
static bool write_not_run(struct run *r, const struct schedule_end *end, bool interrupted) {
    const struct choice *choice = &r->session.choice;
    struct text why = {0};
    text_puts(&why, interrupted ? "interrupted before its turn" : "the harness gave up before its turn");
    if (!interrupted && end->failure)
        text_printf(&why, ": %s", end->failure);
    json_t *result = journal_no_result(OUTCOME_NOT_RUN, why.data);
    text_free(&why);
    bool good = true;
    for (size_t i = 0; good && i < choice->count; i++) {
        for (size_t c = 0; good && c < r->session.lineup.parties.n_columns; c++) {
            struct job job = {.run = choice->runs[i], .column = c};
            if (r->judged[run_slot(r, c, job.run)])
                continue;
            json_t *program = session_program(&r->session, job.run);
            good = judging_without_run(&r->judging, &job, program, result, "it was not run");
            json_decref(program);
        }
    }
    json_decref(result);
    return good;
}

/* What deviations are matched with, without compiling a program. */
static json_t *names_of_run(void *context, size_t index) {
    struct run *r = context;
    const struct suite_run *run = suite_run(r->session.suite, index);
    struct facts facts;
    suite_facts(r->session.suite, run->case_index, &facts);
    json_t *names = json_pack("{s:s, s:s, s:O}", "id", run->id, "case",
                              suite_case(r->session.suite, run->case_index)->id, "aliases", facts.aliases);
    facts_free(&facts);
    return names;
}

static void print_unmatched(const json_t *unmatched) {
    size_t i;
    const json_t *entry;
    json_array_foreach(unmatched, i, entry) printf("%s:%d: deviation %s matches no run of the suite: take it out\n",
                                                   json_string_value(json_object_get(entry, "file")),
                                                   (int)json_integer_value(json_object_get(entry, "line")),
                                                   json_string_value(json_object_get(entry, "pattern")));
}

static int status_of(const struct run *r, const json_t *unmatched, bool harness_failed) {
    const struct totals *totals = &r->judging.totals;
    if (harness_failed)
        return STATUS_HARNESS;
    if (totals->unexpected || json_array_size(unmatched) || json_array_size(r->judging.shutdown))
        return STATUS_UNEXPECTED;
    return totals_nothing_applicable(totals) ? STATUS_NOTHING : STATUS_EXPECTED;
}

static json_t *footer_of(const struct run *r, json_t *unmatched, int status, bool interrupted) {
    const struct totals *totals = &r->judging.totals;
    return json_pack("{s:s, s:o, s:I, s:O, s:O, s:f, s:f, s:i, s:b}", "type", "footer", "totals", totals_json(totals),
                     "unexpected", (json_int_t)totals->unexpected, "unmatched_deviations", unmatched, "shutdown",
                     r->judging.shutdown, "wall_ms", clock_ms() - r->started, "cpu_ms", totals->cpu_ms, "exit", status,
                     "interrupted", (int)interrupted);
}

static void print_shutdown(const json_t *shutdown) {
    size_t i;
    const json_t *one;
    json_array_foreach(shutdown, i, one) {
        const char *reason = json_string_value(json_object_get(one, "reason"));
        fputs("at the end, an adapter did not leave in an orderly way: ", stdout);
        print_safely(stdout, reason ? reason : "no reason given", 300);
        fputc('\n', stdout);
    }
}

/* Close the journal and say how it went. `end` is what the scheduler says. */
int run_conclude(struct run *r, struct schedule_end *end) {
    struct judging *j = &r->judging;
    bool lost = j->strange || (j->journal && journal_error(j->journal));
    bool interrupted = *r->session.interrupted != 0 && !end->complete;
    lost = (!lost && !end->complete && !write_not_run(r, end, interrupted)) || lost;
    progress_end(&j->progress);
    json_t *unmatched = judging_unmatched(j, suite_run_count(r->session.suite), names_of_run, r);
    char *mismatch = NULL;
    bool adds_up = lost || totals_check(&j->totals, r->header, j->parties->n_columns, &mismatch);
    int status = status_of(r, unmatched, lost || !end->complete || end->deaths || end->failure || !adds_up);
    json_t *footer = footer_of(r, unmatched, status, interrupted);
    lost = lost || (j->journal && !journal_write(j->journal, footer));
    if (!r->session.options.quiet) {
        summary_print_groups(&j->summary, stdout);
        summary_print_unexpected(&j->summary, r->session.options.journal, stdout);
    }
    print_unmatched(unmatched);
    print_shutdown(j->shutdown);
    summary_print_totals(&j->summary, footer, stdout);
    bool said = finish_output() == STATUS_EXPECTED;
    if (interrupted)
        fputs(j->journal ? "sockspec: interrupted; --resume goes on with the journal\n"
                         : "sockspec: interrupted; with --journal FILE a run can be resumed\n",
              stderr);
    if (end->failure)
        fprintf(stderr, "sockspec: %s\n", end->failure);
    if (end->deaths)
        fprintf(stderr, "sockspec: %lu worker%s died; what was run there is an error of the harness\n", end->deaths,
                end->deaths == 1 ? "" : "s");
    if (mismatch)
        fprintf(stderr, "sockspec: the totals do not add up: %s\n", mismatch);
    if (lost)
        fprintf(stderr, "sockspec: %s\n",
                j->strange ? "a run has an implementation that the header does not name" : journal_error(j->journal));
    char *error = NULL;
    bool closed = journal_close(j->journal, &error);
    if (!closed)
        fprintf(stderr, "sockspec: %s\n", error);
    j->journal = NULL;
    free(error);
    free(mismatch);
    free(end->failure);
    json_decref(unmatched);
    json_decref(footer);
    return lost || !closed || !said ? STATUS_HARNESS : status;
}
