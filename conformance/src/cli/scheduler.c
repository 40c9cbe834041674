#include "cli/scheduler.h"

#include "actor/clock.h"
#include "cli/patience.h"
#include "journal/line.h"
#include "journal/symbols.h"
#include "judge/blame.h"
#include "judge/text.h"
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum {
    TICK_MS = 250,
    MAX_DEATHS_IN_A_ROW =
        5 /* workers that die one after the other without a single finished job: it makes no sense to go on */
};

enum phase { IDLE, TESTING, ASKING_ORACLE, ASKING_REFERENCE, LEAVING, GONE };

struct slot {
    struct worker *worker;
    bool on_host;
    enum phase phase;
    struct job job;
    json_t *program, *result, *oracle, *reference;
    unsigned attempts, agreeing;
    size_t cast;       /* the most actors that a program of this worker had */
    bool unprivileged; /* there was a program whose actors are others than those with privileges */
    double deadline;   /* on the monotonic clock, in ms: when the worker is given up */
};

struct run {
    const struct schedule *schedule;
    struct slot *slots;
    struct pollfd *polls;
    size_t n_slots;
    size_t next_job[2]; /* of jobs not on_host and on_host: where to look on */
    size_t finished;
    unsigned deaths_in_a_row;
    bool stopping;
    struct schedule_end end;
};

static void forget_job(struct slot *slot) {
    json_decref(slot->program);
    json_decref(slot->result);
    json_decref(slot->oracle);
    json_decref(slot->reference);
    slot->program = slot->result = slot->oracle = slot->reference = NULL;
    slot->attempts = slot->agreeing = 0;
}

static void give_up(struct run *run, const char *format, const char *detail) {
    run->stopping = true;
    if (run->end.failure)
        return;
    struct text text = {0};
    text_printf(&text, format, detail);
    run->end.failure = text_take(&text);
}

static void stop_worker(struct slot *slot) {
    worker_stop(slot->worker);
    slot->worker = NULL;
}

static void start_worker(struct run *run, struct slot *slot) {
    char *error = NULL;
    struct worker_options options = run->schedule->options;
    options.host_network = slot->on_host;
    slot->worker = worker_start(&options, &error);
    slot->phase = slot->worker ? IDLE : GONE;
    slot->cast = 1; /* of a hello */
    slot->unprivileged = false;
    if (!slot->worker)
        give_up(run, "a worker cannot be started: %s", error ? error : "no reason given");
    free(error);
}

static void finish_job(struct run *run, struct slot *slot) {
    struct evidence evidence = {slot->job, slot->program, slot->result, slot->oracle, slot->reference};
    if (!run->schedule->finished(run->schedule->context, &evidence))
        run->stopping = true;
    run->finished++;
    forget_job(slot);
    if (slot->phase != GONE)
        slot->phase = IDLE;
}

/* Ask who plays the present phase. False if the worker does not take it. */
static bool submit(struct run *run, struct slot *slot) {
    const struct schedule *s = run->schedule;
    size_t witness = (size_t)(slot->phase == ASKING_ORACLE ? s->oracle : s->reference);
    const struct casting *cast = &s->columns[slot->job.column];
    size_t cast_size = json_array_size(json_object_get(slot->program, "actors"));
    slot->cast = cast_size > slot->cast ? cast_size : slot->cast;
    slot->unprivileged = slot->unprivileged || json_object_get(slot->program, "privilege");
    slot->deadline = clock_ms() + patience_run(s->options.deadline_scale, slot->program);
    if (slot->phase == TESTING)
        return worker_submit(slot->worker, slot->program, cast->actors, cast->n, slot->job.run) == 0;
    return worker_submit(slot->worker, slot->program, &witness, 1, slot->job.run) == 0;
}

/* Whether a column is played by that implementation alone. */
static bool plays_all(const struct casting *cast, int impl) {
    for (size_t i = 0; i < cast->n; i++)
        if (cast->actors[i] != (size_t)impl)
            return false;
    return true;
}

static bool to_be_asked(const struct run *run, const struct slot *slot, int witness) {
    enum outcome outcome = outcome_of(slot->result);
    return witness != NO_WITNESS && outcome_needs_blame(outcome) && outcome != OUTCOME_ERROR &&
           !plays_all(&run->schedule->columns[slot->job.column], witness);
}

static json_t *died_result(const char *what) {
    struct text text = {0};
    text_printf(&text, "the worker %s", what);
    char *reason = text_take(&text);
    json_t *result = journal_no_result(OUTCOME_ERROR, reason);
    free(reason);
    return result;
}

/* The worker is of no use any more: what it was asked has no answer, and another one takes its place. */
static void worker_lost(struct run *run, struct slot *slot, const char *what) {
    run->end.deaths++;
    stop_worker(slot);
    json_t **missing = slot->phase == TESTING         ? &slot->result
                       : slot->phase == ASKING_ORACLE ? &slot->oracle
                                                      : &slot->reference;
    bool had_job = slot->phase == TESTING || slot->phase == ASKING_ORACLE || slot->phase == ASKING_REFERENCE;
    bool was_leaving = slot->phase == LEAVING;
    slot->phase = GONE;
    if (had_job) {
        json_decref(*missing);
        *missing = died_result(what);
        finish_job(run, slot);
    } else if (was_leaving) {
        json_t *result = died_result(what);
        run->schedule->left_badly(run->schedule->context, result);
        json_decref(result);
        return;
    }
    if (++run->deaths_in_a_row >= MAX_DEATHS_IN_A_ROW)
        give_up(run, "%s", "worker after worker dies without finishing a single run");
    else if (!run->stopping)
        start_worker(run, slot);
}

static void submit_or_lose(struct run *run, struct slot *slot) {
    if (!submit(run, slot))
        worker_lost(run, slot, "died before it took the run");
}

/* After a phase is over: the next one that is needed. */
static void proceed(struct run *run, struct slot *slot) {
    const struct schedule *s = run->schedule;
    if (slot->phase == TESTING && to_be_asked(run, slot, s->oracle)) {
        slot->phase = ASKING_ORACLE;
    } else if (slot->phase != ASKING_REFERENCE && to_be_asked(run, slot, s->reference) && s->reference != s->oracle) {
        slot->phase = ASKING_REFERENCE;
    } else {
        run->deaths_in_a_row = 0;
        finish_job(run, slot);
        return;
    }
    submit_or_lose(run, slot);
}

static void add_count(json_t *reason_of, const struct slot *slot, const json_t *other) {
    struct text text = {0};
    const char *first = json_string_value(json_object_get(slot->result, "signature"));
    const char *later = json_string_value(json_object_get(other, "signature"));
    text_printf(&text, "flaky: %s%s%s %u times, then %s%s%s", outcome_name(outcome_of(slot->result)), first ? ": " : "",
                first ? first : "", slot->agreeing, outcome_name(outcome_of(other)), later ? ": " : "",
                later ? later : "");
    char *reason = text_take(&text);
    json_object_set_new(reason_of, "reason", json_string(reason));
    json_object_set_new(reason_of, "signature", json_string(reason));
    json_object_set_new(reason_of, "outcome", json_string(outcome_name(OUTCOME_FAIL)));
    free(reason);
}

/* One attempt is in. The steps shown are those of the attempt that was otherwise. */
static void attempt_done(struct run *run, struct slot *slot, json_t *result) {
    unsigned repeat = run->schedule->repeat ? run->schedule->repeat : 1;
    slot->attempts++;
    bool agrees = !slot->result || same_ending(slot->result, result);
    if (agrees) {
        slot->agreeing++;
        json_decref(slot->result);
        slot->result = result;
    } else {
        add_count(result, slot, result);
        json_decref(slot->result);
        slot->result = result;
    }
    json_object_set_new(slot->result, "attempts", json_integer(slot->attempts));
    if (agrees && slot->attempts < repeat && outcome_of(result) != OUTCOME_INAPPLICABLE)
        submit_or_lose(run, slot);
    else
        proceed(run, slot);
}

static void left(struct run *run, struct slot *slot, json_t *result) {
    if (outcome_of(result) != OUTCOME_PASS)
        run->schedule->left_badly(run->schedule->context, result);
    json_decref(result);
    stop_worker(slot);
    slot->phase = GONE;
}

static void take_result(struct run *run, struct slot *slot) {
    json_t *result = NULL;
    int got = worker_result(slot->worker, &result);
    if (got == 0)
        return;
    if (got < 0) {
        worker_lost(run, slot, "died while it had this run");
        return;
    }
    if (slot->program)
        symbolic_ending(slot->program, result);
    switch (slot->phase) {
    case TESTING:
        attempt_done(run, slot, result);
        return;
    case ASKING_ORACLE:
        slot->oracle = result;
        proceed(run, slot);
        return;
    case ASKING_REFERENCE:
        slot->reference = result;
        proceed(run, slot);
        return;
    case LEAVING:
        left(run, slot, result);
        return;
    case IDLE:
    case GONE:
        json_decref(result); /* nothing was asked */
        return;
    }
}

/* The next job that such a worker may do; NULL: there is none. */
static const struct job *next_job(struct run *run, bool on_host) {
    const struct schedule *s = run->schedule;
    size_t *next = &run->next_job[on_host];
    while (*next < s->n_jobs && s->jobs[*next].on_host != on_host)
        (*next)++;
    return *next < s->n_jobs ? &s->jobs[(*next)++] : NULL;
}

/* A worker keeps its actors: one for each implementation, place in a cast, and privilege that was asked for. */
static size_t most_actors(const struct schedule *s, const struct slot *slot) {
    return s->options.n_impls * slot->cast * (slot->unprivileged ? 2 : 1);
}

/* Give a free worker its next job, or let it go if there is none. */
static void feed(struct run *run, struct slot *slot) {
    const struct schedule *s = run->schedule;
    const struct job *job = next_job(run, slot->on_host);
    if (!job) {
        slot->phase = LEAVING;
        slot->deadline = clock_ms() + patience_bye(s->options.deadline_scale, most_actors(s, slot));
        if (worker_submit_bye(slot->worker, 0) != 0)
            worker_lost(run, slot, "died before its adapters were asked to leave");
        return;
    }
    slot->job = *job;
    slot->program = s->program(s->context, slot->job.run);
    slot->phase = TESTING;
    submit_or_lose(run, slot);
}

/* Feeding may finish a job at once (a worker that is gone); bounded by the number of jobs and MAX_DEATHS_IN_A_ROW. */
static void feed_all(struct run *run) {
    for (size_t i = 0; i < run->n_slots && !run->stopping; i++)
        while (run->slots[i].phase == IDLE && !run->stopping)
            feed(run, &run->slots[i]);
}

static size_t fill_polls(struct run *run) {
    size_t live = 0;
    for (size_t i = 0; i < run->n_slots; i++) {
        bool in_use = run->slots[i].phase != GONE;
        run->polls[i] = (struct pollfd){.fd = in_use ? worker_fd(run->slots[i].worker) : -1, .events = POLLIN};
        live += in_use;
    }
    return live;
}

static void take_results(struct run *run) {
    for (size_t i = 0; i < run->n_slots && !run->stopping; i++) {
        struct slot *slot = &run->slots[i];
        if (slot->phase == GONE || slot->phase == IDLE)
            continue;
        if (run->polls[i].revents)
            take_result(run, slot);
        else if (clock_ms() > slot->deadline)
            worker_lost(run, slot, "gave no answer and was stopped");
    }
}

static void loop(struct run *run) {
    const struct schedule *s = run->schedule;
    for (;;) {
        if (*s->interrupted)
            run->stopping = true;
        if (run->stopping)
            return;
        feed_all(run);
        if (run->stopping || fill_polls(run) == 0)
            return;
        if (poll(run->polls, run->n_slots, TICK_MS) < 0 && errno != EINTR) {
            give_up(run, "poll: %s", strerror(errno));
            return;
        }
        /* Ctrl-C reaches the adapters, too: what they say now is worth nothing. */
        if (*s->interrupted)
            continue;
        take_results(run);
        s->tick(s->context);
    }
}

struct schedule_end schedule_run(const struct schedule *schedule) {
    bool any_on_host = false;
    for (size_t i = 0; i < schedule->n_jobs; i++)
        any_on_host = any_on_host || schedule->jobs[i].on_host;
    size_t n_slots = schedule->workers + any_on_host;
    struct run run = {.schedule = schedule,
                      .n_slots = n_slots,
                      .slots = calloc(n_slots, sizeof *run.slots),
                      .polls = calloc(n_slots, sizeof *run.polls)};
    if (!run.slots || !run.polls)
        abort();
    for (size_t i = 0; i < run.n_slots; i++) {
        run.slots[i].phase = GONE;
        run.slots[i].on_host = i == schedule->workers;
        if (i == 0 && schedule->first) {
            run.slots[i].worker = schedule->first;
            run.slots[i].phase = IDLE;
            run.slots[i].cast = 1;
        } else if (!run.stopping) {
            start_worker(&run, &run.slots[i]);
        }
    }
    loop(&run);
    for (size_t i = 0; i < run.n_slots; i++) {
        stop_worker(&run.slots[i]);
        forget_job(&run.slots[i]);
    }
    free(run.slots);
    free(run.polls);
    run.end.complete = run.finished == schedule->n_jobs;
    return run.end;
}
