#include "arguments.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cycle.h"
#include "handles.h"
#include "memory.h"
#include "utf8.h"

static bool wants(struct call *call, const char *where, const char *what) {
    if (where)
        call_unsupported(call, "C is typed: %s wants %s", where, what);
    else
        call_unsupported(call, "C is typed: argument %d of %s wants %s", call->reading + 1, call->operation->name,
                         what);
    return false;
}

static const json_t *reading(struct call *call, int index) {
    call->reading = index;
    return call->argument[index];
}

/* Nothing, or null where that is the default. */
static bool left_out(const struct call *call, int index) {
    return !call->argument[index] || (json_is_null(call->argument[index]) && call->operation->none[index]);
}

bool arg_given(const struct call *call, int index) {
    return call->argument[index] && !json_is_null(call->argument[index]);
}

/* The text in {"int":"…"} and the like, if the value is an object with that one member. */
static const json_t *member(const json_t *value, const char *name) {
    return json_is_object(value) && json_object_size(value) == 1 ? json_object_get(value, name) : NULL;
}

bool value_int(struct call *call, const json_t *value, const char *where, long long min, long long max,
               long long *result) {
    long long number;
    const json_t *large = member(value, "int");
    if (json_is_object(value) && json_object_size(value) == 2 && json_object_get(value, "enum"))
        value = json_object_get(value, "value");
    if (json_is_integer(value)) {
        number = json_integer_value(value);
    } else if (json_is_boolean(value)) {
        number = json_is_true(value);
    } else if (json_is_string(large)) {
        char *end;
        errno = 0;
        number = strtoll(json_string_value(large), &end, 10);
        if (*end || errno)
            return wants(call, where, "an integer of its C type");
    } else {
        return wants(call, where, "an integer");
    }
    if (number < min || number > max)
        return wants(call, where, "an integer of its C type");
    *result = number;
    return true;
}

bool arg_int(struct call *call, int index, long long min, long long max, long long *value) {
    return value_int(call, reading(call, index), NULL, min, max, value);
}

bool arg_int_or(struct call *call, int index, long long min, long long max, long long *value) {
    return left_out(call, index) || arg_int(call, index, min, max, value);
}

bool arg_bool(struct call *call, int index, bool *value) {
    long long number;
    if (!arg_int(call, index, LLONG_MIN, LLONG_MAX, &number))
        return false;
    *value = number != 0;
    return true;
}

bool arg_bool_or(struct call *call, int index, bool *value) {
    return left_out(call, index) || arg_bool(call, index, value);
}

bool arg_c_int_or(struct call *call, int index, int *value) {
    long long number = *value;
    if (!arg_int_or(call, index, INT_MIN, INT_MAX, &number))
        return false;
    *value = (int)number;
    return true;
}

bool arg_seconds(struct call *call, int index, bool *none, double *value) {
    const json_t *argument = reading(call, index);
    *none = json_is_null(argument);
    if (*none)
        return true;
    const json_t *real =
        member(argument, member(argument, "int") ? "int" : "float"); /* a double holds large integers, too */
    if (json_is_string(real)) {
        char *end;
        *value = strtod(json_string_value(real), &end);
        if (*end == '\0')
            return true;
    }
    if (!json_is_integer(argument))
        return wants(call, NULL, "a number of seconds");
    *value = (double)json_integer_value(argument);
    return true;
}

static int nibble(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Hex digits → bytes with a NUL behind them that does not count; null if they are none. */
static char *unhex(struct call *call, const json_t *digits, size_t *length) {
    const char *text = json_string_value(digits);
    if (!text || json_string_length(digits) % 2)
        return NULL;
    *length = json_string_length(digits) / 2;
    char *data = call_memory(call, *length + 1);
    for (size_t i = 0; i < *length; i++) {
        int high = nibble(text[2 * i]), low = nibble(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return NULL;
        data[i] = (char)(unsigned char)(high << 4 | low);
    }
    return data;
}

bool value_is_text(const json_t *value) {
    return json_is_string(value) || member(value, "wtf8");
}

bool value_is_bytes(const json_t *value) {
    return member(value, "bytes") || member(value, "fill") || member(value, "handle");
}

bool value_text(struct call *call, const json_t *value, const char *where, const char **text, size_t *length) {
    const json_t *odd = member(value, "wtf8");
    if (json_is_string(value)) {
        *text = json_string_value(value);
        *length = json_string_length(value);
        return true;
    }
    if (!odd)
        return wants(call, where, "text");
    char *bytes = unhex(call, odd, length);
    if (!bytes || !wtf8_to_bytes(bytes, length))
        return wants(call, where, "text that the file system's encoding can express");
    bytes[*length] = '\0';
    *text = bytes;
    return true;
}

bool value_wtf8(struct call *call, const json_t *value, const char *where, const char **text, size_t *length) {
    const json_t *odd = member(value, "wtf8");
    if (!odd)
        return value_text(call, value, where, text, length);
    *text = unhex(call, odd, length);
    return *text || wants(call, where, "text");
}

bool arg_text(struct call *call, int index, const char **text) {
    size_t length;
    if (!value_text(call, reading(call, index), NULL, text, &length))
        return false;
    return strlen(*text) == length || wants(call, NULL, "text without NUL");
}

bool arg_text_or(struct call *call, int index, const char **text) {
    return left_out(call, index) || arg_text(call, index, text);
}

bool value_host(struct call *call, const json_t *value, const char *where, bool none, rs_text *text) {
    *text = (rs_text){0};
    if (none && json_is_null(value))
        return true;
    text->bytes = value_is_bytes(value);
    if (!text->bytes)
        return value_text(call, value, where, &text->data, &text->size);
    const void *data;
    if (!value_bytes(call, value, where, &data, &text->size))
        return false;
    text->data = data;
    return true;
}

bool arg_host(struct call *call, int index, bool none, rs_text *text) {
    return value_host(call, reading(call, index), NULL, none, text);
}

bool arg_string(struct call *call, int index, rs_text *text) {
    *text = (rs_text){0};
    return value_text(call, reading(call, index), NULL, &text->data, &text->size);
}

bool arg_string_or(struct call *call, int index, rs_text *text) {
    *text = (rs_text){0};
    return !call->argument[index] || arg_string(call, index, text);
}

static bool fill(struct call *call, const json_t *form, const char *where, const void **data, size_t *length) {
    const json_t *seed = json_object_get(form, "seed"), *size = json_object_get(form, "len");
    if (!json_is_integer(seed) || !json_is_integer(size) || json_integer_value(seed) < 0 ||
        json_integer_value(size) < 0)
        return wants(call, where, "bytes");
    void *bytes;
    if (!call_room(call, json_integer_value(size), &bytes))
        return false;
    *length = (size_t)json_integer_value(size);
    cycle_fill(bytes, *length, (unsigned long long)json_integer_value(seed));
    *data = bytes;
    return true;
}

bool value_bytes(struct call *call, const json_t *value, const char *where, const void **data, size_t *length) {
    const json_t *digits = member(value, "bytes"), *form = member(value, "fill");
    if (digits) {
        *data = unhex(call, digits, length);
        if (*data)
            return true;
    } else if (form) {
        return fill(call, form, where, data, length);
    } else if (member(value, "handle")) {
        struct object *object;
        if (!value_object(call, value, where, OBJECT_BUFFER, &object))
            return false;
        const struct buffer *buffer = &object->buffer;
        if (buffer->stride != (long long)buffer->item_size)
            return wants(call, where, "bytes without gaps");
        *data = buffer->data + buffer->start;
        *length = buffer->items * buffer->item_size;
        return true;
    }
    return wants(call, where, "bytes");
}

bool arg_bytes(struct call *call, int index, const void **data, size_t *length) {
    return value_bytes(call, reading(call, index), NULL, data, length);
}

bool arg_path(struct call *call, int index, const char **path) {
    const json_t *value = reading(call, index);
    size_t length;
    if (value_is_text(value)) {
        if (!value_text(call, value, NULL, path, &length))
            return false;
    } else {
        const void *data;
        if (!member(value, "bytes") || !value_bytes(call, value, NULL, &data, &length))
            return wants(call, NULL, "a path");
        *path = data;
    }
    return strlen(*path) == length || wants(call, NULL, "a path without NUL");
}

bool value_object(struct call *call, const json_t *value, const char *where, enum object_kind kind,
                  struct object **object) {
    const char *name = json_string_value(member(value, "handle"));
    if (!name) {
        static const char *const what[] = {[OBJECT_SOCKET] = "a socket",
                                           [OBJECT_BUFFER] = "a buffer",
                                           [OBJECT_FILE] = "a file",
                                           [OBJECT_STREAM] = "a file of makefile()"};
        return wants(call, where, what[kind]);
    }
    *object = handles_get(name);
    if (!*object) {
        call_unsupported(call, "no handle '%s'", name);
        return false;
    }
    call_hold(call, *object);
    if ((*object)->kind != kind) {
        call_unsupported(call, "C is typed: '%s' is a %s, a %s is wanted", name, object_word((*object)->kind),
                         object_word(kind));
        return false;
    }
    return true;
}

bool arg_object(struct call *call, int index, enum object_kind kind, struct object **object) {
    return value_object(call, reading(call, index), NULL, kind, object);
}

bool value_sequence(struct call *call, const json_t *value, const char *where, const json_t **members, size_t *count) {
    *members = json_is_array(value) ? value : member(value, "tuple");
    if (!json_is_array(*members))
        return wants(call, where, "a tuple or list");
    *count = json_array_size(*members);
    return true;
}
