#include "actor/answer.h"

#include "judge/render.h"
#include "judge/value.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Deeper than any value of a socket module; what is deeper is meant to exhaust the stack. */
enum { DEPTH_LIMIT = 100 };

static bool too_deep(const char *line, size_t length) {
    int depth = 0;
    bool string = false;
    for (size_t i = 0; i < length; i++) {
        char c = line[i];
        if (string) {
            i += c == '\\';
            string = c != '"';
        } else if (c == '"') {
            string = true;
        } else if (c == '[' || c == '{') {
            if (++depth > DEPTH_LIMIT) {
                return true;
            }
        } else if (c == ']' || c == '}') {
            depth--;
        }
    }
    return false;
}

/* The start of the line, harmless, for a message. */
static void quote(char *problem, size_t size, const char *what, const char *line, size_t length) {
    struct text shown = {0};
    render_safe(&shown, line, length < 60 ? length : 60, false);
    snprintf(problem, size, "%s: %s%s", what, shown.data != NULL ? shown.data : "(an empty line)",
             length > 60 ? "..." : "");
    text_free(&shown);
}

json_t *answer_parse(const char *line, size_t length, char *problem, size_t size) {
    if (too_deep(line, length)) {
        snprintf(problem, size, "JSON nested more than %d deep", DEPTH_LIMIT);
        return NULL;
    }
    json_error_t error;
    json_t *answer = json_loadb(line, length, JSON_REJECT_DUPLICATES, &error);
    if (answer == NULL) {
        char what[120];
        snprintf(what, sizeof what, "not JSON (%.90s)", error.text);
        quote(problem, size, what, line, length);
    } else if (!json_is_object(answer)) {
        quote(problem, size, "not an object", line, length);
        json_decref(answer);
        answer = NULL;
    }
    return answer;
}

static bool hex(const json_t *string) {
    const char *digits = json_string_value(string);
    size_t length = json_string_length(string);
    return length % 2 == 0 && strspn(digits, "0123456789abcdefABCDEF") == length;
}

static bool valid_value(const json_t *value) {
    char buffer[32];
    double number;
    switch (value_kind(value)) {
    case VALUE_OTHER:
    case VALUE_FILL:
        return false;
    case VALUE_INT:
    case VALUE_ENUM:
        return value_digits(value, buffer) != NULL || json_is_string(json_object_get(value, "value"));
    case VALUE_FLOAT:
        return value_number(value, &number);
    case VALUE_TEXT:
        return json_is_string(value) || hex(json_object_get(value, "wtf8"));
    case VALUE_BYTES:
        return hex(json_object_get(value, "bytes"));
    case VALUE_DIGEST:
        return value_length(value) >= 0 && json_is_integer(json_object_get(json_object_get(value, "digest"), "crc32"));
    case VALUE_LIST:
    case VALUE_TUPLE:
        for (size_t i = 0; i < json_array_size(value_members(value)); i++) {
            if (!valid_value(json_array_get(value_members(value), i))) {
                return false;
            }
        }
        return true;
    default:
        return true;
    }
}

static bool strings(const json_t *array) {
    if (!json_is_array(array)) {
        return false;
    }
    for (size_t i = 0; i < json_array_size(array); i++) {
        if (!json_is_string(json_array_get(array, i))) {
            return false;
        }
    }
    return true;
}

static const char *raised_problem(const json_t *raised) {
    if (!json_is_string(json_object_get(raised, "class"))) {
        return "`raised` without a `class`";
    }
    if (!strings(json_object_get(raised, "bases"))) {
        return "`raised` without `bases`, a list of names";
    }
    static const char *const names[] = {"errno", "code"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const json_t *member = json_object_get(raised, names[i]);
        if (member != NULL && !json_is_null(member) && !json_is_string(member)) {
            return i == 0 ? "`errno` is not a name" : "`code` is not a name";
        }
    }
    const json_t *text = json_object_get(raised, "text"), *args = json_object_get(raised, "args");
    /* no {"wtf8"}: what no string can hold is escaped in it (docs/protocol.md) */
    if (text != NULL && !json_is_string(text)) {
        return "`text` is not a text";
    }
    return args != NULL && (!json_is_array(args) || !valid_value(args)) ? "`args` is not a list of values" : NULL;
}

static bool valid_warnings(const json_t *warnings) {
    for (size_t i = 0; i < json_array_size(warnings); i++) {
        if (!json_is_string(json_object_get(json_array_get(warnings, i), "class"))) {
            return false;
        }
    }
    return warnings == NULL || json_is_array(warnings);
}

const char *answer_problem(const json_t *answer) {
    const json_t *ok = json_object_get(answer, "ok"), *raised = json_object_get(answer, "raised");
    const json_t *unsupported = json_object_get(answer, "unsupported"), *ns = json_object_get(answer, "ns");
    if ((ok != NULL) + (raised != NULL) + (unsupported != NULL) != 1) {
        return "an answer has one of `ok`, `raised` and `unsupported`";
    }
    if (ok != NULL && !valid_value(ok)) {
        return "`ok` is not a value";
    }
    if (unsupported != NULL && !json_is_string(unsupported)) {
        return "`unsupported` is not a reason";
    }
    if (ns != NULL && (!json_is_number(ns) || json_number_value(ns) < 0)) {
        return "`ns` is not a duration";
    }
    if (!valid_warnings(json_object_get(answer, "warnings"))) {
        return "`warnings` is not a list of {class, text}";
    }
    return raised != NULL ? raised_problem(raised) : NULL;
}
