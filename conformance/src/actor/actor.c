/* Requests to an actor, and their answers. */
#include "actor/actor.h"

#include "actor/actor_io.h"
#include "actor/answer.h"
#include "actor/clock.h"
#include "judge/json_text.h"

#include <inttypes.h>
#include <string.h>

static void put_member(struct text *text, const char *key, const json_t *value) {
    text_puts(text, key);
    json_text(text, value);
}

/* Put the request on the list, if it may be sent, and write it. */
static struct pending *send_request(struct crew *crew, struct actor *actor, const json_t *step, double deadline,
                                    struct trouble *trouble) {
    if (actor->n_pending == PENDING_LIMIT) {
        trouble_set(trouble, OUTCOME_ERROR, NULL, "more than %d calls are pending", PENDING_LIMIT);
        return NULL;
    }
    if (actor->request.length + 2 > LINE_LIMIT) { /* with the "}" and newline that are to come */
        trouble_set(trouble, OUTCOME_ERROR, NULL, "the request does not fit a line of %d bytes; fill() would",
                    LINE_LIMIT);
        return NULL;
    }
    struct pending *pending = &actor->pending[actor->n_pending++];
    *pending = (struct pending){.id = actor->next_id++, .step = step};
    if (step != NULL) {
        pending->lane = (int)json_integer_value(json_object_get(step, "lane"));
    }
    text_puts(&actor->request, "}\n");
    return actor_write(crew, actor, actor->request.data, actor->request.length, deadline, trouble) == 0 ? pending
                                                                                                        : NULL;
}

struct pending *actor_request(struct crew *crew, struct actor *actor, const char *what, double deadline,
                              struct trouble *trouble) {
    text_clear(&actor->request);
    text_printf(&actor->request, "{\"do\":\"%s\",\"id\":%" PRIu64, what, actor->next_id);
    if (strcmp(what, "hello") == 0) {
        text_puts(&actor->request, ",\"protocol\":1");
    }
    return send_request(crew, actor, NULL, deadline, trouble);
}

struct pending *actor_call(struct crew *crew, struct actor *actor, const json_t *step, const json_t *args,
                           const json_t *kwargs, double deadline, struct trouble *trouble) {
    struct text *text = &actor->request;
    const json_t *on = json_object_get(step, "on"), *bind = json_object_get(step, "bind");
    const json_t *lane = json_object_get(step, "lane");
    text_clear(text);
    text_printf(text, "{\"do\":\"call\",\"id\":%" PRIu64, actor->next_id);
    put_member(text, ",\"op\":", json_object_get(step, "op"));
    if (json_is_string(on)) {
        put_member(text, ",\"on\":", on);
    }
    put_member(text, ",\"args\":", args);
    if (json_object_size(kwargs) > 0) {
        put_member(text, ",\"kwargs\":", kwargs);
    }
    if (json_is_string(bind) || json_is_array(bind)) {
        put_member(text, ",\"bind\":", bind);
    }
    if (json_integer_value(lane) != 0) {
        put_member(text, ",\"lane\":", lane);
    }
    if (json_is_true(json_object_get(step, "begin"))) {
        text_puts(text, ",\"begin\":true");
    }
    return send_request(crew, actor, step, deadline, trouble);
}

void actor_forget(struct actor *actor, struct pending *pending) {
    json_decref(pending->answer);
    *pending = actor->pending[--actor->n_pending];
}

struct pending *actor_pending_on(struct actor *actor, int lane) {
    for (size_t i = 0; i < actor->n_pending; i++) {
        if (actor->pending[i].step != NULL && actor->pending[i].lane == lane) {
            return &actor->pending[i];
        }
    }
    return NULL;
}

static struct pending *find(struct actor *actor, const json_t *id) {
    for (size_t i = 0; json_is_integer(id) && i < actor->n_pending; i++) {
        if ((json_int_t)actor->pending[i].id == json_integer_value(id)) {
            return &actor->pending[i];
        }
    }
    return NULL;
}

/* An id that fits no pending call. */
static int wrong_id(const struct actor *actor, const json_t *id, const char *what, struct trouble *trouble) {
    if (!json_is_integer(id)) {
        return trouble_set(trouble, OUTCOME_CRASH, NULL, "protocol: a line without an `id` that is a number");
    }
    json_int_t number = json_integer_value(id);
    bool known = number >= 0 && (uint64_t)number < actor->next_id;
    const char *why = known ? "that was answered already" : "that nobody asked";
    char signature[100];
    snprintf(signature, sizeof signature, "protocol: %s to a request %s", what, why);
    return trouble_set(trouble, OUTCOME_CRASH, signature, "protocol: %s to request %lld, %s", what, (long long)number,
                       why);
}

/* A call that returns was entered before that, and the runner was to learn when. */
static bool not_announced(const struct pending *pending, const json_t *answer) {
    return !pending->started && json_is_true(json_object_get(pending->step, "begin")) &&
           json_object_get(answer, "ok") != NULL;
}

static int take_line(struct actor *actor, const char *line, size_t length, struct trouble *trouble) {
    char problem[256];
    json_t *answer = answer_parse(line, length, problem, sizeof problem);
    if (answer == NULL) {
        return trouble_set(trouble, OUTCOME_CRASH, NULL, "protocol: %s", problem);
    }
    const json_t *started = json_object_get(answer, "started"), *id = json_object_get(answer, "id");
    struct pending *pending = find(actor, started != NULL ? started : id);
    const char *wrong = NULL;
    int result = 0;
    if (pending == NULL) {
        result = wrong_id(actor, started != NULL ? started : id, started != NULL ? "`started`" : "an answer", trouble);
    } else if (started != NULL) {
        bool wanted = !pending->started && json_is_true(json_object_get(pending->step, "begin"));
        wrong = pending->answer == NULL && wanted ? NULL : "`started` for a call that was not begun";
        pending->started = true;
    } else if (pending->answer != NULL) {
        result = wrong_id(actor, id, "an answer", trouble);
    } else {
        wrong = json_object_get(answer, "hello") != NULL ? (pending->id == 0 ? NULL : "`hello`, but that was not asked")
                                                         : answer_problem(answer);
        if (wrong == NULL && not_announced(pending, answer)) {
            wrong = "`ok` without `started`, for a call that was begun";
        }
        pending->answer = wrong == NULL ? json_incref(answer) : NULL;
    }
    json_decref(answer);
    return wrong != NULL ? trouble_set(trouble, OUTCOME_CRASH, NULL, "protocol: %s", wrong) : result;
}

/* Take all whole lines that are there, or only until `pending` is answered. */
static int take_lines(struct crew *crew, struct actor *actor, const struct pending *pending, bool started,
                      struct trouble *trouble) {
    const char *line;
    size_t length;
    while ((pending == NULL || !(pending->answer != NULL || (started && pending->started))) &&
           (line = actor_line(actor, &length)) != NULL) {
        if (crew->trace_fd >= 0) {
            actor_trace_line(crew, actor, line, length);
        }
        if (take_line(actor, line, length, trouble) < 0) {
            return -1;
        }
    }
    return 0;
}

int actor_wait(struct crew *crew, struct actor *actor, const struct pending *pending, bool started, double deadline,
               struct trouble *trouble) {
    bool late = false;
    for (;;) {
        if (take_lines(crew, actor, pending, started, trouble) < 0) {
            return -1;
        }
        if (pending->answer != NULL || (started && pending->started)) {
            return 1;
        }
        if (actor->eof) {
            return actor_died(crew, actor, trouble);
        }
        if (late) {
            return 0;
        }
        int result = actor_read(crew, actor, deadline, trouble);
        if (result < 0) {
            return -1;
        }
        /* It may keep us busy without ever answering: what has come by now is looked at, no more. */
        late = result == 0 || clock_ms() >= deadline;
    }
}

int actor_look(struct crew *crew, struct actor *actor, struct trouble *trouble) {
    if (actor_read(crew, actor, 0, trouble) < 0 || take_lines(crew, actor, NULL, false, trouble) < 0) {
        return -1;
    }
    return actor->eof ? actor_died(crew, actor, trouble) : 0;
}
