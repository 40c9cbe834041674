#include "journal/symbols.h"

#include "journal/symbols_value.h"
#include "judge/text.h"
#include "judge/value.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static json_t *loose(const json_t *value) {
    static const char *const names[] = {
        [VALUE_NONE] = "none",     [VALUE_BOOL] = "bool",   [VALUE_INT] = "int",    [VALUE_FLOAT] = "float",
        [VALUE_TEXT] = "text",     [VALUE_BYTES] = "bytes", [VALUE_FILL] = "bytes", [VALUE_DIGEST] = "bytes",
        [VALUE_LIST] = "list",     [VALUE_TUPLE] = "tuple", [VALUE_ENUM] = "int",   [VALUE_HANDLE] = "object",
        [VALUE_OBJECT] = "object", [VALUE_OTHER] = "other"};
    return json_pack("{s:s}", "loose", names[value_kind(value)]);
}

static json_t *unasked(const json_t *value);

/* With a symbol in it, it is an address: then its host is worth to be kept. */
static json_t *unasked_tuple(const json_t *value) {
    const json_t *members = value_members(value), *member;
    bool address = false;
    size_t i;
    json_array_foreach(members, i, member) address = address || json_object_get(member, "symbol");
    json_t *copy = json_array();
    json_array_foreach(members, i, member) {
        bool host = address && value_kind(member) == VALUE_TEXT;
        json_array_append_new(copy, host ? json_deep_copy(member) : unasked(member));
    }
    return value_new_tuple(copy);
}

/* Nobody asked for anything in particular: numbers, text and bytes may be anything, while what an address is, None,
 * flags and objects are worth to be kept. */
static json_t *unasked(const json_t *value) {
    switch (value_kind(value)) {
    case VALUE_INT:
    case VALUE_FLOAT:
    case VALUE_TEXT:
    case VALUE_BYTES:
    case VALUE_FILL:
    case VALUE_DIGEST:
    case VALUE_LIST:
        return loose(value);
    case VALUE_TUPLE:
        return unasked_tuple(value);
    case VALUE_NONE:
    case VALUE_BOOL:
    case VALUE_ENUM:
    case VALUE_HANDLE:
    case VALUE_OBJECT:
    case VALUE_OTHER:
        break;
    }
    return json_deep_copy(value);
}

static bool is_pattern_that_leaves_room(const json_t *pattern) {
    static const char *const forms[] = {"any",    "type", "range",    "not",  "length", "all",   "prefix",
                                        "suffix", "glob", "contains", "each", "flags",  "lacks", "near"};
    const json_t *content;
    const char *key = value_only_key(pattern, &content);
    for (size_t i = 0; key && i < sizeof forms / sizeof *forms; i++)
        if (strcmp(key, forms[i]) == 0)
            return true;
    return false;
}

/* Four digits in a row: a port or a process may be told in the text of an error. */
static bool holds_number(const char *text) {
    size_t digits = 0;
    for (; *text && digits < 4; text++)
        digits = *text >= '0' && *text <= '9' ? digits + 1 : 0;
    return digits == 4;
}

static json_t *raised_part(const json_t *raised) {
    static const char *const members[] = {"class", "errno", "code"};
    json_t *part = json_object();
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (json_object_get(raised, members[i]))
            json_object_set(part, members[i], json_object_get(raised, members[i]));
    json_t *text = json_object_get(raised, "text");
    bool varies = json_is_string(text) && holds_number(json_string_value(text));
    if (text)
        json_object_set_new(part, "text", varies ? loose(text) : json_incref(text));
    return part;
}

static bool holds_symbol(const json_t *value) {
    if (symbols_is_symbol(value) || json_object_get(value, "joined"))
        return true;
    size_t i;
    const json_t *member;
    json_array_foreach(value_members(value), i, member) if (holds_symbol(member)) return true;
    return false;
}

/* What a name stands for in the recording; NULL if the expression is more than names, indexes. Borrowed. */
static const json_t *recorded_var(const struct symbols *s, const json_t *expression) {
    const json_t *content;
    const char *key = value_only_key(expression, &content);
    if (key && strcmp(key, "var") == 0)
        return json_object_get(s->vars, json_string_value(content));
    if (key && strcmp(key, "index") == 0 && json_is_integer(json_array_get(content, 1))) {
        const json_t *members = value_members(recorded_var(s, json_array_get(content, 0)));
        json_int_t i = json_integer_value(json_array_get(content, 1));
        if (i < 0)
            i += (json_int_t)json_array_size(members);
        return i >= 0 ? json_array_get(members, (size_t)i) : NULL;
    }
    return NULL;
}

/* Whether an expression uses a name whose recorded value holds a symbol. */
static bool uses_symbol(const struct symbols *s, const json_t *expression) {
    const json_t *known = recorded_var(s, expression);
    if (known)
        return holds_symbol(known);
    size_t i;
    json_t *member;
    json_array_foreach(expression, i, member) if (uses_symbol(s, member)) return true;
    if (json_is_object(expression)) {
        json_t *object = (json_t *)(uintptr_t)expression;
        for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at))
            if (uses_symbol(s, json_object_iter_value(at)))
                return true;
    }
    return false;
}

/* What the pattern leaves open is not recorded; where it asks for what a name stands for, the name's symbol is. */
static json_t *as_asked(const struct symbols *s, const json_t *pattern, const json_t *value) {
    if (is_pattern_that_leaves_room(pattern))
        return value_kind(value) == VALUE_HANDLE || symbols_is_symbol(value) ? json_deep_copy(value) : loose(value);
    const json_t *known = recorded_var(s, pattern);
    if (known && holds_symbol(known))
        return json_deep_copy(known);
    const json_t *patterns = value_members(pattern), *members = value_members(value);
    if (!patterns || !members || json_array_size(patterns) != json_array_size(members))
        return uses_symbol(s, pattern) ? loose(value) : json_deep_copy(value);
    json_t *copy = json_array();
    size_t i;
    const json_t *member;
    json_array_foreach(members, i, member)
        json_array_append_new(copy, as_asked(s, json_array_get(patterns, i), member));
    return symbols_rebuild(value, copy);
}

/* The value of a let or check: derived from what the names stand for. */
static json_t *derived(struct symbols *s, const json_t *expression, const json_t *value) {
    const json_t *known = recorded_var(s, expression);
    if (known)
        return json_deep_copy(known);
    return uses_symbol(s, expression) ? loose(value) : symbols_of_value(s, value);
}

static void bind(struct symbols *s, const json_t *names, const json_t *recorded) {
    if (json_is_string(names)) {
        json_object_set_new(s->vars, json_string_value(names), json_deep_copy(recorded));
        return;
    }
    const json_t *members = value_members(recorded);
    size_t i;
    const json_t *name;
    json_array_foreach(names, i, name) {
        const json_t *member = json_array_get(members, i);
        if (member && json_is_string(name))
            json_object_set_new(s->vars, json_string_value(name), json_deep_copy(member));
    }
}

static char *lane_key(const json_t *step) {
    struct text key = {0};
    const char *actor = json_string_value(json_object_get(step, "actor"));
    text_printf(&key, "%s %lld", actor ? actor : "", (long long)json_integer_value(json_object_get(step, "lane")));
    return text_take(&key);
}

/* `failed`: of the step at which the run ended; there nothing is left open. */
static json_t *answer_of(struct symbols *s, const json_t *step, const json_t *answer, bool failed) {
    const char *what = json_string_value(json_object_get(step, "do"));
    const json_t *call = step, *value = json_object_get(answer, "ok");
    char *key = lane_key(step);
    if (what && strcmp(what, "call") == 0 && json_is_true(json_object_get(step, "begin")))
        json_object_set(s->pending, key, (json_t *)(uintptr_t)step);
    if (what && strcmp(what, "end") == 0 && json_object_get(s->pending, key))
        call = json_object_get(s->pending, key);
    free(key);
    if (!answer)
        return NULL;
    if (json_object_get(answer, "raised"))
        return json_pack("{s:o}", "raised", raised_part(json_object_get(answer, "raised")));
    if (!value)
        return json_deep_copy(answer);
    const json_t *expression = json_object_get(step, "value");
    json_t *recorded = expression ? derived(s, expression, value)
                                  : symbols_of_result(s, json_string_value(json_object_get(call, "op")), value);
    bind(s, json_object_get(call, "bind"), recorded);
    const json_t *pattern = json_object_get(json_object_get(step, "expect"), "value");
    json_t *kept = failed ? json_incref(recorded) : pattern ? as_asked(s, pattern, recorded) : unasked(recorded);
    json_decref(recorded);
    return json_pack("{s:o}", "ok", kept);
}

json_t *symbolic_steps(const json_t *program, const json_t *result) {
    const json_t *runtime = json_object_get(result, "runtime");
    struct symbols s = {.program = program,
                        .tmp = json_string_value(json_object_get(runtime, "tmp")),
                        .token = json_string_value(json_object_get(runtime, "token")),
                        .names = json_object(),
                        .counts = json_object(),
                        .vars = json_object(),
                        .pending = json_object()};
    const json_t *steps = json_object_get(program, "steps");
    json_t *list = json_array();
    size_t i;
    const json_t *seen;
    json_array_foreach(json_object_get(result, "steps"), i, seen) {
        json_t *one = json_object();
        static const char *const members[] = {"line", "actor"};
        for (size_t m = 0; m < sizeof members / sizeof *members; m++)
            if (json_object_get(seen, members[m]))
                json_object_set(one, members[m], json_object_get(seen, members[m]));
        bool failed = (json_int_t)i + 1 == json_integer_value(json_object_get(result, "failed_step"));
        json_t *answer = answer_of(&s, json_array_get(steps, i), json_object_get(seen, "answer"), failed);
        if (answer)
            json_object_set_new(one, "answer", answer);
        json_array_append_new(list, one);
    }
    json_decref(s.names);
    json_decref(s.counts);
    json_decref(s.vars);
    json_decref(s.pending);
    return list;
}

void symbolic_ending(const json_t *program, json_t *result) {
    json_int_t failed = json_integer_value(json_object_get(result, "failed_step"));
    if (failed < 1)
        return;
    json_t *steps = symbolic_steps(program, result);
    json_t *answer = json_object_get(json_array_get(steps, (size_t)failed - 1), "answer");
    if (answer)
        json_object_set(result, "ending", answer);
    json_decref(steps);
}
