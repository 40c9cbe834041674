#include "journal/line.h"

/* Members that a line takes over as they are; null where there is none. */
static const char *const of_program[] = {"id",   "case", "group", "kind", "mode",    "file",
                                         "line", "says", "level", "tags", "clauses", "erratum"};
static const char *const of_result[] = {"reason", "signature", "failed_step", "ms",
                                        "cpu_ms", "attempts",  "stderr",      "note"};
static const char *const of_step[] = {"line", "actor", "source", "template", "observed", "wanted", "warnings"};

static void copy_member(json_t *to, const json_t *from, const char *name, bool or_null) {
    json_t *value = json_object_get(from, name);
    if (value)
        json_object_set(to, name, value);
    else if (or_null)
        json_object_set_new(to, name, json_null());
}

/* The steps without the answers, which only recordings have. */
static json_t *steps_of(const json_t *result) {
    json_t *steps = json_array();
    size_t i;
    const json_t *step;
    json_array_foreach(json_object_get(result, "steps"), i, step) {
        json_t *copy = json_object();
        for (size_t m = 0; m < sizeof of_step / sizeof *of_step; m++)
            copy_member(copy, step, of_step[m], false);
        json_array_append_new(steps, copy);
    }
    return steps;
}

static json_t *string_or_null(const char *string) {
    return string ? json_string(string) : json_null();
}

json_t *journal_case(const char *implementation, const json_t *program, const json_t *result,
                     const struct standing *standing, const struct blame_finding *finding, json_t *others) {
    json_t *line = json_pack("{s:s, s:s}", "type", "case", "impl", implementation);
    for (size_t i = 0; i < sizeof of_program / sizeof *of_program; i++)
        copy_member(line, program, of_program[i], true);
    json_object_set_new(line, "outcome", json_string(outcome_name(outcome_of(result))));
    json_object_set_new(line, "blame", string_or_null(finding ? blame_name(finding->blame) : NULL));
    json_object_set_new(line, "blame_reason", string_or_null(finding ? finding->why : NULL));
    json_object_set_new(line, "expected", json_boolean(standing->expected));
    json_object_set_new(line, "unexpected", string_or_null(standing->unexpected));
    json_object_set_new(line, "deviation", deviation_json(standing->entry));
    for (size_t i = 0; i < sizeof of_result / sizeof *of_result; i++)
        copy_member(line, result, of_result[i], true);
    json_object_set_new(line, "steps", steps_of(result));
    if (others)
        json_object_set_new(line, "others", others);
    return line;
}

json_t *journal_other(const char *name, const char *role, const json_t *result) {
    json_t *other = json_pack("{s:s, s:s, s:s, s:o}", "name", name, "role", role, "outcome",
                              outcome_name(outcome_of(result)), "steps", steps_of(result));
    copy_member(other, result, "reason", true);
    copy_member(other, result, "signature", true);
    copy_member(other, result, "failed_step", true);
    return other;
}

json_t *journal_no_result(enum outcome outcome, const char *reason) {
    return json_pack("{s:s, s:s, s:s, s:n, s:[], s:f, s:f, s:i, s:n}", "outcome", outcome_name(outcome), "reason",
                     reason, "signature", reason, "failed_step", "steps", "ms", 0.0, "cpu_ms", 0.0, "attempts", 0,
                     "stderr");
}
