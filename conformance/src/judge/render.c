#include "judge/render.h"

#include "judge/value.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void term(struct text *out, const json_t *value, int depth);

/* Decode one character of generalized UTF-8; anything invalid is taken as a single byte, *size is 1 then and the
 * result is above the Unicode range. */
static uint32_t character(const unsigned char *data, size_t length, size_t *size) {
    uint32_t c = data[0];
    size_t want = c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 : (c & 0xf0) == 0xe0 ? 3 : (c & 0xf8) == 0xf0 ? 4 : 0;
    *size = 1;
    if (want == 1) {
        return c;
    }
    if (want == 0 || want > length) {
        return 0x80000000u | c;
    }
    uint32_t decoded = c & (0xffu >> (want + 1));
    for (size_t i = 1; i < want; i++) {
        if ((data[i] & 0xc0) != 0x80) {
            return 0x80000000u | c;
        }
        decoded = decoded << 6 | (data[i] & 0x3f);
    }
    /* No character is written longer than it has to be. */
    if ((want == 3 && decoded < 0x800) || (want == 4 && decoded < 0x10000)) {
        return 0x80000000u | c;
    }
    *size = want;
    return decoded;
}

/* Controls (also C1), surrogates, and what is invisible or changes the direction of writing. */
static bool harmless(uint32_t c) {
    return (c >= 0x20 && c < 0x7f) ||
           (c >= 0xa0 && c < 0x110000 && (c < 0xd800 || c > 0xf8ff) && !(c >= 0x200b && c <= 0x200f) &&
            !(c >= 0x2028 && c <= 0x202e) && !(c >= 0x2060 && c <= 0x206f) && c != 0xfeff && c != 0xad && c != 0x61c);
}

static void escaped(struct text *out, uint32_t c) {
    static const char plain[] = "\n\t\r\0", letters[] = "ntr0";
    const char *at = c < 0x80 ? memchr(plain, (int)c, sizeof plain - 1) : NULL;
    if (at != NULL) {
        text_printf(out, "\\%c", letters[at - plain]);
    } else if (c < 0x100 || c >= 0x80000000u) {
        text_printf(out, "\\x%02x", (unsigned)(c & 0xff));
    } else {
        text_printf(out, c < 0x10000 ? "\\u%04x" : "\\U%08x", (unsigned)c);
    }
}

void render_safe(struct text *out, const char *data, size_t length, bool lines) {
    const unsigned char *at = (const unsigned char *)data;
    while (length > 0) {
        size_t size;
        uint32_t c = character(at, length, &size);
        if (harmless(c) || (lines && (c == '\n' || c == '\t'))) {
            text_add(out, (const char *)at, size);
        } else {
            escaped(out, c);
        }
        at += size;
        length -= size;
    }
}

/* What is cut later is not worth writing. */
static bool full(const struct text *out) {
    return out->length > (size_t)4 * RENDER_LIMIT;
}

static void quoted_text(struct text *out, const struct octets *text) {
    text_putc(out, '"');
    for (size_t at = 0, size; at < text->length && !full(out); at += size) {
        uint32_t c = character(text->data + at, text->length - at, &size);
        if (c == '"' || c == '\\') {
            text_printf(out, "\\%c", (int)c);
        } else if (harmless(c)) {
            text_add(out, (const char *)text->data + at, size);
        } else {
            escaped(out, c);
        }
    }
    text_putc(out, '"');
}

static void quoted_bytes(struct text *out, const struct octets *bytes) {
    text_puts(out, "b\"");
    for (size_t i = 0; i < bytes->length && !full(out); i++) {
        unsigned char c = bytes->data[i];
        if (c == '"' || c == '\\') {
            text_printf(out, "\\%c", c);
        } else if (c >= 0x20 && c < 0x7f) {
            text_putc(out, (char)c);
        } else if (c == '\n' || c == '\t' || c == '\r') {
            escaped(out, c);
        } else {
            text_printf(out, "\\x%02x", c);
        }
    }
    text_putc(out, '"');
}

static void raw_json(struct text *out, const json_t *value) {
    char *dump = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (dump != NULL) {
        render_safe(out, dump, strlen(dump), false);
    }
    free(dump);
}

static void members(struct text *out, const json_t *array, size_t from, const char *separator, int depth) {
    for (size_t i = from; i < json_array_size(array) && !full(out); i++) {
        if (i > from) {
            text_puts(out, separator);
        }
        term(out, json_array_get(array, i), depth);
    }
}

static void string(struct text *out, const json_t *value) {
    render_safe(out, json_string_value(value), json_string_length(value), false);
}

/* A float always shows that it is one. */
static void number(struct text *out, const char *digits) {
    text_puts(out, digits);
    if (digits[strspn(digits, "-0123456789")] == '\0') {
        text_puts(out, ".0");
    }
}

static bool plain_value(struct text *out, const json_t *value, int depth) {
    struct octets octets;
    char digits[40];
    switch (value_kind(value)) {
    case VALUE_NONE:
        text_puts(out, "None");
        return true;
    case VALUE_BOOL:
        text_puts(out, json_is_true(value) ? "True" : "False");
        return true;
    case VALUE_INT:
        if (value_digits(value, digits) == NULL) {
            return false;
        }
        text_puts(out, value_digits(value, digits));
        return true;
    case VALUE_FLOAT:
        if (json_is_real(value)) {
            snprintf(digits, sizeof digits, "%.17g", json_real_value(value));
            number(out, digits);
        } else {
            const char *text = json_string_value(json_object_get(value, "float"));
            if (strcmp(text, "nan") == 0 || strcmp(text, "inf") == 0 || strcmp(text, "-inf") == 0) {
                text_puts(out, *text == 'n' ? "NAN" : *text == 'i' ? "INF" : "-INF");
            } else {
                number(out, text);
            }
        }
        return true;
    case VALUE_TEXT:
    case VALUE_BYTES:
        if (!value_octets(value, &octets)) {
            return false;
        }
        (value_kind(value) == VALUE_TEXT ? quoted_text : quoted_bytes)(out, &octets);
        octets_free(&octets);
        return true;
    case VALUE_FILL: {
        const json_t *fill = json_object_get(value, "fill");
        text_puts(out, "fill(");
        term(out, json_object_get(fill, "seed"), depth);
        text_puts(out, ", ");
        term(out, json_object_get(fill, "len"), depth);
        text_putc(out, ')');
        return true;
    }
    case VALUE_DIGEST:
        text_printf(out, "<%lld bytes, crc32 %08llx>", (long long)value_length(value),
                    (long long)json_integer_value(json_object_get(json_object_get(value, "digest"), "crc32")));
        return true;
    case VALUE_LIST:
        text_putc(out, '[');
        members(out, value, 0, ", ", depth);
        text_putc(out, ']');
        return true;
    case VALUE_TUPLE:
        text_putc(out, '(');
        members(out, value_members(value), 0, ", ", depth);
        text_puts(out, json_array_size(value_members(value)) == 1 ? ",)" : ")");
        return true;
    case VALUE_ENUM:
        string(out, json_object_get(value, "enum"));
        return true;
    case VALUE_HANDLE:
        string(out, json_object_get(value, "handle"));
        return true;
    case VALUE_OBJECT:
        text_putc(out, '<');
        string(out, json_object_get(value, "object"));
        text_putc(out, '>');
        return true;
    case VALUE_OTHER:
        return false;
    }
    return false;
}

/* An operand that binds less tightly than what is around it goes into brackets. */
static void bracketed(struct text *out, const json_t *value, int depth) {
    const char *key = value_only_key(value, NULL);
    bool low = key != NULL && (strcmp(key, "or") == 0 || strcmp(key, "add") == 0 || strcmp(key, "sub") == 0);
    if (low) {
        text_putc(out, '(');
    }
    term(out, value, depth);
    if (low) {
        text_putc(out, ')');
    }
}

static void range(struct text *out, const json_t *bounds, int depth) {
    static const char *const keys[] = {"min", "max", "above", "below"}, *const signs[] = {">= ", "<= ", "> ", "< "};
    const json_t *low = json_object_get(bounds, "min"), *high = json_object_get(bounds, "max");
    if (low != NULL && high != NULL) {
        term(out, low, depth);
        text_puts(out, "..");
        term(out, high, depth);
        return;
    }
    const char *separator = "";
    for (size_t i = 0; i < 4; i++) {
        const json_t *bound = json_object_get(bounds, keys[i]);
        if (bound != NULL) {
            text_printf(out, "%s%s", separator, signs[i]);
            term(out, bound, depth);
            separator = " and ";
        }
    }
}

static void subscript(struct text *out, const json_t *array, int depth) {
    bracketed(out, json_array_get(array, 0), depth);
    text_putc(out, '[');
    for (size_t i = 1; i < json_array_size(array); i++) {
        if (i > 1) {
            text_putc(out, ':');
        }
        if (!json_is_null(json_array_get(array, i)) || json_array_size(array) == 2) {
            term(out, json_array_get(array, i), depth);
        }
    }
    text_putc(out, ']');
}

static bool infix(struct text *out, const char *key, const json_t *content, int depth) {
    static const char *const operators[][2] = {{"or", "|"}, {"add", " + "}, {"sub", " - "}, {"mul", " * "}};
    for (size_t i = 0; i < 4; i++) {
        if (strcmp(key, operators[i][0]) == 0 && json_is_array(content)) {
            for (size_t j = 0; j < json_array_size(content) && !full(out); j++) {
                if (j > 0) {
                    text_puts(out, operators[i][1]);
                }
                bracketed(out, json_array_get(content, j), depth);
            }
            return true;
        }
    }
    return false;
}

/* Forms that look like a call in the language; `len` is called size() there. */
static bool function(struct text *out, const char *key, const json_t *content, int depth) {
    static const char *const names[] = {"one_of", "not",   "all",   "length", "prefix", "suffix", "glob",   "contains",
                                        "each",   "flags", "lacks", "near",   "pack",   "unpack", "encode", "len"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(key, names[i]) == 0) {
            text_printf(out, "%s(", strcmp(key, "len") == 0 ? "size" : key);
            /* not, length, prefix … have one operand, which may itself be a list */
            static const char one[] = " not length prefix suffix glob each flags lacks len ";
            char padded[16];
            snprintf(padded, sizeof padded, " %s ", key);
            if (json_is_array(content) && strstr(one, padded) == NULL) {
                members(out, content, 0, ", ", depth);
            } else {
                term(out, content, depth);
            }
            text_putc(out, ')');
            return true;
        }
    }
    return false;
}

static void term(struct text *out, const json_t *value, int depth) {
    if (full(out)) {
        return;
    }
    if (depth > 100) {
        text_puts(out, "...");
        return;
    }
    depth++;
    if (plain_value(out, value, depth)) {
        return;
    }
    const json_t *content;
    const char *key = value_only_key(value, &content);
    if (key == NULL) {
        raw_json(out, value);
    } else if ((strcmp(key, "var") == 0 || strcmp(key, "const") == 0) && json_is_string(content)) {
        string(out, content);
    } else if (strcmp(key, "runtime") == 0 && json_is_string(content)) {
        text_putc(out, '$');
        string(out, content);
    } else if (strcmp(key, "any") == 0) {
        text_puts(out, "ANY");
    } else if (strcmp(key, "type") == 0 && json_is_string(content)) {
        text_puts(out, strcmp(json_string_value(content), "none") == 0 ? "None" : json_string_value(content));
    } else if (strcmp(key, "enum") == 0 && json_is_string(content)) {
        text_printf(out, "enum(%s)", json_string_value(content));
    } else if (strcmp(key, "range") == 0) {
        range(out, content, depth);
    } else if ((strcmp(key, "index") == 0 || strcmp(key, "slice") == 0) && json_is_array(content)) {
        subscript(out, content, depth);
    } else if (!infix(out, key, content, depth) && !function(out, key, content, depth)) {
        raw_json(out, value);
    }
}

void render_term(struct text *out, const json_t *value) {
    term(out, value, 0);
}

char *render_limited(struct text *out) {
    const unsigned char *data = (const unsigned char *)(out->data != NULL ? out->data : "");
    if (text_offset(data, out->length, RENDER_LIMIT) < out->length) {
        out->length = text_offset(data, out->length, RENDER_LIMIT - 3);
        text_puts(out, "...");
    }
    return text_take(out);
}

char *render(const json_t *value) {
    struct text out = {0};
    if (value == NULL) {
        text_puts(&out, "(nothing)");
    } else {
        term(&out, value, 0);
    }
    return render_limited(&out);
}
