#include "judge/json_text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void put_term(struct text *out, const json_t *term, bool sorted);

static int put(const char *data, size_t length, void *text) {
    text_add(text, data, length);
    return 0;
}

static bool needs_escape(char c) {
    return (unsigned char)c < 0x20 || c == '"' || c == '\\';
}

static void put_escape(struct text *out, char c) {
    static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (size_t i = 0; letters[i] != '\0'; i += 2) {
        if (letters[i] == c) {
            char escape[2] = {'\\', letters[i + 1]};
            text_add(out, escape, 2);
            return;
        }
    }
    text_printf(out, "\\u%04X", (unsigned)(unsigned char)c);
}

static void put_string(struct text *out, const char *data, size_t length) {
    text_putc(out, '"');
    for (size_t done = 0; done < length;) {
        size_t plain = done;
        while (plain < length && !needs_escape(data[plain])) {
            plain++;
        }
        text_add(out, data + done, plain - done);
        if (plain < length) {
            put_escape(out, data[plain++]);
        }
        done = plain;
    }
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

static void put_array(struct text *out, const json_t *array, bool sorted) {
    text_putc(out, '[');
    for (size_t i = 0; i < json_array_size(array); i++) {
        if (i > 0) {
            text_putc(out, ',');
        }
        put_term(out, json_array_get(array, i), sorted);
    }
    text_putc(out, ']');
}

static void put_member(struct text *out, const char *key, const json_t *value, bool sorted) {
    put_string(out, key, strlen(key));
    text_putc(out, ':');
    put_term(out, value, sorted);
}

static int compare(const void *a, const void *b) {
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

static void put_sorted(struct text *out, const json_t *object) {
    enum { USUAL = 32 };
    const char *few[USUAL], *key;
    size_t size = json_object_size(object), count = 0;
    const char **keys = size <= USUAL ? few : malloc(size * sizeof *keys);
    json_t *value;
    if (keys == NULL) {
        abort();
    }
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        keys[count++] = key;
    }
    qsort(keys, count, sizeof *keys, compare);
    text_putc(out, '{');
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            text_putc(out, ',');
        }
        put_member(out, keys[i], json_object_get(object, keys[i]), true);
    }
    text_putc(out, '}');
    if (keys != few) {
        free(keys);
    }
}

static void put_object(struct text *out, const json_t *object) {
    const char *key;
    json_t *value;
    bool first = true;
    text_putc(out, '{');
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        if (!first) {
            text_putc(out, ',');
        }
        put_member(out, key, value, false);
        first = false;
    }
    text_putc(out, '}');
}

static void put_term(struct text *out, const json_t *term, bool sorted) {
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
        put_array(out, term, sorted);
        return;
    case JSON_OBJECT:
        if (sorted) {
            put_sorted(out, term);
        } else {
            put_object(out, term);
        }
        return;
    case JSON_STRING:
        put_string(out, json_string_value(term), json_string_length(term));
        return;
    case JSON_REAL:
        json_dump_callback(term, put, out, JSON_COMPACT | JSON_ENCODE_ANY);
        return;
    }
}

void json_text(struct text *out, const json_t *term) {
    put_term(out, term, false);
}

void json_text_sorted(struct text *out, const json_t *term) {
    put_term(out, term, true);
}
