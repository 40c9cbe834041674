#include "cli/commands.h"
#include "cli/open_suite.h"
#include "cli/run.h"
#include "cli/run_header.h"

#include "actor/clock.h"
#include "journal/line.h"
#include "journal/platform.h"
#include "journal/resume.h"
#include "judge/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int say(char *error, int status) {
    fprintf(stderr, "sockspec: %s\n", error);
    free(error);
    return status;
}

size_t run_slot(const struct run *r, size_t column, size_t run) {
    return column * suite_run_count(r->session.suite) + run;
}

/* The recording that may stand for the oracle, and against which the live one is held. */
static int find_recording(struct run *r) {
    const struct run_session *s = &r->session;
    if (s->options.oracle == ORACLE_NONE && !s->options.recording)
        return -1;
    const struct parties *p = &s->lineup.parties;
    char *key = platform_key(s->platform, p->oracle != NO_WITNESS ? p->list[p->oracle].hello : NULL);
    struct text folder = {0};
    text_printf(&folder, "%s/recordings", s->paths.items[DATA_FIXTURES]);
    char *file = s->options.recording ? strdup(s->options.recording) : recording_nearest(folder.data, key),
         *error = NULL;
    text_free(&folder);
    int status = -1;
    if (file) {
        r->has_recording = recording_read(&r->recording, file, &error);
        status = r->has_recording ? -1 : say(error, STATUS_USAGE);
    } else if (s->options.oracle == ORACLE_RECORDED) {
        fputs("sockspec: --oracle recorded: there is no recording; make one with `sockspec record`\n", stderr);
        status = STATUS_HARNESS;
    }
    r->judging.recorded_here = r->has_recording && recording_is_of(r->recording.key, key);
    free(file);
    free(key);
    return status;
}

static void say_oracle(const struct run *r) {
    const struct lineup *l = &r->session.lineup;
    if (r->session.options.quiet)
        return;
    if (!l->no_oracle) {
        const json_t *hello = l->parties.list[l->parties.oracle].hello;
        printf("oracle: live, %s %s\n", json_string_value(json_object_get(hello, "name")),
               json_string_value(json_object_get(hello, "version")));
    } else if (r->has_recording) {
        printf("oracle: recorded on %s (%s)\n", r->recording.key, l->no_oracle);
    } else {
        printf("oracle: none (%s); blame will be unknown\n", l->no_oracle);
    }
}

/* A line that the journal has from before. */
static void keep_line(void *context, const json_t *line) {
    struct run *r = context;
    const char *impl = json_string_value(json_object_get(line, "impl"));
    size_t run = suite_find_run(r->session.suite, json_string_value(json_object_get(line, "id")));
    for (size_t c = 0; c < r->session.lineup.parties.n_columns; c++)
        if (run != SIZE_MAX && strcmp(r->session.lineup.parties.columns[c].name, impl) == 0)
            r->judged[run_slot(r, c, run)] = true;
    judging_count(&r->judging, line);
}

static int open_journal(struct run *r) {
    const struct run_options *options = &r->session.options;
    char *error = NULL;
    if (!options->journal)
        return -1;
    if (options->resume) {
        json_t *kept = NULL;
        r->judging.journal = journal_resume(options->journal, r->header, &kept, keep_line, r, &error);
        if (!r->judging.journal)
            return say(error, STATUS_HARNESS);
        json_decref(kept);
        return -1;
    }
    r->judging.journal = journal_create(options->journal, &error);
    if (!r->judging.journal)
        return say(error, STATUS_HARNESS);
    if (!journal_write(r->judging.journal, r->header))
        return say(strdup(journal_error(r->judging.journal)), STATUS_HARNESS);
    return -1;
}

static int prepare(struct run *r, int argc, char **argv) {
    struct run_session *s = &r->session;
    int status = session_open(s, argc, argv, false);
    if (status < 0)
        status = lineup_settle(&s->lineup, &s->options);
    if (status < 0)
        status = find_recording(r);
    if (status < 0)
        status = lineup_deviations(&s->lineup, &s->options, &s->paths, &r->deviations);
    if (status >= 0)
        return status;
    const struct header_parts parts = {.suite = s->suite,
                                       .choice = &s->choice,
                                       .profile = s->profile,
                                       .lineup = &s->lineup,
                                       .options = &s->options,
                                       .deviations = &r->deviations,
                                       .recording = r->has_recording ? &r->recording : NULL,
                                       .capabilities = s->capabilities,
                                       .platform = s->platform};
    r->header = run_header(&parts);
    r->judged = calloc(s->lineup.parties.n_columns * suite_run_count(s->suite) + 1, sizeof *r->judged);
    r->jobs = calloc(s->lineup.parties.n_columns * s->choice.count + 1, sizeof *r->jobs);
    if (!r->judged || !r->jobs)
        abort();
    struct judging *j = &r->judging;
    j->parties = &s->lineup.parties;
    j->platform = s->platform;
    j->deviations = &r->deviations;
    j->no_oracle = s->lineup.no_oracle;
    j->recording = r->has_recording ? &r->recording : NULL;
    j->shutdown = json_array();
    totals_start(&j->totals, r->header);
    summary_start(&j->summary, &j->totals);
    return open_journal(r);
}

/* The hello that a column failed at; NULL: all its parties answered. */
static const json_t *failure_of(const struct run *r, size_t column) {
    const struct column *c = &r->session.lineup.parties.columns[column];
    for (size_t i = 0; i < c->n; i++)
        if (r->session.lineup.parties.list[c->actors[i]].failure)
            return r->session.lineup.parties.list[c->actors[i]].failure;
    return NULL;
}

/* Most often a mistake in the command: it is said before the runs, and in full. */
static void say_failures(const struct run *r) {
    const struct parties *p = &r->session.lineup.parties;
    for (size_t i = 0; i < p->count; i++) {
        const char *reason = json_string_value(json_object_get(p->list[i].failure, "reason"));
        if (p->list[i].failure)
            fprintf(stderr, "sockspec: %s does not answer: %s; `sockspec check-adapter` says more\n", p->list[i].name,
                    reason ? reason : "it does not say why");
    }
}

/* What an adapter that does not even say hello comes to in each of its runs. */
static json_t *result_of_failure(const json_t *failure) {
    const char *reason = json_string_value(json_object_get(failure, "reason"));
    json_t *result = journal_no_result(outcome_of(failure), reason ? reason : "no answer to hello");
    static const char *const members[] = {"signature", "stderr"};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (json_object_get(failure, members[i]))
            json_object_set(result, members[i], json_object_get(failure, members[i]));
    return result;
}

/* Jobs in the order of the choice, the columns side by side. What cannot be run at all is judged at once. */
static bool make_jobs(struct run *r) {
    const struct choice *choice = &r->session.choice;
    bool good = true;
    for (size_t i = 0; good && i < choice->count; i++) {
        bool on_host = session_on_host(&r->session, choice->runs[i]);
        for (size_t c = 0; good && c < r->session.lineup.parties.n_columns; c++) {
            struct job job = {choice->runs[i], c, on_host};
            const json_t *failure = failure_of(r, c);
            if (r->judged[run_slot(r, c, job.run)])
                continue;
            if (!failure) {
                r->jobs[r->n_jobs++] = job;
                continue;
            }
            json_t *program = session_program(&r->session, job.run), *result = result_of_failure(failure);
            good = judging_without_run(&r->judging, &job, program, result, "the adapter never said hello");
            r->judged[run_slot(r, c, job.run)] = true;
            json_decref(program);
            json_decref(result);
        }
    }
    return good;
}

static bool finished(void *context, const struct evidence *evidence) {
    struct run *r = context;
    bool good = judging_finished(&r->judging, evidence);
    if (good)
        r->judged[run_slot(r, evidence->job.column, evidence->job.run)] = true;
    return good;
}

static void left_badly(void *context, const json_t *result) {
    struct run *r = context;
    json_t *kept = json_object();
    static const char *const members[] = {"outcome", "reason", "signature", "stderr"};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        json_t *value = json_object_get(result, members[i]);
        json_object_set_new(kept, members[i], value ? json_incref(value) : json_null());
    }
    json_array_append_new(r->judging.shutdown, kept);
}

static void tick(void *context) {
    struct run *r = context;
    progress_tick(&r->judging.progress);
}

static struct schedule_end make_runs(struct run *r) {
    struct run_session *s = &r->session;
    const struct parties *p = &s->lineup.parties;
    struct casting *columns = calloc(p->n_columns + 1, sizeof *columns);
    if (!columns)
        abort();
    for (size_t c = 0; c < p->n_columns; c++)
        columns[c] = (struct casting){p->columns[c].actors, p->columns[c].n};
    const struct schedule schedule = {
        .jobs = r->jobs,
        .n_jobs = r->n_jobs,
        .columns = columns,
        .oracle = p->oracle,
        .reference = p->reference,
        .repeat = s->options.repeat,
        .workers = s->options.jobs < r->n_jobs ? s->options.jobs
                   : r->n_jobs                 ? r->n_jobs
                                               : 1,
        .options = session_worker_options(s),
        .first = s->first,
        .context = r,
        .program = session_program,
        .finished = finished,
        .left_badly = left_badly,
        .tick = tick,
        .interrupted = s->interrupted,
    };
    s->first = NULL; /* the schedule stops it */
    struct schedule_end end = schedule_run(&schedule);
    free(columns);
    return end;
}

static void release(struct run *r) {
    struct judging *j = &r->judging;
    char *ignored = NULL;
    (void)journal_close(j->journal, &ignored);
    free(ignored);
    if (r->header) {
        summary_free(&j->summary);
        totals_free(&j->totals);
    }
    json_decref(j->shutdown);
    json_decref(r->header);
    free(r->judged);
    free(r->jobs);
    deviations_free(&r->deviations);
    if (r->has_recording)
        recording_free(&r->recording);
    session_close(&r->session);
}

int cmd_run(int argc, char **argv) {
    struct run run = {.started = clock_ms()};
    int status = prepare(&run, argc, argv);
    if (status < 0) {
        const struct choice *choice = &run.session.choice;
        struct judging *j = &run.judging;
        say_oracle(&run);
        say_failures(&run);
        size_t total = choice->count * run.session.lineup.parties.n_columns, done = 0;
        for (size_t c = 0; c < j->totals.n; c++)
            done += outcome_counts_sum(&j->totals.counts[c]);
        progress_start(&j->progress, run.session.options.quiet ? NULL : stdout, total, done);
        struct schedule_end end = {.complete = false};
        if (make_jobs(&run))
            end = make_runs(&run);
        status = run_conclude(&run, &end);
    }
    release(&run);
    return status;
}
