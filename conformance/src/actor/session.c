#include "actor/session.h"

#include "actor/casting.h"
#include "actor/clock.h"
#include "actor/curtain.h"
#include "actor/play.h"
#include "actor/remove_tree.h"
#include "judge/condition.h"
#include "judge/render.h"
#include "judge/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* {"runtime":"tmp"} and "token": made when they are first asked for. */
static json_t *runtime(void *context, const char *name) {
    struct play *play = context;
    char text[256];
    if (strcmp(name, "tmp") == 0) {
        if (play->tmp == NULL) {
            snprintf(text, sizeof text, "%s/t", play->options->directory);
            play->tmp = mkdir(text, 0700) == 0 ? json_string(text) : NULL;
        }
        return json_incref(play->tmp);
    }
    if (strcmp(name, "token") == 0) {
        if (play->token == NULL) {
            snprintf(text, sizeof text, "%s-%llu", play->options->token, (unsigned long long)play->crew->job);
            play->token = json_string(text);
        }
        return json_incref(play->token);
    }
    return NULL;
}

struct scope play_scope(struct play *play, const struct actor *actor) {
    bool typed = actor != NULL && actor->typed;
    for (size_t i = 0; actor == NULL && i < play->n_cast; i++) {
        typed = typed || play->cast[i]->typed;
    }
    const json_t *hello = actor != NULL ? actor->hello : play->cast[0]->hello;
    return (struct scope){.vars = play->vars, .hello = hello, .typed = typed, .runtime = runtime, .context = play};
}

struct actor *play_actor(struct play *play, const json_t *step) {
    const char *name = json_string_value(json_object_get(step, "actor"));
    for (size_t i = 0; name != NULL && i < play->n_cast; i++) {
        if (strcmp(play->cast[i]->name, name) == 0) {
            if (play->cast[i]->killed) {
                trouble_set(&play->trouble, OUTCOME_ERROR, NULL, "the actor %s was killed", name);
                return NULL;
            }
            return play->cast[i];
        }
    }
    trouble_set(&play->trouble, OUTCOME_ERROR, NULL, "no such actor: %s", name != NULL ? name : "(none)");
    return NULL;
}

static void show(struct play *play, const char *key, char *text) {
    json_object_set_new_nocheck(play->shown, key, value_new_text((const unsigned char *)text, strlen(text)));
    free(text);
}

void play_observed(struct play *play, char *text) {
    show(play, "observed", text);
}

void play_wanted(struct play *play, char *text) {
    show(play, "wanted", text);
}

int play_eval_trouble(struct play *play, const struct eval_error *error) {
    enum outcome outcome = error->fault == EVAL_NO_CONST   ? OUTCOME_UNSUPPORTED
                           : error->fault == EVAL_NO_VALUE ? OUTCOME_FAIL
                                                           : OUTCOME_ERROR;
    const char *lead = outcome == OUTCOME_UNSUPPORTED ? "unsupported: " : "";
    return trouble_set(&play->trouble, outcome, NULL, "%s%s", lead, error->text);
}

static int do_step(struct play *play, const json_t *step) {
    static const struct {
        const char *name;
        int (*run)(struct play *, const json_t *);
    } kinds[] = {{"call", step_call}, {"end", step_end},       {"blocked", step_blocked}, {"check", step_check},
                 {"let", step_let},   {"signal", step_signal}, {"kill", step_kill},       {"fault", step_fault}};
    const char *what = json_string_value(json_object_get(step, "do"));
    for (size_t i = 0; what != NULL && i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(what, kinds[i].name) == 0) {
            return kinds[i].run(play, step);
        }
    }
    return trouble_set(&play->trouble, OUTCOME_ERROR, NULL, "no such step: %s", what != NULL ? what : "(none)");
}

/* Run the steps up to the first that fails; what they show gets the members of the program on the other side, in
 * worker_result(). The number of that step, counted from 1; 0 if all went well. */
static size_t run_steps(struct play *play) {
    const json_t *steps = json_object_get(play->program, "steps");
    for (size_t i = 0; i < json_array_size(steps); i++) {
        const json_t *step = json_array_get(steps, i);
        play->shown = json_object();
        json_array_append_new(play->steps, play->shown);
        if (do_step(play, step) < 0) {
            if (play->trouble.outcome == OUTCOME_CRASH || play->trouble.outcome == OUTCOME_HANG) {
                play_observed(play, strdup(play->trouble.signature));
            } else if (json_object_get(play->shown, "observed") == NULL) {
                play_observed(play, strdup(play->trouble.reason));
            }
            trouble_prefix(&play->trouble, "step %zu: ", i + 1);
            return i + 1;
        }
    }
    return 0;
}

/* A need of `fault` is met by the adapter's own operation or by strace. */
json_t *session_capabilities(const struct crew *crew, const json_t *hello) {
    json_t *all = json_copy(crew->capabilities);
    const json_t *operations = json_object_get(hello, "operations");
    bool own = false;
    for (size_t i = 0; i < json_array_size(operations); i++) {
        own = own || strcmp(json_string_value(json_array_get(operations, i)), "sys.fault") == 0;
    }
    json_object_set_new(all, "fault",
                        own ? json_pack("{s:b}", "available", 1) : json_incref(json_object_get(all, "strace")));
    json_object_set_new(all, "threads",
                        json_is_true(json_object_get(hello, "threads"))
                            ? json_pack("{s:b}", "available", 1)
                            : json_pack("{s:b,s:s}", "available", 0, "reason", "the adapter has no threads"));
    return all;
}

static bool applicable(struct play *play) {
    const json_t *conditions = json_object_get(play->program, "conditions");
    for (size_t i = 0; json_array_size(conditions) > 0 && i < play->n_cast; i++) {
        char *reason = NULL;
        json_t *capabilities = session_capabilities(play->crew, play->cast[i]->hello);
        bool ok = conditions_hold(conditions, play->cast[i]->hello, capabilities, play->options->kernel, &reason);
        json_decref(capabilities);
        if (!ok) {
            trouble_set(&play->trouble, OUTCOME_INAPPLICABLE, NULL, "%s", reason);
            free(reason);
            return false;
        }
    }
    return true;
}

/* Read the parts from the program. */
static int read_parts(struct play *play, const json_t *impl_of_actor, struct part parts[CAST_LIMIT]) {
    const json_t *names = json_object_get(play->program, "actors");
    const char *privilege = json_string_value(json_object_get(play->program, "privilege"));
    size_t n = json_array_size(names), given = json_array_size(impl_of_actor);
    if (n == 0 || n > CAST_LIMIT) {
        return trouble_set(&play->trouble, OUTCOME_ERROR, NULL, "a program has 1 to %d actors, not %zu", CAST_LIMIT, n);
    }
    for (size_t i = 0; i < n; i++) {
        json_int_t index = given > 0 ? json_integer_value(json_array_get(impl_of_actor, i < given ? i : given - 1)) : 0;
        parts[i].name = json_string_value(json_array_get(names, i));
        parts[i].implementation = (size_t)index;
        parts[i].unprivileged = privilege != NULL && strcmp(privilege, "none") == 0;
        if (parts[i].name == NULL || index < 0 || (size_t)index >= play->options->n_implementations) {
            return trouble_set(&play->trouble, OUTCOME_ERROR, NULL, "actor %zu has no name or no implementation",
                               i + 1);
        }
    }
    play->n_cast = n;
    return 0;
}

static json_t *text_or_null(const char *text) {
    return text != NULL ? value_new_text((const unsigned char *)text, strlen(text)) : json_null();
}

static void drop_answers(const json_t *steps) {
    size_t i;
    json_t *step;
    json_array_foreach(steps, i, step) {
        json_object_del(step, "answer");
    }
}

static json_t *result_of(struct play *play, uint64_t job, size_t failed_step, double began, struct curtain *curtain,
                         char *note) {
    enum worker_values values = play->options->values;
    bool keep_values = values == VALUES_ALL || (values == VALUES_OF_FAILURES && failed_step > 0);
    if (!keep_values) {
        drop_answers(play->steps);
    }
    json_t *result = json_pack("{s:I,s:s,s:o,s:o,s:o,s:O,s:f,s:f,s:o,s:i}", "job", (json_int_t)job, "outcome",
                               outcome_name(play->trouble.outcome), "reason", text_or_null(play->trouble.reason),
                               "signature", text_or_null(play->trouble.signature), "failed_step",
                               failed_step > 0 ? json_integer((json_int_t)failed_step) : json_null(), "steps",
                               play->steps, "ms", clock_ms() - began, "cpu_ms", curtain->cpu_ms, "stderr",
                               text_or_null(curtain->err.data), "attempts", 1);
    if (note != NULL) {
        json_object_set_new(result, "note", text_or_null(note));
    }
    if (keep_values) {
        json_t *supplied = json_object();
        json_object_set(supplied, "tmp", play->tmp != NULL ? play->tmp : json_null());
        json_object_set(supplied, "token", play->token != NULL ? play->token : json_null());
        json_object_set_new(result, "runtime", supplied);
    }
    return result;
}

json_t *session_run(struct crew *crew, const struct session_options *options, const json_t *program,
                    const json_t *impl_of_actor, uint64_t job) {
    struct play play = {.crew = crew, .options = options, .program = program};
    struct part parts[CAST_LIMIT];
    struct curtain curtain = {0};
    char *note = NULL;
    const char *level = json_string_value(json_object_get(program, "level"));
    double deadline = json_number_value(json_object_get(program, "deadline_ms")), began = clock_ms();
    size_t failed_step = 0;
    play.level = level != NULL ? level : "must";
    play.deadline_ms = (deadline > 0 ? deadline : 5000) * crew->scale;
    play.vars = json_object();
    play.steps = json_array();
    crew->job = job;
    crew->began_ms = began;
    if (read_parts(&play, impl_of_actor, parts) == 0 &&
        cast_parts(crew, options->implementations, parts, play.n_cast, play.cast, &note, &play.trouble) == 0) {
        if (applicable(&play)) {
            began = clock_ms();
            failed_step = run_steps(&play);
        }
    }
    curtain_fall(crew, &play.trouble, &curtain);
    if (play.tmp != NULL) {
        remove_tree(json_string_value(play.tmp));
    }
    json_t *result = result_of(&play, job, failed_step, began, &curtain, note);
    text_free(&curtain.err);
    trouble_free(&play.trouble);
    json_decref(play.vars);
    json_decref(play.steps);
    json_decref(play.tmp);
    json_decref(play.token);
    free(note);
    return result;
}
