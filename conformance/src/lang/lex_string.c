#include "lang/lexer.h"

#include <string.h>

struct decoder {
    const char *text;
    uint32_t at;
    bool bytes;
    char *out;
    size_t length;
};

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Surrogates become three bytes like any other character: that is what the compiled form calls wtf8. */
static void put_character(struct decoder *d, uint32_t c) {
    if (c < 0x80) {
        d->out[d->length++] = (char)c;
    } else if (c < 0x800) {
        d->out[d->length++] = (char)(0xc0 | c >> 6);
        d->out[d->length++] = (char)(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        d->out[d->length++] = (char)(0xe0 | c >> 12);
        d->out[d->length++] = (char)(0x80 | (c >> 6 & 0x3f));
        d->out[d->length++] = (char)(0x80 | (c & 0x3f));
    } else {
        d->out[d->length++] = (char)(0xf0 | c >> 18);
        d->out[d->length++] = (char)(0x80 | (c >> 12 & 0x3f));
        d->out[d->length++] = (char)(0x80 | (c >> 6 & 0x3f));
        d->out[d->length++] = (char)(0x80 | (c & 0x3f));
    }
}

static bool hex_escape(struct decoder *d, int digits) {
    uint32_t value = 0;
    for (int k = 0; k < digits; k++) {
        int digit = hex_digit(d->text[d->at]);
        if (digit < 0)
            return false;
        value = value << 4 | (uint32_t)digit;
        d->at++;
    }
    if (value > 0x10ffff)
        return false;
    if (d->bytes)
        d->out[d->length++] = (char)value;
    else
        put_character(d, value);
    return true;
}

/* `at` is behind the backslash. */
static const char *escape(struct decoder *d) {
    static const char plain[] = "ntr\\\"'", meaning[] = "\n\t\r\\\"'";
    char c = d->text[d->at++];
    const char *found = c ? strchr(plain, c) : NULL;
    if (found) {
        d->out[d->length++] = meaning[found - plain];
        return NULL;
    }
    if (c == '0') {
        if (d->text[d->at] >= '0' && d->text[d->at] <= '9')
            return "bad escape: octal escapes are not supported, write \\xNN";
        d->out[d->length++] = 0;
        return NULL;
    }
    if (c == 'x')
        return hex_escape(d, 2) ? NULL : "bad escape: \\x needs two hexadecimal digits";
    if (c == 'u' && !d->bytes)
        return hex_escape(d, 4) ? NULL : "bad escape: \\u needs four hexadecimal digits";
    if (c == 'U' && !d->bytes)
        return hex_escape(d, 8) ? NULL : "bad escape: \\U needs eight hexadecimal digits, at most 0010ffff";
    return d->bytes ? "bad escape: bytes have \\n \\t \\r \\\\ \\\" \\' \\0 \\xNN"
                    : "bad escape: text has \\n \\t \\r \\\\ \\\" \\' \\0 \\xNN \\uNNNN \\UNNNNNNNN";
}

static uint32_t find_end(const char *text, uint32_t i, char quote) {
    while (text[i] && text[i] != '\n' && text[i] != quote)
        i += text[i] == '\\' && text[i + 1] && text[i + 1] != '\n' ? 2 : 1;
    return i;
}

void lex_string(struct arena *arena, const struct source *source, uint32_t *position, struct token *token) {
    const char *text = source->text;
    char quote = text[*position];
    uint32_t end = find_end(text, *position + 1, quote);
    struct decoder d = {.text = text, .at = *position + 1, .bytes = token->kind == TOKEN_BYTES};
    token->at.end = text[end] == quote ? end + 1 : end;
    *position = token->at.end;
    if (text[end] != quote) {
        token->kind = TOKEN_BAD;
        token->message = "unclosed string";
        return;
    }
    /* What an escape stands for is never longer than the escape. */
    d.out = arena_alloc(arena, end - d.at + 1);
    while (d.at < end) {
        uint32_t start = d.at;
        const char *wrong = NULL;
        if (text[d.at] != '\\') {
            if (d.bytes && (text[d.at] & 0x80))
                wrong = "bytes hold ASCII characters only: write \\xNN";
            d.out[d.length++] = text[d.at++];
        } else {
            d.at++;
            wrong = escape(&d);
        }
        if (wrong) {
            token->kind = TOKEN_BAD;
            token->at.begin = start;
            token->message = wrong;
            return;
        }
    }
    token->data = d.out;
    token->length = d.length;
}
