#include "judge/match.h"

#include "judge/value.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Whether a term has the form of a pattern, or is a list or tuple, which may hold some: no part of a text or bytes. */
static bool is_pattern(const json_t *term);

typedef enum match matcher(const json_t *content, const json_t *value, const struct scope *scope,
                           struct eval_error *error);

static enum match yes_if(bool condition) {
    return condition ? MATCH_YES : MATCH_NO;
}

/* Evaluate the operand of a pattern. NULL: `error` is filled. */
static json_t *operand(const json_t *term, const struct scope *scope, struct eval_error *error) {
    return eval(term, scope, error);
}

static enum match match_any(const json_t *content, const json_t *value, const struct scope *scope,
                            struct eval_error *error) {
    (void)content, (void)scope, (void)error;
    return yes_if(value != NULL);
}

static enum match match_type(const json_t *name, const json_t *value, const struct scope *scope,
                             struct eval_error *error) {
    static const struct {
        const char *name;
        unsigned kinds;
    } types[] = {
        {"int", 1u << VALUE_INT | 1u << VALUE_ENUM},
        {"text", 1u << VALUE_TEXT},
        {"bytes", 1u << VALUE_BYTES | 1u << VALUE_DIGEST | 1u << VALUE_FILL},
        {"bool", 1u << VALUE_BOOL},
        {"float", 1u << VALUE_FLOAT},
        {"list", 1u << VALUE_LIST},
        {"tuple", 1u << VALUE_TUPLE},
        {"none", 1u << VALUE_NONE},
    };
    const char *wanted = json_string_value(name);
    enum value_kind kind = value_kind(value);
    if (strcmp(wanted, "socket") == 0 || strcmp(wanted, "buffer") == 0 || strcmp(wanted, "file") == 0) {
        const char *said = json_string_value(json_object_get(value, kind == VALUE_OBJECT ? "object" : "type"));
        return yes_if((kind == VALUE_HANDLE && said == NULL) ||
                      ((kind == VALUE_HANDLE || kind == VALUE_OBJECT) && said != NULL && strcmp(said, wanted) == 0));
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(wanted, types[i].name) == 0) {
            unsigned kinds = types[i].kinds;
            if (scope->typed && kinds & (1u << VALUE_INT | 1u << VALUE_BOOL)) {
                kinds |= 1u << VALUE_INT | 1u << VALUE_BOOL | 1u << VALUE_ENUM;
            }
            if (scope->typed && kinds & (1u << VALUE_LIST | 1u << VALUE_TUPLE)) {
                kinds |= 1u << VALUE_LIST | 1u << VALUE_TUPLE;
            }
            return yes_if(kinds >> kind & 1);
        }
    }
    eval_fail(error, EVAL_BROKEN, "no such type: %s", wanted);
    return MATCH_ERROR;
}

/* -1, 0, 1 as a is less, equal, greater than b; 2 if not comparable. Exact for 64-bit ints. */
static int compare(const json_t *a, const json_t *b) {
    int64_t x, y;
    double fx, fy;
    if (value_int64(a, &x) && value_int64(b, &y)) {
        return x < y ? -1 : x > y;
    }
    if (!value_number(a, &fx) || !value_number(b, &fy) || isnan(fx) || isnan(fy)) {
        return 2;
    }
    return fx < fy ? -1 : fx > fy;
}

static enum match match_range(const json_t *bounds, const json_t *value, const struct scope *scope,
                              struct eval_error *error) {
    static const struct {
        const char *key;
        int allowed[2]; /* results of compare(value, bound) */
    } kinds[] = {{"min", {0, 1}}, {"max", {0, -1}}, {"above", {1, 1}}, {"below", {-1, -1}}};
    json_t *number = json_is_boolean(value) && scope->typed ? json_integer(json_is_true(value)) : NULL;
    const json_t *subject = number != NULL ? number : value;
    enum match result = yes_if(compare(subject, subject) == 0);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && result == MATCH_YES; i++) {
        const json_t *term = json_object_get(bounds, kinds[i].key);
        if (term == NULL) {
            continue;
        }
        json_t *limit = operand(term, scope, error);
        if (limit == NULL) {
            result = MATCH_ERROR;
            break;
        }
        int order = compare(subject, limit);
        result = yes_if(order == kinds[i].allowed[0] || order == kinds[i].allowed[1]);
        json_decref(limit);
    }
    json_decref(number);
    return result;
}

static enum match match_one_of(const json_t *patterns, const json_t *value, const struct scope *scope,
                               struct eval_error *error) {
    enum match result = MATCH_NO;
    for (size_t i = 0; i < json_array_size(patterns) && result == MATCH_NO; i++) {
        result = match(json_array_get(patterns, i), value, scope, error);
    }
    return result;
}

static enum match match_all(const json_t *patterns, const json_t *value, const struct scope *scope,
                            struct eval_error *error) {
    enum match result = MATCH_YES;
    for (size_t i = 0; i < json_array_size(patterns) && result == MATCH_YES; i++) {
        result = match(json_array_get(patterns, i), value, scope, error);
    }
    return result;
}

static enum match match_not(const json_t *pattern, const json_t *value, const struct scope *scope,
                            struct eval_error *error) {
    enum match result = match(pattern, value, scope, error);
    return result == MATCH_ERROR ? result : yes_if(result == MATCH_NO);
}

static enum match match_length(const json_t *pattern, const json_t *value, const struct scope *scope,
                               struct eval_error *error) {
    int64_t length = value_length(value);
    if (length < 0) {
        return MATCH_NO;
    }
    json_t *number = json_integer(length);
    enum match result = match(pattern, number, scope, error);
    json_decref(number);
    return result;
}

enum where { AT_START, AT_END, ANYWHERE };

/* Whether text or bytes `value` has `term`'s value, of the same kind, at that place. */
static enum match match_part(enum where where, const json_t *term, const json_t *value, const struct scope *scope,
                             struct eval_error *error) {
    json_t *part = operand(term, scope, error);
    if (part == NULL) {
        return MATCH_ERROR;
    }
    struct octets whole, piece;
    bool found = false;
    if ((value_kind(part) == VALUE_TEXT) == (value_kind(value) == VALUE_TEXT) && value_octets(value, &whole)) {
        if (value_octets(part, &piece)) {
            if (piece.length <= whole.length) {
                size_t rest = whole.length - piece.length;
                found = where == AT_START ? memcmp(whole.data, piece.data, piece.length) == 0
                        : where == AT_END ? memcmp(whole.data + rest, piece.data, piece.length) == 0
                                          : memmem(whole.data, whole.length, piece.data, piece.length) != NULL;
            }
            octets_free(&piece);
        }
        octets_free(&whole);
    }
    json_decref(part);
    return yes_if(found);
}

static enum match match_prefix(const json_t *content, const json_t *value, const struct scope *scope,
                               struct eval_error *error) {
    return match_part(AT_START, content, value, scope, error);
}

static enum match match_suffix(const json_t *content, const json_t *value, const struct scope *scope,
                               struct eval_error *error) {
    return match_part(AT_END, content, value, scope, error);
}

/* "..." stands for any run of characters: the pieces must follow each other; the first at the start, the last at the
 * end. */
static bool glob(const char *pattern, size_t pattern_length, const unsigned char *text, size_t length) {
    bool first = true;
    for (;;) {
        const char *dots = memmem(pattern, pattern_length, "...", 3);
        size_t piece = dots != NULL ? (size_t)(dots - pattern) : pattern_length;
        if (dots == NULL && first) {
            return piece == length && memcmp(pattern, text, piece) == 0;
        }
        if (piece > length) {
            return false;
        }
        if (dots == NULL) {
            return memcmp(text + length - piece, pattern, piece) == 0;
        }
        const unsigned char *at = first        ? (memcmp(text, pattern, piece) == 0 ? text : NULL)
                                  : piece == 0 ? text
                                               : memmem(text, length, pattern, piece);
        if (at == NULL) {
            return false;
        }
        length -= (size_t)(at - text) + piece;
        text = at + piece;
        pattern = dots + 3;
        pattern_length -= piece + 3;
        first = false;
    }
}

static enum match match_glob(const json_t *content, const json_t *value, const struct scope *scope,
                             struct eval_error *error) {
    (void)scope, (void)error;
    struct octets text, pattern;
    if (value_kind(value) != VALUE_TEXT || !value_octets(value, &text)) {
        return MATCH_NO;
    }
    bool found = false;
    if (value_octets(content, &pattern)) {
        found = glob((const char *)pattern.data, pattern.length, text.data, text.length);
        octets_free(&pattern);
    }
    octets_free(&text);
    return yes_if(found);
}

static enum match match_contains(const json_t *patterns, const json_t *value, const struct scope *scope,
                                 struct eval_error *error) {
    const json_t *members = value_members(value);
    enum value_kind kind = value_kind(value);
    enum match result = yes_if(members != NULL || kind == VALUE_TEXT || kind == VALUE_BYTES || kind == VALUE_FILL);
    for (size_t i = 0; i < json_array_size(patterns) && result == MATCH_YES; i++) {
        const json_t *pattern = json_array_get(patterns, i);
        if (members == NULL) { /* a part of a text is a value */
            result = is_pattern(pattern) ? MATCH_NO : match_part(ANYWHERE, pattern, value, scope, error);
            continue;
        }
        result = MATCH_NO;
        for (size_t j = 0; j < json_array_size(members) && result == MATCH_NO; j++) {
            result = match(pattern, json_array_get(members, j), scope, error);
        }
    }
    return result;
}

static enum match match_each(const json_t *pattern, const json_t *value, const struct scope *scope,
                             struct eval_error *error) {
    const json_t *members = value_members(value);
    enum match result = yes_if(members != NULL);
    for (size_t i = 0; i < json_array_size(members) && result == MATCH_YES; i++) {
        result = match(pattern, json_array_get(members, i), scope, error);
    }
    return result;
}

static enum match match_bits(bool set, const json_t *term, const json_t *value, const struct scope *scope,
                             struct eval_error *error) {
    json_t *flags = operand(term, scope, error);
    if (flags == NULL) {
        return MATCH_ERROR;
    }
    int64_t bits, number;
    bool ok = value_int64(flags, &bits) && value_int64(value, &number) && (number & bits) == (set ? bits : 0);
    json_decref(flags);
    return yes_if(ok);
}

static enum match match_flags(const json_t *content, const json_t *value, const struct scope *scope,
                              struct eval_error *error) {
    return match_bits(true, content, value, scope, error);
}

static enum match match_lacks(const json_t *content, const json_t *value, const struct scope *scope,
                              struct eval_error *error) {
    return match_bits(false, content, value, scope, error);
}

/* The member of that name or, as names have synonyms (AF_UNIX, AF_LOCAL), any member that is equal. */
static enum match match_enum(const json_t *name, const json_t *value, const struct scope *scope,
                             struct eval_error *error) {
    bool member = value_kind(value) == VALUE_ENUM;
    if (!scope->typed && !member) {
        return MATCH_NO;
    }
    if (member) {
        const char *full = json_string_value(json_object_get(value, "enum"));
        const char *dot = strrchr(full, '.');
        if (strcmp(dot != NULL ? dot + 1 : full, json_string_value(name)) == 0) {
            return MATCH_YES;
        }
    }
    json_t *constant = json_pack("{s:s}", "const", json_string_value(name));
    json_t *wanted = operand(constant, scope, error);
    json_decref(constant);
    if (wanted == NULL) {
        return MATCH_ERROR;
    }
    bool equal = value_equal(wanted, value, scope->typed);
    json_decref(wanted);
    return yes_if(equal);
}

static enum match match_near(const json_t *pair, const json_t *value, const struct scope *scope,
                             struct eval_error *error) {
    json_t *centre = operand(json_array_get(pair, 0), scope, error);
    json_t *tolerance = centre != NULL ? operand(json_array_get(pair, 1), scope, error) : NULL;
    enum match result = MATCH_ERROR;
    if (tolerance != NULL) {
        double x, t, v;
        result = yes_if(value_kind(value) == VALUE_FLOAT && value_number(value, &v) && value_number(centre, &x) &&
                        value_number(tolerance, &t) && fabs(v - x) <= t);
    }
    json_decref(centre);
    json_decref(tolerance);
    return result;
}

static const struct form {
    const char *key;
    int type; /* a json_type, or -1: any */
    matcher *match;
} forms[] = {
    {"any", JSON_TRUE, match_any},
    {"type", JSON_STRING, match_type},
    {"range", JSON_OBJECT, match_range},
    {"one_of", JSON_ARRAY, match_one_of},
    {"not", -1, match_not},
    {"length", -1, match_length},
    {"all", JSON_ARRAY, match_all},
    {"prefix", -1, match_prefix},
    {"suffix", -1, match_suffix},
    {"glob", -1, match_glob},
    {"contains", JSON_ARRAY, match_contains},
    {"each", -1, match_each},
    {"flags", -1, match_flags},
    {"lacks", -1, match_lacks},
    {"enum", JSON_STRING, match_enum},
    {"near", JSON_ARRAY, match_near},
};

static const struct form *form_of(const char *key, const json_t *content) {
    for (size_t i = 0; key != NULL && i < sizeof forms / sizeof *forms; i++) {
        if (strcmp(key, forms[i].key) == 0 && (forms[i].type < 0 || (int)json_typeof(content) == forms[i].type)) {
            return &forms[i];
        }
    }
    return NULL;
}

static bool is_pattern(const json_t *term) {
    const json_t *content = NULL;
    const char *key = value_only_key(term, &content);
    return json_is_array(term) || (key != NULL && strcmp(key, "tuple") == 0) || form_of(key, content) != NULL;
}

/* A list or tuple of patterns, element by element. */
static enum match match_members(const json_t *patterns, bool tuple, const json_t *value, const struct scope *scope,
                                struct eval_error *error) {
    const json_t *members = value_members(value);
    bool same_kind = scope->typed || tuple == (value_kind(value) == VALUE_TUPLE);
    if (members == NULL || !same_kind || json_array_size(members) != json_array_size(patterns)) {
        return MATCH_NO;
    }
    enum match result = MATCH_YES;
    for (size_t i = 0; i < json_array_size(patterns) && result == MATCH_YES; i++) {
        result = match(json_array_get(patterns, i), json_array_get(members, i), scope, error);
    }
    return result;
}

enum match match(const json_t *pattern, const json_t *value, const struct scope *scope, struct eval_error *error) {
    if (json_is_array(pattern)) {
        return match_members(pattern, false, value, scope, error);
    }
    const json_t *content = NULL;
    const char *key = value_only_key(pattern, &content);
    if (key != NULL && strcmp(key, "tuple") == 0 && json_is_array(content)) {
        return match_members(content, true, value, scope, error);
    }
    const struct form *form = form_of(key, content);
    if (form != NULL) {
        return form->match(content, value, scope, error);
    }
    json_t *wanted = eval(pattern, scope, error);
    if (wanted == NULL) {
        return MATCH_ERROR;
    }
    bool equal = value_equal(wanted, value, scope->typed);
    json_decref(wanted);
    return yes_if(equal);
}
