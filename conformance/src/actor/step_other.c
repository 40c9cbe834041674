#include "actor/play.h"

#include "actor/clock.h"
#include "judge/expect.h"
#include "judge/match.h"
#include "judge/render.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* A call that sleeps has to go on doing so for a while: ten times what this adapter needs for an answer, within bounds.
 */
enum { BLOCKED_MIN_MS = 20, BLOCKED_MAX_MS = 100, BLOCKED_ROUND_TRIPS = 10 };

static double patience_ms(const struct actor *actor) {
    double ms = actor->round_trip_ms * BLOCKED_ROUND_TRIPS;
    return ms < BLOCKED_MIN_MS ? BLOCKED_MIN_MS : ms > BLOCKED_MAX_MS ? BLOCKED_MAX_MS : ms;
}

static int not_blocked(struct play *play, char *observed, const char *signature) {
    play_wanted(play, strdup("blocked"));
    trouble_set(&play->trouble, OUTCOME_FAIL, signature, "wanted blocked, observed %s", observed);
    play_observed(play, observed);
    return -1;
}

int step_blocked(struct play *play, const json_t *step) {
    struct actor *actor = play_actor(play, step);
    if (actor == NULL) {
        return -1;
    }
    int lane = (int)json_integer_value(json_object_get(step, "lane"));
    struct pending *pending = actor_pending_on(actor, lane);
    if (pending == NULL) {
        return trouble_set(&play->trouble, OUTCOME_ERROR, NULL, "no call is pending there");
    }
    int answered = actor_wait(play->crew, actor, pending, false, clock_ms() + patience_ms(actor), &play->trouble);
    if (answered < 0) {
        return -1;
    }
    char state = '?';
    /* It may be on its way to sleep on a busy machine; one that never sleeps runs into the deadline. */
    for (double deadline = clock_ms() + play->deadline_ms; answered == 0 && clock_ms() < deadline;) {
        if (census_asleep(actor->pid, lane == 0, &state)) {
            play_observed(play, strdup("blocked"));
            return 0;
        }
        answered = actor_wait(play->crew, actor, pending, false, clock_ms() + 5, &play->trouble);
        if (answered < 0) {
            return -1;
        }
    }
    if (answered > 0) {
        char *signature = render_outcome(pending->answer);
        int result = not_blocked(play, render_answer(pending->answer), signature);
        free(signature);
        return result;
    }
    struct text seen = {0};
    text_printf(&seen, "not asleep (state %c)", state);
    return not_blocked(play, text_take(&seen), "not asleep");
}

static int value_of(struct play *play, const json_t *step, json_t **value) {
    struct scope scope = play_scope(play, NULL);
    struct eval_error error = {EVAL_OK, ""};
    *value = eval(json_object_get(step, "value"), &scope, &error);
    if (*value == NULL) {
        return play_eval_trouble(play, &error);
    }
    play_observed(play, render(*value));
    if (play->options->values) {
        json_object_set_new_nocheck(play->shown, "answer", json_pack("{s:O}", "ok", *value));
    }
    return 0;
}

int step_let(struct play *play, const json_t *step) {
    json_t *value;
    const char *name = json_string_value(json_object_get(step, "bind"));
    if (value_of(play, step, &value) < 0) {
        return -1;
    }
    if (name != NULL) {
        json_object_set_nocheck(play->vars, name, value);
    }
    json_decref(value);
    return 0;
}

int step_check(struct play *play, const json_t *step) {
    json_t *value;
    const json_t *expect = json_object_get(step, "expect"), *pattern = json_object_get(expect, "value");
    if (pattern == NULL) {
        return trouble_set(&play->trouble, OUTCOME_ERROR, NULL,
                           "a check without the pattern that its value has to match");
    }
    if (value_of(play, step, &value) < 0) {
        return -1;
    }
    struct scope scope = play_scope(play, NULL);
    struct eval_error error = {EVAL_OK, ""};
    enum match result = match(pattern, value, &scope, &error);
    int status = 0;
    if (result == MATCH_ERROR) {
        status = play_eval_trouble(play, &error);
    } else if (result == MATCH_NO) {
        char *wanted = render_expect(expect), *observed = render(value);
        struct text signature = {0};
        text_printf(&signature, "is %s", observed);
        status = trouble_set(&play->trouble, OUTCOME_FAIL, signature.data, "wanted %s, observed %s", wanted, observed);
        play_wanted(play, wanted);
        text_free(&signature);
        free(observed);
    }
    json_decref(value);
    return status;
}

int step_signal(struct play *play, const json_t *step) {
    struct actor *actor = play_actor(play, step);
    if (actor == NULL) {
        return -1;
    }
    const char *name = json_string_value(json_object_get(step, "signal"));
    int number = signal_number(name);
    if (number == 0) {
        return trouble_set(&play->trouble, OUTCOME_ERROR, NULL, "no such signal: %s", name != NULL ? name : "(none)");
    }
    actor->dirty = "it was sent a signal";
    if (kill(actor->pid, number) < 0) {
        return trouble_set(&play->trouble, OUTCOME_CRASH, NULL, "cannot send SIG%s: %s", name, strerror(errno));
    }
    play_observed(play, strdup("(sent)"));
    return 0;
}

int step_kill(struct play *play, const json_t *step) {
    struct actor *actor = play_actor(play, step);
    if (actor == NULL) {
        return -1;
    }
    int status;
    actor->killed = true;
    actor->dirty = "it was killed";
    kill(actor->pid, SIGKILL);
    if (!process_wait(&actor->process, clock_ms() + play->deadline_ms, &status)) {
        return trouble_set(&play->trouble, OUTCOME_ERROR, NULL, "the actor survives SIGKILL");
    }
    play_observed(play, strdup("(killed)"));
    return 0;
}
