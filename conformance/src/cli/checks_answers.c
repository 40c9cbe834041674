/* check-adapter: what is noted of every answer to a call, since the runner does not insist on it. */
#include "cli/checks.h"

#include <stdlib.h>
#include <string.h>

static const char *name_at(const json_t *names, size_t i) {
    const char *name = json_string_value(json_array_get(names, i));
    return name ? name : "";
}

static void note_raised(struct checker *c, const char *op, const json_t *raised) {
    const json_t *bases = json_object_get(raised, "bases");
    const char *class = json_string_value(json_object_get(raised, "class"));
    size_t n = json_array_size(bases);
    c->notes.raised++;
    if (*c->notes.classes || (strcmp(name_at(bases, 0), class) == 0 && strcmp(name_at(bases, n - 1), "Exception") == 0))
        return;
    char *list = json_dumps(bases, JSON_COMPACT);
    snprintf(c->notes.classes, sizeof c->notes.classes,
             "`bases` of the error of %.40s are not %.60s first and Exception last: %.90s", op, class, list);
    free(list);
}

void checks_note(struct checker *c, const char *op, const json_t *answer) {
    const json_t *raised = json_object_get(answer, "raised");
    if (json_object_get(answer, "unsupported"))
        return;
    c->notes.answered++;
    if (!*c->notes.duration && !json_is_integer(json_object_get(answer, "ns")))
        snprintf(c->notes.duration, sizeof c->notes.duration, "that to %.60s has no whole number `ns`", op);
    if (raised)
        note_raised(c, op, raised);
}

static void report(struct checker *c, const char *name, unsigned seen, const char *none, const char *problem,
                   const char *repair) {
    if (seen)
        check_report(c, name, *problem ? problem : NULL, repair);
    else
        check_skip(c, name, none);
}

void checks_answers(struct checker *c) {
    report(c, "answers to calls have their duration", c->notes.answered, "no call was answered", c->notes.duration,
           "give `ns` beside `ok` and `raised`: the nanoseconds that the call itself took, by a monotonic clock; lower "
           "bounds of waiting times are judged by it");
    report(c, "errors name their classes", c->notes.raised, "no call raised one", c->notes.classes,
           "let `bases` be all names under which a handler would catch the error: `class` first, then what it derives "
           "from, \"Exception\" last");
}
