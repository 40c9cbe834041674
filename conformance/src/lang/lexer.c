#include "lang/lexer.h"

#include <string.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool lex_is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool lex_is_name_part(char c) {
    return lex_is_name_start(c) || is_digit(c);
}

static uint32_t skip_blanks(const char *text, uint32_t i) {
    while (text[i] == ' ' || (text[i] == '\r' && text[i + 1] == '\n'))
        i++;
    return i;
}

static uint32_t skip_comment(const char *text, uint32_t i) {
    if (text[i] == '#')
        while (text[i] && text[i] != '\n')
            i++;
    return i;
}

bool lex_find_line(const struct source *source, uint32_t *position, uint32_t *indent) {
    uint32_t i = *position;
    for (;;) {
        uint32_t start = i;
        i = skip_comment(source->text, skip_blanks(source->text, i));
        if (i >= source->length) {
            *position = source->length;
            return false;
        }
        if (source->text[i] != '\n') {
            *position = i;
            *indent = i - start;
            return true;
        }
        i++;
    }
}

static struct token bad(struct token token, uint32_t end, const char *message) {
    token.kind = TOKEN_BAD;
    token.at.end = end;
    token.message = message;
    return token;
}

static bool all_of(const char *text, uint32_t *end, const char *digits) {
    uint32_t start = *end;
    bool last = false;
    while (text[*end] && (strchr(digits, text[*end]) || (last && text[*end] == '_'))) {
        last = text[*end] != '_';
        (*end)++;
    }
    return *end > start && last;
}

static struct token number(const char *text, struct token token) {
    uint32_t i = token.at.begin;
    const char *decimal = "0123456789";
    bool good = true;
    token.kind = TOKEN_INT;
    if (text[i] == '0' && text[i + 1] && strchr("xXoObB", text[i + 1])) {
        char base = (char)(text[i + 1] | 0x20);
        i += 2;
        good = all_of(text, &i, base == 'x' ? "0123456789abcdefABCDEF" : base == 'o' ? "01234567" : "01");
    } else {
        good = all_of(text, &i, decimal);
        if (good && text[token.at.begin] == '0' && i - token.at.begin > 1 && text[i] != '.')
            good = strspn(text + token.at.begin, "0_") >= i - token.at.begin;
        if (text[i] == '.' && text[i + 1] != '.') { /* 1..5 is a range of integers */
            token.kind = TOKEN_FLOAT;
            i++;
            if (is_digit(text[i]))
                good = all_of(text, &i, decimal) && good;
        }
        if ((text[i] | 0x20) == 'e') {
            token.kind = TOKEN_FLOAT;
            i++;
            if (text[i] == '+' || text[i] == '-')
                i++;
            good = all_of(text, &i, decimal) && good;
        }
    }
    if (!good || lex_is_name_part(text[i])) {
        while (lex_is_name_part(text[i]))
            i++;
        return bad(token, i, "bad number");
    }
    token.at.end = i;
    return token;
}

static const struct {
    char text[3];
    int code;
} doubles[] = {{"->", OP_ARROW}, {"**", OP_POWER},    {"<<", OP_SHIFT},
               {"..", OP_DOTS},  {">=", OP_AT_LEAST}, {"<=", OP_AT_MOST}};

static struct token operator_token(const char *text, struct token token) {
    uint32_t i = token.at.begin;
    token.kind = TOKEN_OPERATOR;
    for (size_t k = 0; k < sizeof doubles / sizeof *doubles; k++)
        if (text[i] == doubles[k].text[0] && text[i + 1] == doubles[k].text[1]) {
            token.op = doubles[k].code;
            token.at.end = i + 2;
            return token;
        }
    if (!strchr("()[],=.:|+-*<>@", text[i])) {
        do
            i++;
        while (((unsigned char)text[i] & 0xc0) == 0x80);
        return bad(token, i, "unexpected character");
    }
    token.op = (unsigned char)text[i];
    token.at.end = i + 1;
    return token;
}

/* Inside brackets: over blanks, comments and line ends, but not onto a line that isn't indented. */
static uint32_t skip_lines(const struct source *source, uint32_t i) {
    const char *text = source->text;
    for (;;) {
        i = skip_comment(text, skip_blanks(text, i));
        if (text[i] != '\n')
            return i;
        uint32_t next = i + 1, indent;
        if (!lex_find_line(source, &next, &indent) || indent == 0)
            return i;
        i = next;
    }
}

struct token lex(struct arena *arena, const struct source *source, uint32_t *position, unsigned depth) {
    const char *text = source->text;
    uint32_t i = depth ? skip_lines(source, *position) : skip_comment(text, skip_blanks(text, *position));
    struct token token = {.at = {source, i, i}, .spaced = i > *position};
    if (i >= source->length || text[i] == '\n') {
        *position = i;
        return token;
    }
    bool prefixed = (text[i] == 'b' || text[i] == 'B') && (text[i + 1] == '"' || text[i + 1] == '\'');
    if (text[i] == '"' || text[i] == '\'' || prefixed) {
        token.kind = prefixed ? TOKEN_BYTES : TOKEN_TEXT;
        *position = i + prefixed;
        lex_string(arena, source, position, &token);
        return token;
    }
    if (lex_is_name_start(text[i]) || (text[i] == '$' && lex_is_name_start(text[i + 1]))) {
        token.kind = text[i] == '$' ? TOKEN_DOLLAR : TOKEN_NAME;
        do
            i++;
        while (lex_is_name_part(text[i]));
        token.at.end = i;
    } else if (is_digit(text[i])) {
        token = number(text, token);
    } else {
        token = operator_token(text, token);
    }
    *position = token.at.end;
    return token;
}
