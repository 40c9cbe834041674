#include "cli/commands.h"
#include "cli/open_suite.h"
#include "cli/progress.h"
#include "cli/run_header.h"
#include "cli/run_session.h"

#include "journal/platform.h"
#include "journal/recording.h"
#include "journal/write.h"
#include "judge/text.h"
#include "judge/verdict.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct recorder {
    struct run_session session;
    json_t **lines; /* by run of the suite */
    struct outcome_counts counts;
    struct progress progress;
};

static bool finished(void *context, const struct evidence *e) {
    struct recorder *r = context;
    r->counts.of[outcome_of(e->result)]++;
    r->lines[e->job.run] = recording_line(e->program, e->result);
    progress_add(&r->progress, r->lines[e->job.run]);
    return true;
}

static void left_badly(void *context, const json_t *result) {
    (void)context;
    const char *reason = json_string_value(json_object_get(result, "reason"));
    fprintf(stderr, "sockspec: at the end, the adapter did not leave in an orderly way: %s\n",
            reason ? reason : "no reason given");
}

static void tick(void *context) {
    struct recorder *r = context;
    progress_tick(&r->progress);
}

static struct schedule_end make_runs(struct recorder *r) {
    struct run_session *s = &r->session;
    const size_t actor = 0;
    const struct casting column = {&actor, 1};
    struct job *jobs = calloc(s->choice.count + 1, sizeof *jobs);
    if (!jobs)
        abort();
    for (size_t i = 0; i < s->choice.count; i++)
        jobs[i] = (struct job){s->choice.runs[i], 0, session_on_host(s, s->choice.runs[i])};
    const struct schedule schedule = {
        .jobs = jobs,
        .n_jobs = s->choice.count,
        .columns = &column,
        .oracle = NO_WITNESS,
        .reference = NO_WITNESS,
        .workers = s->options.jobs < s->choice.count ? s->options.jobs : s->choice.count,
        .options = session_worker_options(s),
        .first = s->first,
        .context = r,
        .program = session_program,
        .finished = finished,
        .left_badly = left_badly,
        .tick = tick,
        .interrupted = s->interrupted,
    };
    s->first = NULL;
    struct schedule_end end = schedule_run(&schedule);
    free(jobs);
    return end;
}

/* Make a folder and those above it. */
static bool make_folders(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
        *slash = '/';
        if (!made)
            return false;
    }
    return true;
}

static int cannot(const char *path, const char *what) {
    fprintf(stderr, "sockspec: %s: the recording cannot be %s: %s\n", path, what, strerror(errno));
    return STATUS_HARNESS;
}

/* Written beside the old one, which it then replaces. */
static int write_recording(const struct recorder *r, const char *path, const char *key, const char *name) {
    struct text beside = {0};
    text_printf(&beside, "%s.new", path);
    char digest[24], *error = NULL;
    run_suite_digest(r->session.suite, digest);
    struct journal *file = journal_create(beside.data, &error);
    json_t *header = recording_header(key, digest, r->session.lineup.parties.list[0].hello);
    bool good = file && journal_write(file, header);
    for (size_t i = 0; good && i < suite_run_count(r->session.suite); i++)
        if (r->lines[i])
            good = journal_write(file, r->lines[i]);
    if (file && !good)
        error = strdup(journal_error(file));
    good = journal_close(file, good ? &error : &(char *){NULL}) && good;
    json_decref(header);
    int status = good ? STATUS_EXPECTED : STATUS_HARNESS;
    if (!good)
        fprintf(stderr, "sockspec: %s\n", error ? error : "the recording cannot be written");
    else if (rename(beside.data, path) != 0)
        status = cannot(path, "put in place");
    else
        printf("recorded %s on %s: %s, %zu runs\n", name, key, path, r->session.choice.count);
    if (status != STATUS_EXPECTED)
        (void)unlink(beside.data);
    free(error);
    text_free(&beside);
    return status;
}

static char *path_of(const struct run_session *s, const char *key, const char *name) {
    struct text path = {0};
    if (s->options.out)
        text_puts(&path, s->options.out);
    else
        text_printf(&path, "%s/recordings", s->paths.items[DATA_FIXTURES]);
    text_printf(&path, "/%s/%s.jsonl", key, name && !strchr(name, '/') ? name : "unknown");
    return text_take(&path);
}

/* How many runs of the suite `old` has, also by a former id, that are not chosen. */
static size_t left_out_of(const struct run_session *s, const struct recording *old) {
    size_t count = suite_run_count(s->suite), left_out = 0;
    bool *chosen = calloc(count + 1, sizeof *chosen);
    if (!chosen)
        abort();
    for (size_t i = 0; i < s->choice.count; i++)
        chosen[s->choice.runs[i]] = true;
    for (size_t i = 0; i < count; i++) {
        if (chosen[i])
            continue;
        json_t *program = suite_program(s->suite, i);
        left_out += recording_of(old, program) != NULL;
        json_decref(program);
    }
    free(chosen);
    return left_out;
}

/* A selection must not replace a recording of more; runs that the suite no longer has may go. */
static bool loses_nothing(const struct run_session *s, const char *path) {
    if (s->choice.count == suite_run_count(s->suite) || (access(path, F_OK) != 0 && errno == ENOENT))
        return true;
    static const char otherwise[] = "record without a selection, or in another folder with --out DIR";
    struct recording old;
    char *error = NULL;
    if (!recording_read(&old, path, &error)) {
        fprintf(stderr, "sockspec: %s: what it holds could be lost: %s\n", error, otherwise);
        free(error);
        return false;
    }
    size_t left_out = left_out_of(s, &old);
    recording_free(&old);
    if (left_out)
        fprintf(stderr, "sockspec: %s: holds %zu runs that the selection leaves out, and that would be lost: %s\n",
                path, left_out, otherwise);
    return left_out == 0;
}

static int make_recording(struct recorder *r, char *path, const char *key, const char *name) {
    if (!loses_nothing(&r->session, path))
        return STATUS_USAGE;
    progress_start(&r->progress, r->session.options.quiet ? NULL : stdout, r->session.choice.count, 0);
    struct schedule_end end = make_runs(r);
    progress_end(&r->progress);
    bool sound = end.complete && !end.failure && !end.deaths && !r->counts.of[OUTCOME_ERROR];
    if (!sound)
        fprintf(stderr, "sockspec: nothing was recorded: %s\n",
                end.failure    ? end.failure
                : end.complete ? "the harness could not do its part in some runs"
                               : "the run was interrupted");
    free(end.failure);
    if (!sound)
        return STATUS_HARNESS;
    return make_folders(path) ? write_recording(r, path, key, name) : cannot(path, "written");
}

static int record(struct recorder *r) {
    const struct party *party = &r->session.lineup.parties.list[0];
    if (!party->hello) {
        const char *reason = json_string_value(json_object_get(party->failure, "reason"));
        fprintf(stderr, "sockspec: nothing to record: %s does not answer: %s\n", party->command,
                reason ? reason : "no reason given");
        return STATUS_HARNESS;
    }
    r->lines = calloc(suite_run_count(r->session.suite) + 1, sizeof *r->lines);
    if (!r->lines)
        abort();
    const char *name = json_string_value(json_object_get(party->hello, "name"));
    char *key = platform_key(r->session.platform, party->hello), *path = path_of(&r->session, key, name);
    int status = make_recording(r, path, key, name);
    free(path);
    free(key);
    for (size_t i = 0; i < suite_run_count(r->session.suite); i++)
        json_decref(r->lines[i]);
    free(r->lines);
    return status;
}

int cmd_record(int argc, char **argv) {
    struct recorder recorder = {.lines = NULL};
    int status = session_open(&recorder.session, argc, argv, true);
    if (status < 0) {
        status = record(&recorder);
        int said = finish_output();
        status = status == STATUS_EXPECTED ? said : status;
    }
    session_close(&recorder.session);
    return status;
}
