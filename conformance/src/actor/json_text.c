#include "actor/json_text.h"

#include <stdbool.h>
#include <stdint.h>

static int put(const char *data, size_t length, void *text) {
    text_add(text, data, length);
    return 0;
}

/* Strings that need no escape are most; the others, and floats, are left to jansson. */
static bool plain(const char *data, size_t length) {
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)data[i];
        if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f) {
            return false;
        }
    }
    return true;
}

static void put_string(struct text *out, const char *data, size_t length) {
    text_putc(out, '"');
    text_add(out, data, length);
    text_putc(out, '"');
}

static void put_integer(struct text *out, json_int_t number) {
    char digits[24];
    char *at = digits + sizeof digits;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0) {
        *--at = '-';
    }
    text_add(out, at, (size_t)(digits + sizeof digits - at));
}

static void put_array(struct text *out, const json_t *array) {
    text_putc(out, '[');
    for (size_t i = 0; i < json_array_size(array); i++) {
        if (i > 0) {
            text_putc(out, ',');
        }
        json_text(out, json_array_get(array, i));
    }
    text_putc(out, ']');
}

static void put_object(struct text *out, const json_t *object) {
    const char *key, *separator = "{";
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        text_puts(out, separator);
        json_t *name = json_string_nocheck(key);
        json_text(out, name);
        json_decref(name);
        text_putc(out, ':');
        json_text(out, value);
        separator = ",";
    }
    text_puts(out, *separator == '{' ? "{}" : "}");
}

void json_text(struct text *out, const json_t *term) {
    switch (json_typeof(term)) {
    case JSON_NULL:
        text_puts(out, "null");
        return;
    case JSON_TRUE:
        text_puts(out, "true");
        return;
    case JSON_FALSE:
        text_puts(out, "false");
        return;
    case JSON_INTEGER:
        put_integer(out, json_integer_value(term));
        return;
    case JSON_ARRAY:
        put_array(out, term);
        return;
    case JSON_OBJECT:
        put_object(out, term);
        return;
    case JSON_STRING:
        if (plain(json_string_value(term), json_string_length(term))) {
            put_string(out, json_string_value(term), json_string_length(term));
            return;
        }
        break;
    case JSON_REAL:
        break;
    }
    json_dump_callback(term, put, out, JSON_COMPACT | JSON_ENCODE_ANY);
}
