/* The life of an actor: started, greeted, reset, told to leave, killed. */
#include "actor/actor.h"

#include "actor/actor_io.h"
#include "actor/answer.h"
#include "actor/clock.h"
#include "actor/strays.h"
#include "judge/value.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct actor *actor_start(struct crew *crew, const struct implementation *implementation, size_t slot,
                          bool unprivileged, struct trouble *trouble) {
    struct actor *actor = calloc(1, sizeof *actor);
    if (actor == NULL || crew->n == sizeof crew->actors / sizeof *crew->actors) {
        free(actor);
        trouble_set(trouble, OUTCOME_ERROR, NULL, "too many actors");
        return NULL;
    }
    struct process_options options = crew->process;
    options.argv = implementation->argv;
    options.unprivileged = options.unprivileged || unprivileged;
    char *error = NULL;
    if (process_start(&options, &actor->process, &error) < 0) {
        trouble_set(trouble, OUTCOME_ERROR, NULL, "%s", error != NULL ? error : "cannot start the adapter");
        free(error);
        free(actor);
        return NULL;
    }
    actor->implementation = implementation;
    actor->slot = slot;
    actor->unprivileged = unprivileged;
    actor->pid = actor->process.pid;
    crew->actors[crew->n++] = actor;
    return actor;
}

/* Ask and wait. The answer, a new reference; NULL with `trouble`, which names what was asked when it hangs. */
static json_t *ask(struct crew *crew, struct actor *actor, const char *what, double deadline_ms,
                   struct trouble *trouble) {
    double deadline = clock_ms() + deadline_ms * crew->scale;
    struct pending *pending = actor_request(crew, actor, what, deadline, trouble);
    int result = pending != NULL ? actor_wait(crew, actor, pending, false, deadline, trouble) : -1;
    if (result == 0) {
        trouble_set(trouble, OUTCOME_HANG, "hang", "no answer within %.0f ms", deadline_ms * crew->scale);
    }
    if (result <= 0) {
        return NULL;
    }
    json_t *answer = json_incref(pending->answer);
    actor_forget(actor, pending);
    return answer;
}

/* Ask for an operation without arguments, and measure the round trip. */
static json_t *ask_operation(struct crew *crew, struct actor *actor, const char *operation, struct trouble *trouble) {
    json_t *step = json_pack("{s:s}", "op", operation), *none = json_array(), *answer = NULL;
    double began = clock_ms(), deadline = began + DEADLINE_HELLO_MS * crew->scale;
    struct pending *pending = actor_call(crew, actor, step, none, NULL, deadline, trouble);
    int result = pending != NULL ? actor_wait(crew, actor, pending, false, deadline, trouble) : -1;
    if (result == 0) {
        trouble_set(trouble, OUTCOME_HANG, "hang", "no answer to %s within %.0f ms", operation,
                    DEADLINE_HELLO_MS * crew->scale);
    }
    if (result > 0) {
        double took = clock_ms() - began;
        actor->round_trip_ms = took > actor->round_trip_ms ? took : actor->round_trip_ms;
        answer = json_incref(pending->answer);
        actor_forget(actor, pending);
    }
    json_decref(step);
    json_decref(none);
    return answer;
}

/* The adapter may be started by a script: its own pid counts then, if it is a child of what was started. */
static void adopt_pid(struct actor *actor, const json_t *answer) {
    int64_t pid;
    if (value_int64(json_object_get(answer, "ok"), &pid) && pid > 1 && pid <= INT32_MAX &&
        census_descends((pid_t)pid, actor->process.pid)) {
        actor->pid = (pid_t)pid;
    }
}

static bool has_operation(const json_t *hello, const char *name) {
    const json_t *operations = json_object_get(hello, "operations");
    for (size_t i = 0; i < json_array_size(operations); i++) {
        if (strcmp(json_string_value(json_array_get(operations, i)), name) == 0) {
            return true;
        }
    }
    return false;
}

int actor_greet(struct crew *crew, struct actor *actor, struct trouble *trouble) {
    char buffer[200];
    json_t *answer = ask(crew, actor, "hello", DEADLINE_HELLO_MS, trouble);
    if (answer == NULL) {
        trouble_prefix(trouble, "hello: ");
        return -1;
    }
    const char *problem = hello_problem(answer, buffer, sizeof buffer);
    if (problem == NULL) {
        actor->hello = json_incref(json_object_get(answer, "hello"));
        actor->typed = strcmp(json_string_value(json_object_get(actor->hello, "values")), "typed") == 0;
    }
    json_decref(answer);
    if (problem != NULL) {
        return trouble_set(trouble, OUTCOME_CRASH, NULL, "protocol: %s", problem);
    }
    static const char nobody[] = "sockspec.no_such_operation";
    answer = ask_operation(crew, actor, nobody, trouble);
    bool honest = json_object_get(answer, "unsupported") != NULL;
    if (answer != NULL && !honest) {
        trouble_set(trouble, OUTCOME_CRASH, NULL, "protocol: %s is not answered with `unsupported`", nobody);
    }
    json_decref(answer);
    for (int i = 0; i < 2 && honest; i++) {
        bool pid = has_operation(actor->hello, "sys.pid");
        answer = ask_operation(crew, actor, pid ? "sys.pid" : nobody, trouble);
        if (pid) {
            adopt_pid(actor, answer);
        }
        honest = answer != NULL;
        json_decref(answer);
    }
    if (!honest || actor_reset(crew, actor, trouble) < 0) {
        trouble_prefix(trouble, "hello: ");
        return -1;
    }
    /* What it says of an operation that nobody has is of no interest. */
    actor_drain_err(actor, false);
    text_clear(&actor->err);
    actor->err_lost = 0;
    strays_accept(crew);
    if (!census_take(actor->pid, &actor->census)) {
        return trouble_set(trouble, OUTCOME_CRASH, NULL, "hello: the adapter has left");
    }
    return 0;
}

int actor_reset(struct crew *crew, struct actor *actor, struct trouble *trouble) {
    json_t *answer = ask(crew, actor, "reset", DEADLINE_RESET_MS, trouble);
    if (answer == NULL) {
        trouble_prefix(trouble, "reset: ");
        return -1;
    }
    bool ok = json_object_get(answer, "ok") != NULL, refused = json_object_get(answer, "unsupported") != NULL;
    json_decref(answer);
    return ok ? 1 : refused ? 0 : trouble_set(trouble, OUTCOME_CRASH, NULL, "protocol: reset raised an exception");
}

/* Wait until it has left of its own accord. */
static int leave(struct crew *crew, struct actor *actor, struct trouble *trouble) {
    json_t *answer = ask(crew, actor, "bye", DEADLINE_BYE_MS, trouble);
    if (answer == NULL) {
        return -1;
    }
    json_decref(answer);
    close(actor->process.in);
    actor->process.in = -1;
    double deadline = clock_ms() + DEADLINE_BYE_MS * crew->scale;
    /* It may have much to say on stderr before it goes, and nothing on stdout. */
    for (size_t length;;) {
        if (actor_line(actor, &length) != NULL) {
            return trouble_set(trouble, OUTCOME_CRASH, NULL, "protocol: goes on writing after its answer");
        }
        if (actor->eof || clock_ms() >= deadline) {
            break;
        }
        if (actor_read(crew, actor, deadline, trouble) < 0) {
            return -1;
        }
    }
    int status;
    if (!actor_await_end(actor, deadline, &status)) {
        return trouble_set(trouble, OUTCOME_HANG, "hang", "still runs %.0f ms after its answer",
                           DEADLINE_BYE_MS * crew->scale);
    }
    actor_drain_err(actor, true);
    if (status != 0) {
        char *text = process_status_text(status);
        trouble_set(trouble, OUTCOME_CRASH, text, "the adapter %s", text);
        free(text);
        return -1;
    }
    return 0;
}

int actor_bye(struct crew *crew, struct actor *actor, struct trouble *trouble) {
    int result = leave(crew, actor, trouble);
    if (result < 0) {
        trouble_prefix(trouble, "bye: ");
    }
    return result;
}

void actor_kill(struct crew *crew, struct actor *actor) {
    for (size_t i = 0; i < crew->n; i++) {
        if (crew->actors[i] == actor) {
            crew->actors[i] = crew->actors[--crew->n];
            break;
        }
    }
    process_kill(&actor->process);
    for (size_t i = 0; i < actor->n_pending; i++) {
        json_decref(actor->pending[i].answer);
    }
    json_decref(actor->hello);
    text_free(&actor->request);
    text_free(&actor->err);
    free(actor->buffer);
    free(actor);
}

double actor_cpu_ms(const struct actor *actor) {
    clockid_t clock;
    struct timespec used;
    if (actor->process.pid <= 0 || clock_getcpuclockid(actor->pid, &clock) != 0 || clock_gettime(clock, &used) != 0) {
        return actor->cpu_ms;
    }
    return (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
}
