#include "actor/play.h"

#include "actor/clock.h"
#include "judge/expect.h"
#include "judge/render.h"
#include "judge/value.h"

#include <stdlib.h>
#include <string.h>

/* An upper bound of time is meant for the implementation; a busy machine adds this much. */
enum { SLACK_MS = 1000 };

static const char *const marks[][2] = {
    {"sys.rlimit", "its limits were changed"},
    {"sys.on_signal", "it has signal handlers"},
    {"sys.fault", "a fault was staged"},
    {"sys.set_nonblocking", "a descriptor was changed"},
    {"sys.set_cloexec", "a descriptor was changed"},
    {"sethostname", "the host name was changed"},
    {"setdefaulttimeout", "the default timeout was changed"},
};

/* After some operations a reset is not trusted to restore everything. */
static void mark(struct actor *actor, const char *operation) {
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (strcmp(operation, marks[i][0]) == 0) {
            actor->dirty = marks[i][1];
        }
    }
}

static json_t *evaluate_kwargs(const json_t *kwargs, const struct scope *scope, struct eval_error *error) {
    json_t *values = json_object();
    const char *name;
    json_t *term;
    json_object_foreach((json_t *)(uintptr_t)kwargs, name, term) {
        json_t *value = eval(term, scope, error);
        if (value == NULL) {
            json_decref(values);
            return NULL;
        }
        json_object_set_new_nocheck(values, name, value);
    }
    return values;
}

static int hang(struct play *play, const char *what) {
    return trouble_set(&play->trouble, OUTCOME_HANG, "hang", "%s within %.0f ms", what, play->deadline_ms);
}

/* An adapter that lacks something: expected of a typed language where a value of a wrong type is passed. */
static int unsupported(struct play *play, const struct actor *actor, const json_t *answer) {
    const char *reason = json_string_value(json_object_get(answer, "unsupported"));
    const json_t *tags = json_object_get(play->program, "tags");
    for (size_t i = 0; actor->typed && i < json_array_size(tags); i++) {
        const char *tag = json_string_value(json_array_get(tags, i));
        if (tag != NULL && strcmp(tag, "typed") == 0) {
            return trouble_set(&play->trouble, OUTCOME_INAPPLICABLE, NULL, "values: typed: %s", reason);
        }
    }
    struct text safe = {0};
    render_safe(&safe, reason, strlen(reason), false);
    trouble_set(&play->trouble, OUTCOME_UNSUPPORTED, NULL, "unsupported: %s", safe.length > 0 ? safe.data : "");
    text_free(&safe);
    return -1;
}

static void bind_one(struct play *play, const char *name, json_t *value) {
    if (strcmp(name, "_") != 0) {
        json_object_set_nocheck(play->vars, name, value);
    }
}

/* Give the names of `bind` to the result. */
static int bind_result(struct play *play, const json_t *bind, json_t *result) {
    if (json_is_string(bind)) {
        bind_one(play, json_string_value(bind), result);
        return 0;
    }
    if (!json_is_array(bind)) {
        return 0;
    }
    const json_t *members = value_members(result);
    if (members == NULL || json_array_size(members) != json_array_size(bind)) {
        struct text wanted = {0};
        text_printf(&wanted, "-> %zu values", json_array_size(bind));
        play_wanted(play, text_take(&wanted));
        char *seen = render(result);
        struct text signature = {0};
        text_printf(&signature, "returned %s", seen);
        trouble_set(&play->trouble, OUTCOME_FAIL, signature.data, "returned %s where %zu values are wanted", seen,
                    json_array_size(bind));
        text_free(&signature);
        free(seen);
        return -1;
    }
    for (size_t i = 0; i < json_array_size(bind); i++) {
        bind_one(play, json_string_value(json_array_get(bind, i)), json_array_get(members, i));
    }
    return 0;
}

static void show_warnings(struct play *play, const json_t *warnings) {
    json_t *list = json_array();
    for (size_t i = 0; i < json_array_size(warnings); i++) {
        const json_t *warning = json_array_get(warnings, i);
        const char *class = json_string_value(json_object_get(warning, "class"));
        const char *text = json_string_value(json_object_get(warning, "text"));
        struct text shown = {0};
        render_safe(&shown, class, strlen(class), false);
        text_puts(&shown, ": ");
        render_safe(&shown, text != NULL ? text : "", text != NULL ? strnlen(text, 200) : 0, false);
        json_array_append_new(list, value_new_text((const unsigned char *)shown.data, shown.length));
        text_free(&shown);
    }
    json_object_set_new_nocheck(play->shown, "warnings", list);
}

/* For recordings: the answer without what differs from run to run by its nature. */
static void show_answer(struct play *play, const json_t *answer) {
    static const char *const keys[] = {"ok", "raised"};
    for (size_t i = 0; i < 2; i++) {
        json_t *part = json_object_get(answer, keys[i]);
        if (part != NULL) {
            json_t *shown = json_object();
            json_object_set_nocheck(shown, keys[i], part);
            json_object_set_new_nocheck(play->shown, "answer", shown);
        }
    }
}

static int judge(struct play *play, const json_t *expect, const json_t *answer, const struct scope *scope) {
    struct expect_rules rules = {play->level, SLACK_MS * play->crew->scale};
    struct text more = {0}, signature = {0};
    struct eval_error error = {EVAL_OK, ""};
    enum expect_result result = expect_check(expect, answer, scope, &rules, &more, &signature, &error);
    char *observed = render_answer(answer);
    if (more.length > 0) {
        struct text whole = {0};
        text_printf(&whole, "%s%s", observed, more.data);
        free(observed);
        observed = text_take(&whole);
    }
    int status = 0;
    if (result == EXPECT_ERROR) {
        status = play_eval_trouble(play, &error);
    } else if (result == EXPECT_FAILED) {
        char *wanted = render_expect(expect);
        status = trouble_set(&play->trouble, OUTCOME_FAIL, signature.data, "wanted %s, observed %s", wanted, observed);
        play_wanted(play, wanted);
    }
    play_observed(play, observed);
    text_free(&more);
    text_free(&signature);
    return status;
}

/* The call has been answered: judge it, and bind its result. */
static int conclude(struct play *play, struct actor *actor, struct pending *pending, const json_t *expect) {
    json_t *answer = json_incref(pending->answer);
    const json_t *bind = json_object_get(pending->step, "bind");
    actor_forget(actor, pending);
    int result;
    if (json_object_get(answer, "unsupported") != NULL) {
        play_observed(play, render_answer(answer));
        result = unsupported(play, actor, answer);
    } else {
        struct scope scope = play_scope(play, actor);
        if (json_array_size(json_object_get(answer, "warnings")) > 0) {
            show_warnings(play, json_object_get(answer, "warnings"));
        }
        if (play->options->values) {
            show_answer(play, answer);
        }
        result = judge(play, expect, answer, &scope);
        json_t *ok = json_object_get(answer, "ok");
        if (result == 0 && ok != NULL) {
            result = bind_result(play, bind, ok);
        }
    }
    json_decref(answer);
    return result;
}

int step_call(struct play *play, const json_t *step) {
    struct actor *actor = play_actor(play, step);
    if (actor == NULL) {
        return -1;
    }
    struct scope scope = play_scope(play, actor);
    struct eval_error error = {EVAL_OK, ""};
    const json_t *none = json_object_get(step, "args");
    json_t *empty = none == NULL ? json_array() : NULL;
    json_t *args = eval(none != NULL ? none : empty, &scope, &error), *kwargs = NULL;
    const json_t *terms = json_object_get(step, "kwargs");
    if (args != NULL && json_object_size(terms) > 0) {
        kwargs = evaluate_kwargs(terms, &scope, &error);
    }
    json_decref(empty);
    if (error.fault != EVAL_OK) {
        json_decref(args);
        return play_eval_trouble(play, &error);
    }
    bool begin = json_is_true(json_object_get(step, "begin"));
    double deadline = clock_ms() + play->deadline_ms;
    mark(actor, json_string_value(json_object_get(step, "op")));
    struct pending *pending = actor_call(play->crew, actor, step, args, kwargs, deadline, &play->trouble);
    json_decref(args);
    json_decref(kwargs);
    int result = pending != NULL ? actor_wait(play->crew, actor, pending, begin, deadline, &play->trouble) : -1;
    if (result <= 0) {
        return result < 0 ? -1 : hang(play, begin ? "the call was not entered" : "no answer");
    }
    if (!begin) {
        return conclude(play, actor, pending, json_object_get(step, "expect"));
    }
    if (json_object_get(pending->answer, "unsupported") != NULL) {
        return conclude(play, actor, pending, NULL);
    }
    play_observed(play, strdup("(begun)"));
    return 0;
}

int step_end(struct play *play, const json_t *step) {
    struct actor *actor = play_actor(play, step);
    if (actor == NULL) {
        return -1;
    }
    struct pending *pending = actor_pending_on(actor, (int)json_integer_value(json_object_get(step, "lane")));
    if (pending == NULL) {
        return trouble_set(&play->trouble, OUTCOME_ERROR, NULL, "no call is pending there");
    }
    int result = actor_wait(play->crew, actor, pending, false, clock_ms() + play->deadline_ms, &play->trouble);
    if (result <= 0) {
        return result < 0 ? -1 : hang(play, "no answer");
    }
    return conclude(play, actor, pending, json_object_get(step, "expect"));
}
