#include "judge/eval.h"

#include "judge/arithmetic.h"
#include "judge/pack.h"
#include "judge/render.h"
#include "judge/text.h"
#include "judge/value.h"

#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef json_t *evaluator(const json_t *content, const struct scope *scope, struct eval_error *error);

json_t *eval_fail(struct eval_error *error, enum eval_fault fault, const char *format, ...) {
    va_list args;
    va_start(args, format);
    error->fault = fault;
    vsnprintf(error->text, sizeof error->text, format, args);
    va_end(args);
    return NULL;
}

static json_t *fail_on(struct eval_error *error, const json_t *value, const char *what) {
    char *text = render(value);
    eval_fail(error, EVAL_NO_VALUE, "%.150s %s", text, what);
    free(text);
    return NULL;
}

/* A new reference to something const: jansson counts references in the term itself. */
static json_t *reference(const json_t *term) {
    return json_incref((json_t *)(uintptr_t)term);
}

static json_t *eval_var(const json_t *name, const struct scope *scope, struct eval_error *error) {
    const json_t *value = json_object_get(scope->vars, json_string_value(name));
    return value != NULL ? reference(value)
                         : eval_fail(error, EVAL_BROKEN, "'%s' is not bound", json_string_value(name));
}

static json_t *eval_const(const json_t *name, const struct scope *scope, struct eval_error *error) {
    const json_t *value = json_object_get(json_object_get(scope->hello, "constants"), json_string_value(name));
    return value != NULL ? reference(value)
                         : eval_fail(error, EVAL_NO_CONST, "no constant %s", json_string_value(name));
}

static json_t *eval_runtime(const json_t *name, const struct scope *scope, struct eval_error *error) {
    json_t *value = scope->runtime != NULL ? scope->runtime(scope->context, json_string_value(name)) : NULL;
    return value != NULL ? value : eval_fail(error, EVAL_BROKEN, "no value for $%s", json_string_value(name));
}

/* Evaluate the members of an array. The array itself comes back if nothing in it changes. */
static json_t *eval_members(const json_t *array, const struct scope *scope, struct eval_error *error) {
    json_t *copy = NULL;
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *member = json_array_get(array, i);
        json_t *value = eval(member, scope, error);
        if (value == NULL) {
            json_decref(copy);
            return NULL;
        }
        if (copy == NULL && value != member) {
            copy = json_array();
            for (size_t j = 0; j < i; j++) {
                json_array_append(copy, json_array_get(array, j));
            }
        }
        if (copy != NULL) {
            json_array_append_new(copy, value);
        } else {
            json_decref(value);
        }
    }
    return copy != NULL ? copy : reference(array);
}

static json_t *eval_tuple(const json_t *array, const struct scope *scope, struct eval_error *error) {
    json_t *members = eval_members(array, scope, error);
    return members != NULL ? value_new_tuple(members) : NULL;
}

static json_t *eval_or(const json_t *array, const struct scope *scope, struct eval_error *error) {
    int64_t bits = 0;
    for (size_t i = 0; i < json_array_size(array); i++) {
        json_t *value = eval(json_array_get(array, i), scope, error);
        if (value == NULL) {
            return NULL;
        }
        int64_t number;
        bool ok = value_int64(value, &number);
        if (!ok) {
            fail_on(error, value, "is not an int for |");
        }
        json_decref(value);
        if (!ok) {
            return NULL;
        }
        bits |= number;
    }
    return value_new_int(bits);
}

static json_t *binary(char op, const json_t *pair, const struct scope *scope, struct eval_error *error) {
    json_t *a = eval(json_array_get(pair, 0), scope, error);
    json_t *b = a != NULL ? eval(json_array_get(pair, 1), scope, error) : NULL;
    json_t *result = b != NULL ? arithmetic(op, a, b) : NULL;
    if (b != NULL && result == NULL) {
        char *x = render(a), *y = render(b);
        eval_fail(error, EVAL_NO_VALUE, "cannot compute %.100s %c %.100s", x, op, y);
        free(x);
        free(y);
    }
    json_decref(a);
    json_decref(b);
    return result;
}

static json_t *eval_add(const json_t *pair, const struct scope *scope, struct eval_error *error) {
    return binary('+', pair, scope, error);
}

static json_t *eval_sub(const json_t *pair, const struct scope *scope, struct eval_error *error) {
    return binary('-', pair, scope, error);
}

static json_t *eval_mul(const json_t *pair, const struct scope *scope, struct eval_error *error) {
    return binary('*', pair, scope, error);
}

/* The part [low, high) of a value, which are in range. */
static json_t *part(const json_t *value, size_t low, size_t high) {
    const json_t *members = value_members(value);
    if (members != NULL) {
        json_t *some = json_array();
        for (size_t i = low; i < high; i++) {
            json_array_append(some, json_array_get(members, i));
        }
        return value_kind(value) == VALUE_LIST ? some : value_new_tuple(some);
    }
    struct octets octets;
    if (!value_octets(value, &octets)) {
        return NULL;
    }
    json_t *result;
    if (value_kind(value) == VALUE_TEXT) {
        size_t from = text_offset(octets.data, octets.length, low);
        size_t to = text_offset(octets.data, octets.length, high);
        result = value_new_text(octets.data + from, to - from);
    } else {
        result = value_new_bytes(octets.data + low, high - low);
    }
    octets_free(&octets);
    return result;
}

/* Evaluate the bound of an index or slice. null gives `fallback`. False: `error` is filled. */
static bool bound(const json_t *term, int64_t fallback, const struct scope *scope, int64_t *out,
                  struct eval_error *error) {
    *out = fallback;
    if (term == NULL || json_is_null(term)) {
        return true;
    }
    json_t *value = eval(term, scope, error);
    if (value == NULL) {
        return false;
    }
    bool ok = value_int64(value, out);
    if (!ok) {
        fail_on(error, value, "is not an int for [ ]");
    }
    json_decref(value);
    return ok;
}

static json_t *eval_index(const json_t *pair, const struct scope *scope, struct eval_error *error) {
    int64_t index;
    json_t *value = eval(json_array_get(pair, 0), scope, error);
    if (value == NULL || !bound(json_array_get(pair, 1), 0, scope, &index, error)) {
        json_decref(value);
        return NULL;
    }
    int64_t length = value_length(value);
    int64_t at = index < 0 ? index + length : index;
    json_t *result = NULL;
    if (length >= 0 && at >= 0 && at < length) {
        struct octets octets;
        const json_t *members = value_members(value);
        if (members != NULL) {
            result = json_incref(json_array_get(members, (size_t)at));
        } else if (value_kind(value) == VALUE_TEXT) {
            result = part(value, (size_t)at, (size_t)at + 1);
        } else if (value_octets(value, &octets)) { /* an element of bytes is an int, as in Python */
            result = json_integer(octets.data[at]);
            octets_free(&octets);
        }
    }
    if (result == NULL) {
        char what[48];
        snprintf(what, sizeof what, "has no [%" PRId64 "]", index);
        fail_on(error, value, what);
    }
    json_decref(value);
    return result;
}

static int64_t clamp(int64_t index, int64_t length) {
    if (index < 0) {
        index += length;
    }
    return index < 0 ? 0 : index > length ? length : index;
}

static json_t *eval_slice(const json_t *triple, const struct scope *scope, struct eval_error *error) {
    json_t *value = eval(json_array_get(triple, 0), scope, error);
    if (value == NULL) {
        return NULL;
    }
    int64_t length = value_length(value), low, high;
    json_t *result = NULL;
    if (bound(json_array_get(triple, 1), 0, scope, &low, error) &&
        bound(json_array_get(triple, 2), length, scope, &high, error)) {
        if (length >= 0) {
            low = clamp(low, length);
            high = clamp(high, length);
            result = part(value, (size_t)low, (size_t)(high < low ? low : high));
        }
        if (result == NULL) {
            fail_on(error, value, "cannot be sliced");
        }
    }
    json_decref(value);
    return result;
}

static json_t *eval_len(const json_t *term, const struct scope *scope, struct eval_error *error) {
    json_t *value = eval(term, scope, error);
    if (value == NULL) {
        return NULL;
    }
    int64_t length = value_length(value);
    if (length < 0) {
        fail_on(error, value, "has no length");
    }
    json_decref(value);
    return length < 0 ? NULL : json_integer(length);
}

static json_t *eval_pack(const json_t *terms, const struct scope *scope, struct eval_error *error) {
    json_t *values = eval_members(terms, scope, error);
    if (values == NULL) {
        return NULL;
    }
    json_t *items = json_copy(values);
    json_array_remove(items, 0);
    const char *format = json_string_value(json_array_get(values, 0));
    json_t *bytes = format != NULL ? pack_values(format, items, scope->hello, error)
                                   : eval_fail(error, EVAL_BROKEN, "pack() wants a format");
    json_decref(items);
    json_decref(values);
    return bytes;
}

static json_t *eval_unpack(const json_t *terms, const struct scope *scope, struct eval_error *error) {
    json_t *values = eval_members(terms, scope, error);
    if (values == NULL) {
        return NULL;
    }
    const char *format = json_string_value(json_array_get(values, 0));
    json_t *tuple = format != NULL ? unpack_values(format, json_array_get(values, 1), scope->hello, error)
                                   : eval_fail(error, EVAL_BROKEN, "unpack() wants a format");
    json_decref(values);
    return tuple;
}

static json_t *eval_fill(const json_t *terms, const struct scope *scope, struct eval_error *error) {
    json_t *seed = eval(json_object_get(terms, "seed"), scope, error);
    json_t *length = seed != NULL ? eval(json_object_get(terms, "len"), scope, error) : NULL;
    int64_t number;
    json_t *fill = NULL;
    if (length != NULL && value_int64(seed, &number) && value_int64(length, &number) && number >= 0) {
        fill = json_pack("{s:{s:O,s:O}}", "fill", "seed", seed, "len", length);
    } else if (length != NULL) {
        fail_on(error, length, "is no length for fill()");
    }
    json_decref(seed);
    json_decref(length);
    return fill;
}

/* Text to bytes. Every text of the language has a UTF-8 form; other encodings only where each character fits. */
static json_t *encode(const char *encoding, const struct octets *text) {
    if (strcmp(encoding, "utf-8") == 0) {
        return value_new_bytes(text->data, text->length);
    }
    unsigned limit = strcmp(encoding, "ascii") == 0 ? 0x7f : strcmp(encoding, "latin-1") == 0 ? 0xff : 0;
    struct text bytes = {0};
    bool fits = limit != 0;
    for (size_t i = 0; fits && i < text->length; i++) {
        unsigned c = text->data[i];
        if ((c == 0xc2 || c == 0xc3) && i + 1 < text->length) {
            c = (c & 0x1f) << 6 | (text->data[++i] & 0x3f);
        } else if (c > 0x7f) { /* the start of a character above 0xff */
            c = UINT_MAX;
        }
        fits = c <= limit;
        text_putc(&bytes, (char)c);
    }
    json_t *result =
        fits ? value_new_bytes((const unsigned char *)(bytes.data != NULL ? bytes.data : ""), bytes.length) : NULL;
    text_free(&bytes);
    return result;
}

static json_t *eval_encode(const json_t *pair, const struct scope *scope, struct eval_error *error) {
    const char *encoding = json_string_value(json_array_get(pair, 0));
    json_t *value = eval(json_array_get(pair, 1), scope, error);
    if (value == NULL) {
        return NULL;
    }
    struct octets text;
    json_t *bytes = NULL;
    if (encoding != NULL && value_kind(value) == VALUE_TEXT && value_octets(value, &text)) {
        bytes = encode(encoding, &text);
        octets_free(&text);
    }
    if (bytes == NULL) {
        fail_on(error, value, "cannot be encoded");
    }
    json_decref(value);
    return bytes;
}

static const struct form {
    const char *key;
    json_type type;
    evaluator *evaluate;
} forms[] = {
    {"var", JSON_STRING, eval_var},         {"const", JSON_STRING, eval_const},  {"tuple", JSON_ARRAY, eval_tuple},
    {"runtime", JSON_STRING, eval_runtime}, {"or", JSON_ARRAY, eval_or},         {"add", JSON_ARRAY, eval_add},
    {"sub", JSON_ARRAY, eval_sub},          {"mul", JSON_ARRAY, eval_mul},       {"index", JSON_ARRAY, eval_index},
    {"slice", JSON_ARRAY, eval_slice},      {"pack", JSON_ARRAY, eval_pack},     {"unpack", JSON_ARRAY, eval_unpack},
    {"fill", JSON_OBJECT, eval_fill},       {"encode", JSON_ARRAY, eval_encode},
};

json_t *eval(const json_t *expression, const struct scope *scope, struct eval_error *error) {
    if (json_is_array(expression)) {
        return eval_members(expression, scope, error);
    }
    if (expression != NULL && !json_is_object(expression)) {
        return reference(expression);
    }
    const json_t *content;
    const char *key = value_only_key(expression, &content);
    if (key != NULL) {
        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
            if (strcmp(key, forms[i].key) == 0 && json_typeof(content) == forms[i].type) {
                return forms[i].evaluate(content, scope, error);
            }
        }
        if (strcmp(key, "len") == 0) {
            return eval_len(content, scope, error);
        }
    }
    if (value_kind(expression) != VALUE_OTHER) {
        return reference(expression);
    }
    char *text = expression != NULL ? json_dumps(expression, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    eval_fail(error, EVAL_BROKEN, "not an expression: %.150s", text != NULL ? text : "(nothing)");
    free(text);
    return NULL;
}
