#include "out.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crc32.h"
#include "utf8.h"

enum { DIGEST_ABOVE = 1 << 16 };
static const long long exact_integers = 1LL << 53; /* the integers that every JSON library keeps */

static char *reserve(struct out *out, size_t more) {
    if (out->room - out->length < more) {
        size_t room = out->room ? out->room : 256;
        while (room - out->length < more)
            room *= 2;
        char *text = realloc(out->text, room);
        if (!text) {
            fputs("refsock-adapter: out of memory for an answer\n", stderr);
            abort();
        }
        out->text = text;
        out->room = room;
    }
    return out->text + out->length;
}

void out_free(struct out *out) {
    free(out->text);
    *out = (struct out){0};
}

void out_raw(struct out *out, const void *text, size_t length) {
    if (length == 0)
        return;
    memcpy(reserve(out, length), text, length);
    out->length += length;
}

void out_str(struct out *out, const char *text) {
    out_raw(out, text, strlen(text));
}

static void signed_digits(struct out *out, bool negative, unsigned long long rest) {
    char digits[24];
    char *at = digits + sizeof digits;
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (negative)
        *--at = '-';
    out_raw(out, at, (size_t)(digits + sizeof digits - at));
}

void out_integer(struct out *out, long long value) {
    signed_digits(out, value < 0, value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value);
}

void out_quoted(struct out *out, const char *utf8, size_t length) {
    out_str(out, "\"");
    for (size_t i = 0; i < length;) {
        unsigned char c = (unsigned char)utf8[i];
        size_t size = utf8_character(utf8 + i, length - i);
        if (size == 0) {
            out_str(out, "\\ufffd");
            i++;
        } else if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f) {
            char escape[8];
            snprintf(escape, sizeof escape, "\\u%04x", c);
            out_str(out, escape);
            i++;
        } else {
            out_raw(out, utf8 + i, size);
            i += size;
        }
    }
    out_str(out, "\"");
}

void out_int(struct out *out, long long value) {
    if (value >= -exact_integers && value <= exact_integers) {
        out_integer(out, value);
        return;
    }
    out_str(out, "{\"int\":\"");
    out_integer(out, value);
    out_str(out, "\"}");
}

void out_beyond(struct out *out, unsigned long long value) {
    out_str(out, "{\"int\":\"");
    signed_digits(out, false, value);
    out_str(out, "\"}");
}

void out_float(struct out *out, double value) {
    char digits[40];
    if (isnan(value))
        strcpy(digits, "nan");
    else if (isinf(value))
        strcpy(digits, value < 0 ? "-inf" : "inf");
    else
        for (int precision = 1; precision <= 17;
             precision++) { /* the shortest text that reads back as the same number */
            snprintf(digits, sizeof digits, "%.*g", precision, value);
            if (strtod(digits, NULL) == value)
                break;
        }
    out_str(out, "{\"float\":\"");
    out_str(out, digits);
    out_str(out, "\"}");
}

void out_bool(struct out *out, bool value) {
    out_str(out, value ? "true" : "false");
}

static void hex(struct out *out, const unsigned char *data, size_t length) {
    static const char digit[] = "0123456789abcdef";
    char *at = reserve(out, 2 * length);
    for (size_t i = 0; i < length; i++) {
        *at++ = digit[data[i] >> 4];
        *at++ = digit[data[i] & 15];
    }
    out->length += 2 * length;
}

void out_bytes(struct out *out, const void *data, size_t length) {
    if (length > DIGEST_ABOVE) {
        out_str(out, "{\"digest\":{\"len\":");
        out_integer(out, (long long)length);
        out_str(out, ",\"crc32\":");
        out_integer(out, crc32_of(data, length));
        out_str(out, "}}");
        return;
    }
    out_str(out, "{\"bytes\":\"");
    hex(out, data, length);
    out_str(out, "\"}");
}

/* Whether a JSON string can carry it as it is. */
static bool is_plain(const char *text, size_t length) {
    bool plain = true;
    for (size_t i = 0; i < length && plain;) {
        size_t size = utf8_character(text + i, length - i);
        plain = size != 0 && text[i] != '\0';
        i += size;
    }
    return plain;
}

void out_wtf8(struct out *out, const char *text, size_t length) {
    if (is_plain(text, length)) {
        out_quoted(out, text, length);
        return;
    }
    out_str(out, "{\"wtf8\":\"");
    hex(out, (const unsigned char *)text, length);
    out_str(out, "\"}");
}

void out_text(struct out *out, const void *data, size_t length) {
    const char *text = data;
    if (is_plain(text, length)) {
        out_quoted(out, text, length);
        return;
    }
    out_str(out, "{\"wtf8\":\"");
    for (size_t i = 0; i < length;) {
        size_t size = utf8_character(text + i, length - i);
        if (size) {
            hex(out, (const unsigned char *)text + i, size);
            i += size;
        } else {
            unsigned char c = (unsigned char)text[i++];
            const unsigned char surrogate[3] = {0xed, (unsigned char)(0xb0 | (c >> 6)),
                                                (unsigned char)(0x80 | (c & 0x3f))};
            hex(out, surrogate, sizeof surrogate);
        }
    }
    out_str(out, "\"}");
}
