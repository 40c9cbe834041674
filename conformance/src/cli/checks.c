#include "cli/checks.h"

#include "actor/answer.h"
#include "cli/terminal.h"
#include "lang/arena.h"
#include "program/tsv.h"
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { PATIENCE_MS = 10000, QUIET_MS = 200 };

void check_report(struct checker *c, const char *name, const char *problem, const char *repair) {
    printf("%-4s  %s\n", problem ? "FAIL" : "ok", name);
    if (problem) {
        fputs("      ", stdout);
        print_safely(stdout, problem, 500);
        printf("\n      to do: %s\n", repair);
        c->failed++;
    } else {
        c->passed++;
    }
    fflush(stdout);
}

void check_skip(struct checker *c, const char *name, const char *why) {
    printf("-     %s: %s\n", name, why);
    c->skipped++;
}

bool check_has(const struct checker *c, const char *op) {
    size_t i;
    const json_t *one;
    json_array_foreach(json_object_get(c->hello, "operations"), i, one) {
        if (strcmp(json_string_value(one), op) == 0)
            return true;
    }
    return false;
}

/* One line of the adapter as an object. */
static json_t *hear(struct checker *c, char problem[256]) {
    size_t length = 0;
    const char *line = dialogue_hear(&c->dialogue, &length);
    if (!line) {
        size_t size;
        const char *last = text_last_line(&c->dialogue.errors, 160, &size);
        snprintf(problem, 256, "%s; last on stderr: %.*s",
                 c->dialogue.ended ? "it closed its stdout without an answer" : "no answer within 10 s",
                 size ? (int)size : (int)strlen("nothing"), size ? last : "nothing");
        c->dead = true;
        return NULL;
    }
    char what[128] = "";
    json_t *answer = answer_parse(line, length, what, sizeof what);
    if (!answer) {
        snprintf(problem, 256, "%s: %.100s", what, line);
        c->dead = true;
    }
    return answer;
}

/* The answer with the id of the request; anything else there is wrong. */
static json_t *answer_to(struct checker *c, json_int_t id, bool begin, char problem[256]) {
    json_t *answer = hear(c, problem);
    if (answer && begin && json_integer_value(json_object_get(answer, "started")) == id) {
        json_decref(answer);
        answer = hear(c, problem);
    } else if (answer && begin && !json_object_get(answer, "unsupported")) {
        snprintf(problem, 256, "no {\"started\":%lld} came before the answer", (long long)id);
        json_decref(answer);
        return NULL;
    }
    if (answer && json_integer_value(json_object_get(answer, "id")) != id) {
        snprintf(problem, 256, "the answer to id %lld has another one", (long long)id);
        json_decref(answer);
        return NULL;
    }
    return answer;
}

static json_t *converse(struct checker *c, json_t *request, bool begin, char problem[256]) {
    json_int_t id = c->next_id++;
    json_object_set_new(request, "id", json_integer(id));
    bool said = !c->dead && dialogue_say(&c->dialogue, request);
    json_decref(request);
    /* one that has ended takes nothing either, but may have said why */
    bool ended = !said && !c->dead && !dialogue_has_more(&c->dialogue, c->dialogue.patience_ms) && c->dialogue.ended;
    if (!said && !ended) {
        snprintf(problem, 256, "it takes no more requests");
        c->dead = true;
        return NULL;
    }
    return answer_to(c, id, begin, problem);
}

json_t *check_request(struct checker *c, const char *what, char problem[256]) {
    json_t *request = json_pack("{s:s}", "do", what);
    if (strcmp(what, "hello") == 0)
        json_object_set_new(request, "protocol", json_integer(1));
    return converse(c, request, false, problem);
}

json_t *check_perform(struct checker *c, json_t *request, char problem[256]) {
    json_t *op = json_incref(json_object_get(request, "op"));
    json_object_set_new(request, "do", json_string("call"));
    json_t *answer = converse(c, request, json_is_true(json_object_get(request, "begin")), problem);
    const char *wrong = answer ? answer_problem(answer) : NULL;
    if (wrong) {
        snprintf(problem, 256, "the answer to %s is wrong: %.150s", json_string_value(op), wrong);
        json_decref(answer);
        answer = NULL;
    }
    if (answer)
        checks_note(c, json_string_value(op), answer);
    json_decref(op);
    return answer;
}

json_t *check_call(struct checker *c, const char *op, const char *on, json_t *args, const char *bind, bool begin,
                   char problem[256]) {
    json_t *request = json_pack("{s:s, s:o}", "op", op, "args", args);
    if (on)
        json_object_set_new(request, "on", json_string(on));
    if (bind)
        json_object_set_new(request, "bind", json_string(bind));
    if (begin)
        json_object_set_new(request, "begin", json_true());
    return check_perform(c, request, problem);
}

static void check_hello(struct checker *c) {
    char problem[256] = "", buffer[200];
    json_t *answer = check_request(c, "hello", problem);
    const char *wrong = answer ? hello_problem(answer, buffer, sizeof buffer) : problem;
    check_report(c, "hello", wrong,
                 "answer {\"do\":\"hello\",\"id\":0,\"protocol\":1} with {\"id\":0,\"hello\":{...}} and all members of "
                 "docs/protocol.md, \"Hello\"");
    if (wrong)
        c->dead = true;
    else
        c->hello = json_incref(json_object_get(answer, "hello"));
    json_decref(answer);
}

struct missing {
    const struct checker *checker;
    struct text names;
};

static void note_missing(void *context, const struct tsv_row *row) {
    struct missing *m = context;
    if (strcmp(tsv_field(row, "profile"), "core") == 0 && !check_has(m->checker, tsv_field(row, "name")))
        text_printf(&m->names, "%s%s", m->names.length ? " " : "missing: ", tsv_field(row, "name"));
}

static void check_core(struct checker *c) {
    struct arena arena = {0};
    struct missing missing = {.checker = c};
    if (tsv_read(&arena, c->operations, 3, note_missing, &missing, stderr))
        check_report(c, "operations of the core profile", missing.names.length ? missing.names.data : NULL,
                     "implement them and name them in hello's `operations` (the rows marked core in operations.tsv)");
    text_free(&missing.names);
    arena_free(&arena);
}

static void check_unknown(struct checker *c) {
    char problem[256] = "";
    json_t *answer = check_call(c, "sockspec.no_such_operation", NULL, json_array(), NULL, false, problem);
    if (answer && !json_object_get(answer, "unsupported"))
        snprintf(problem, sizeof problem, "an operation nobody has was not answered with `unsupported`");
    check_report(c, "an unknown operation is unsupported", *problem ? problem : NULL,
                 "answer {\"id\":N,\"unsupported\":\"why\"} to every operation that is not yours");
    json_decref(answer);
}

static void check_started(struct checker *c) {
    static const char name[] = "begin: started, then the answer";
    char problem[256] = "";
    if (!check_has(c, "htons")) {
        check_skip(c, name, "needs htons");
        return;
    }
    json_t *answer = check_call(c, "htons", NULL, json_pack("[i]", 1), NULL, true, problem);
    check_report(c, name, answer ? NULL : problem,
                 "with \"begin\":true write {\"started\":ID} just before the call, then the answer, each line at once");
    json_decref(answer);
}

static void check_reset(struct checker *c) {
    char problem[256] = "";
    bool sockets = check_has(c, "socket") && check_has(c, ".fileno") && check_has(c, ".getsockname");
    json_t *family = json_object_get(json_object_get(c->hello, "constants"), "AF_INET");
    json_t *type = json_object_get(json_object_get(c->hello, "constants"), "SOCK_STREAM");
    if (sockets && family && type) {
        json_t *made = check_call(c, "socket", NULL, json_pack("[O, O]", family, type), "s", false, problem);
        const char *handle = json_string_value(json_object_get(json_object_get(made, "ok"), "handle"));
        if (made && (!handle || strcmp(handle, "s") != 0))
            snprintf(problem, sizeof problem,
                     "socket() bound to `s` was not answered with {\"ok\":{\"handle\":\"s\"}}");
        json_decref(made);
    }
    json_t *answer = *problem ? NULL : check_request(c, "reset", problem);
    if (answer && !json_is_null(json_object_get(answer, "ok")) && !json_object_get(answer, "unsupported"))
        snprintf(problem, sizeof problem, "reset was answered neither with {\"ok\":null} nor with `unsupported`");
    json_decref(answer);
    if (!*problem && sockets && family && type) {
        json_t *after = check_call(c, ".fileno", "s", json_array(), NULL, false, problem);
        if (after && !json_object_get(after, "unsupported"))
            snprintf(problem, sizeof problem, "after reset the handle `s` still answers");
        json_decref(after);
    }
    check_report(c, "reset forgets everything", *problem ? problem : NULL,
                 "on reset close and forget all objects; a call on an unknown handle is `unsupported`");
}

static void check_silence(struct checker *c) {
    char problem[256] = "";
    if (dialogue_has_more(&c->dialogue, QUIET_MS))
        snprintf(problem, sizeof problem, "something was written that nobody asked for: %.150s",
                 c->dialogue.heard.data + c->dialogue.taken);
    check_report(c, "nothing on stdout but the protocol", *problem ? problem : NULL,
                 "move the protocol to another descriptor at start, and let descriptor 1 lead to stderr");
}

/* Its end, after bye or the end of input. */
static void check_leaving(struct checker *c, const char *name, char problem[256]) {
    int status = 0;
    if (!*problem && !dialogue_wait(&c->dialogue, &status)) {
        snprintf(problem, 256, "it still runs after 10 s");
    } else if (!*problem && dialogue_has_more(&c->dialogue, 0)) {
        const char *more = c->dialogue.heard.data + c->dialogue.taken;
        snprintf(problem, 256, "after it there was one more line: %.*s", (int)strcspn(more, "\n"), more);
    } else if (!*problem && !(WIFEXITED(status) && WEXITSTATUS(status) == 0)) {
        char *text = process_status_text(status);
        snprintf(problem, 256, "it %.200s", text);
        free(text);
    }
    check_report(c, name, *problem ? problem : NULL,
                 "answer bye with {\"id\":N,\"ok\":null}, write no further line, and exit with status 0; end of input "
                 "means the same, unanswered");
}

static void check_bye(struct checker *c) {
    char problem[256] = "";
    json_t *answer = check_request(c, "bye", problem);
    if (answer && !(json_object_get(answer, "ok") && json_is_null(json_object_get(answer, "ok"))))
        snprintf(problem, sizeof problem, "bye was not answered with {\"ok\":null}");
    json_decref(answer);
    check_leaving(c, "bye: exits with status 0", problem);
}

bool check_start(struct checker *c) {
    char *error = NULL;
    bool good = dialogue_start(&c->dialogue, c->argv, PATIENCE_MS, &error);
    if (!good)
        check_report(c, "starts", error, "name a command that can be executed");
    free(error);
    return good;
}

static void check_end_of_input(struct checker *c) {
    char problem[256] = "";
    if (!check_start(c))
        return;
    dialogue_close_input(&c->dialogue);
    check_leaving(c, "end of input: exits with status 0", problem);
    dialogue_end(&c->dialogue);
}

void checks_run(struct checker *c) {
    if (!check_start(c))
        return;
    static void (*const checks[])(struct checker *) = {
        check_hello,   check_core,  check_unknown,      check_started,
        checks_values, check_reset, checks_descriptors, checks_broken_connection,
        check_silence, check_bye};
    for (size_t i = 0; i < sizeof checks / sizeof *checks && !c->dead; i++)
        checks[i](c);
    dialogue_end(&c->dialogue);
    if (c->hello)
        checks_answers(c);
    if (!c->dead) {
        check_end_of_input(c);
        checks_senseless(c);
    }
}
