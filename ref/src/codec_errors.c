/* Error handlers: what becomes of what cannot be coded. */
#include "codec.h"
#include "error.h"
#include "text.h"
#include "wtf8.h"

#include <stdio.h>

typedef enum error_handler {
    DO_STRICT,
    DO_IGNORE,
    DO_REPLACE,
    DO_SURROGATEESCAPE,
    DO_SURROGATEPASS,
    DO_BACKSLASHREPLACE,
    DO_XMLCHARREFREPLACE,
    DO_UNKNOWN
} error_handler;

static error_handler find(const char *name) {
    static const char *const names[] = {
        [DO_STRICT] = "strict",
        [DO_IGNORE] = "ignore",
        [DO_REPLACE] = "replace",
        [DO_SURROGATEESCAPE] = "surrogateescape",
        [DO_SURROGATEPASS] = "surrogatepass",
        [DO_BACKSLASHREPLACE] = "backslashreplace",
        [DO_XMLCHARREFREPLACE] = "xmlcharrefreplace",
    };
    for (int i = 0; i < DO_UNKNOWN; i++)
        if (strcmp(names[i], name) == 0)
            return (error_handler)i;
    return DO_UNKNOWN;
}

static int fail_unknown(const rs_codec *codec, rs_error *error) {
    return rs_fail(error, RS_LOOKUP_ERROR, "unknown error handler name '%.*s'", RS_CUT_NAME(100, codec->errors));
}

static void set_range(rs_error *error, int64_t start, int64_t end) {
    if (error) {
        error->start = start;
        error->end = end;
    }
}

static int fail_decode(const rs_codec *codec, rs_text data, size_t start, size_t end, const char *reason,
                       rs_error *error) {
    if (end - start == 1)
        rs_fail(error, RS_UNICODE_DECODE_ERROR, "'%.*s' codec can't decode byte 0x%02x in position %zu: %s",
                RS_CUT_NAME(60, codec->name), (unsigned char)data.data[start], start, reason);
    else
        rs_fail(error, RS_UNICODE_DECODE_ERROR, "'%.*s' codec can't decode bytes in position %zu-%zu: %s",
                RS_CUT_NAME(60, codec->name), start, end - 1, reason);
    set_range(error, (int64_t)start, (int64_t)end);
    return -1;
}

int rs_undecodable(const rs_codec *codec, rs_text data, size_t start, size_t end, const char *reason, rs_growing *out,
                   size_t *resume, rs_error *error) {
    const unsigned char *bytes = (const unsigned char *)data.data;
    size_t at = start, size;
    uint32_t number;
    char escape[5];
    *resume = end;
    switch (find(codec->errors)) {
    case DO_IGNORE:
        return 0;
    case DO_REPLACE:
        return rs_wtf8_add(out, 0xfffd, error);
    case DO_SURROGATEESCAPE:
        for (; at < end && bytes[at] >= 0x80; at++)
            if (rs_wtf8_add(out, 0xdc00U + bytes[at], error) < 0)
                return -1;
        if (at == start)
            break;
        *resume = at;
        return 0;
    case DO_SURROGATEPASS:
        size = rs_surrogate_read(codec, data, start, &number);
        if (size == 0)
            break;
        *resume = start + size;
        return rs_wtf8_add(out, number, error);
    case DO_BACKSLASHREPLACE:
        for (; at < end; at++) {
            snprintf(escape, sizeof escape, "\\x%02x", bytes[at]);
            if (rs_growing_add(out, escape, 4, error) < 0)
                return -1;
        }
        return 0;
    case DO_XMLCHARREFREPLACE:
        return rs_fail(error, RS_TYPE_ERROR, "don't know how to handle UnicodeDecodeError in error callback");
    case DO_UNKNOWN:
        return fail_unknown(codec, error);
    case DO_STRICT:
        break;
    }
    return fail_decode(codec, data, start, end, reason, error);
}

/* "\x80", "\u20ac", "\U0001f600", as Python writes them. */
static size_t escape_character(uint32_t number, char text[16]) {
    const char *format = number < 0x100 ? "\\x%02x" : number < 0x10000 ? "\\u%04x" : "\\U%08x";
    return (size_t)snprintf(text, 16, format, (unsigned)number);
}

static int fail_encode(const rs_codec *codec, rs_text text, size_t start, size_t end, const char *reason,
                       rs_error *error) {
    size_t first = rs_wtf8_count(text.data, start), count = rs_wtf8_count(text.data + start, end - start);
    char escape[16];
    escape_character(rs_wtf8_number(text.data + start), escape);
    if (count == 1)
        rs_fail(error, RS_UNICODE_ENCODE_ERROR, "'%.*s' codec can't encode character '%s' in position %zu: %s",
                RS_CUT_NAME(60, codec->name), escape, first, reason);
    else
        rs_fail(error, RS_UNICODE_ENCODE_ERROR, "'%.*s' codec can't encode characters in position %zu-%zu: %s",
                RS_CUT_NAME(60, codec->name), first, first + count - 1, reason);
    set_range(error, (int64_t)first, (int64_t)(first + count));
    return -1;
}

/* What stands for one character, ASCII. */
static size_t replacement(error_handler handler, uint32_t number, char text[16]) {
    if (handler == DO_REPLACE) {
        text[0] = '?';
        return 1;
    }
    if (handler == DO_XMLCHARREFREPLACE)
        return (size_t)snprintf(text, 16, "&#%u;", (unsigned)number);
    return handler == DO_BACKSLASHREPLACE ? escape_character(number, text) : 0;
}

/* What a surrogate at `text` is for the handler: its bytes, 0: nothing. One byte would be no unit of UTF-16. */
static size_t unescape_one(const rs_codec *codec, error_handler handler, const char *text, char bytes[4]) {
    if (handler == DO_SURROGATEPASS)
        return rs_surrogate_write(codec, text, bytes);
    uint32_t number = rs_wtf8_number(text);
    bytes[0] = (char)(unsigned char)number;
    return number >= 0xdc80 && number <= 0xdcff && codec->unit < 2;
}

/* The bytes that surrogates stand for, as far as they do: how many bytes of the text that was; -1: MemoryError. */
static ptrdiff_t unescape(const rs_codec *codec, error_handler handler, rs_text text, size_t start, size_t end,
                          rs_growing *out, rs_error *error) {
    size_t at = start;
    while (at < end && rs_is_surrogate(text.data + at)) {
        char bytes[4];
        size_t size = unescape_one(codec, handler, text.data + at, bytes);
        if (size == 0)
            break;
        if (rs_growing_add(out, bytes, size, error) < 0)
            return -1;
        at += 3;
    }
    return (ptrdiff_t)(at - start);
}

int rs_unencodable(const rs_codec *codec, rs_text text, size_t start, size_t end, const char *reason, rs_growing *out,
                   bool *encoded, size_t *resume, rs_error *error) {
    error_handler handler = find(codec->errors);
    size_t wrong;
    if (handler == DO_UNKNOWN)
        return fail_unknown(codec, error);
    *encoded = handler == DO_SURROGATEESCAPE || handler == DO_SURROGATEPASS;
    if (*encoded) {
        ptrdiff_t done = unescape(codec, handler, text, start, end, out, error);
        *resume = start + (size_t)done;
        if (done != 0)
            return done < 0 ? -1 : 0;
    }
    if (handler == DO_STRICT || *encoded)
        return fail_encode(codec, text, start, end, reason, error);
    for (size_t at = start; at < end; at += rs_utf8_character(text.data + at, end - at, true, &wrong)) {
        char ascii[16];
        if (rs_growing_add(out, ascii, replacement(handler, rs_wtf8_number(text.data + at), ascii), error) < 0)
            return -1;
    }
    *resume = end;
    return 0;
}
