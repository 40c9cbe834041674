/* Staging a fault: by the adapter itself, or by strace from outside. */
#include "actor/clock.h"
#include "actor/play.h"
#include "actor/tracer.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void fault_end(struct crew *crew) {
    tracer_end(&crew->tracer);
}

static bool has_own(const struct actor *actor) {
    const json_t *operations = json_object_get(actor->hello, "operations");
    for (size_t i = 0; i < json_array_size(operations); i++) {
        if (strcmp(json_string_value(json_array_get(operations, i)), "sys.fault") == 0) {
            return true;
        }
    }
    return false;
}

/* Names go into an argument of strace: nothing but what names are made of. */
static bool is_name(const char *text) {
    if (text == NULL || *text == '\0' || strlen(text) > 40) {
        return false;
    }
    for (; *text != '\0'; text++) {
        if (!isalnum((unsigned char)*text) && *text != '_') {
            return false;
        }
    }
    return true;
}

int step_fault(struct play *play, const json_t *step) {
    struct actor *actor = play_actor(play, step);
    if (actor == NULL) {
        return -1;
    }
    const json_t *nth = json_object_get(step, "nth");
    const char *syscall = json_string_value(json_object_get(step, "syscall"));
    const char *error = json_string_value(json_object_get(step, "errno"));
    long long count = json_is_integer(nth) ? json_integer_value(nth) : 1;
    if (!is_name(syscall) || !is_name(error)) {
        return trouble_set(&play->trouble, OUTCOME_ERROR, NULL, "a fault wants a system call and an errno");
    }
    actor->dirty = "a fault was staged";
    if (has_own(actor)) {
        json_t *call = json_pack("{s:s,s:[s,s,I]}", "op", "sys.fault", "args", syscall, error, (json_int_t)count);
        json_object_set(call, "actor", json_object_get(step, "actor"));
        int result = step_call(play, call);
        json_decref(call);
        return result;
    }
    struct tracer_fault fault = {syscall, error, count};
    char *problem = NULL;
    fault_end(play->crew);
    int attached = tracer_attach(&play->crew->process, actor->pid, &fault, clock_ms() + play->deadline_ms,
                                 &play->crew->tracer, &problem);
    if (attached < 0) {
        enum outcome outcome = attached == -1 ? OUTCOME_INAPPLICABLE : OUTCOME_ERROR;
        trouble_set(&play->trouble, outcome, NULL, "needs fault: %s", problem != NULL ? problem : "no strace");
        free(problem);
        return -1;
    }
    play_observed(play, strdup("(staged)"));
    return 0;
}
