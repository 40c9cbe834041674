#include "lang/parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void parser_fail(struct parser *p, struct where where, const char *format, ...) {
    char message[400];
    if (p->failed)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    diagnose(p->diagnostics, where, "%s", message);
    p->failed = true;
    p->has_next = false;
}

struct token parser_peek(struct parser *p) {
    if (p->failed)
        return (struct token){.at = {p->source, p->position, p->position}};
    if (!p->has_next) {
        uint32_t position = p->position;
        p->next = lex(p->arena, p->source, &position, p->brackets);
        p->has_next = true;
        if (p->next.kind == TOKEN_LINE_END && p->brackets) {
            uint32_t at = p->opened[p->brackets - 1];
            parser_fail(p, (struct where){p->source, at, at + 1}, "unclosed '%c'", p->source->text[at]);
            return parser_peek(p);
        }
    }
    return p->next;
}

struct token parser_take(struct parser *p) {
    struct token token = parser_peek(p);
    if (token.kind == TOKEN_BAD) {
        parser_fail(p, token.at, "%s", token.message);
        return parser_peek(p);
    }
    if (token.kind != TOKEN_LINE_END)
        p->position = p->end = token.at.end;
    p->has_next = false;
    return token;
}

bool parser_at_op(struct parser *p, int op) {
    struct token token = parser_peek(p);
    return token.kind == TOKEN_OPERATOR && token.op == op;
}

bool token_is_word(const struct token *token, const char *word) {
    size_t length = strlen(word);
    return token->kind == TOKEN_NAME && token->at.end - token->at.begin == length &&
           memcmp(token->at.source->text + token->at.begin, word, length) == 0;
}

bool parser_at_word(struct parser *p, const char *word) {
    struct token token = parser_peek(p);
    return token_is_word(&token, word);
}

bool parser_at_end(struct parser *p) {
    return parser_peek(p).kind == TOKEN_LINE_END;
}

bool parser_accept_op(struct parser *p, int op) {
    bool found = parser_at_op(p, op);
    if (found)
        parser_take(p);
    return found;
}

bool parser_accept_word(struct parser *p, const char *word) {
    bool found = parser_at_word(p, word);
    if (found)
        parser_take(p);
    return found;
}

void parser_fail_here(struct parser *p, const char *expected) {
    struct token token = parser_peek(p);
    if (token.kind == TOKEN_BAD)
        parser_fail(p, token.at, "%s", token.message);
    else if (token.kind == TOKEN_LINE_END)
        parser_fail(p, token.at, "%s expected, but the line ends here", expected);
    else
        parser_fail(p, token.at, "%s expected, not '%.*s'", expected, (int)(token.at.end - token.at.begin),
                    p->source->text + token.at.begin);
}

void parser_expect_op(struct parser *p, int op, const char *what) {
    if (!parser_accept_op(p, op))
        parser_fail_here(p, what);
}

void parser_expect_end(struct parser *p) {
    if (!parser_at_end(p))
        parser_fail_here(p, "the end of the line");
}

void parser_open(struct parser *p) {
    struct token token = parser_take(p);
    if (p->failed)
        return;
    if (p->brackets == sizeof p->opened / sizeof *p->opened) {
        parser_fail(p, token.at, "brackets are nested too deep");
        return;
    }
    p->opened[p->brackets++] = token.at.begin;
}

static void fail_to_close(struct parser *p, int op) {
    struct token token = parser_peek(p);
    uint32_t at = p->brackets ? p->opened[p->brackets - 1] : 0, line = source_line(p->source, at);
    if (!p->failed && token.kind != TOKEN_BAD && p->brackets && line != source_line(p->source, token.at.begin))
        parser_fail(p, token.at, "'%c' or ',' expected, not '%.*s': a '%c' was opened in line %u", op,
                    (int)(token.at.end - token.at.begin), p->source->text + token.at.begin, p->source->text[at], line);
    char what[] = "'?' or ','";
    what[1] = (char)op;
    parser_fail_here(p, what);
}

void parser_close(struct parser *p, int op) {
    if (!parser_at_op(p, op)) {
        fail_to_close(p, op);
        return;
    }
    /* The bracket must be counted before the next token is looked at: behind it the line may end. */
    p->position = p->end = p->next.at.end;
    p->has_next = false;
    p->brackets--;
}

static struct word *new_word(struct parser *p, struct where at) {
    struct word *word = arena_alloc(p->arena, sizeof *word);
    word->text = arena_copy(p->arena, p->source->text + at.begin, at.end - at.begin);
    word->at = at;
    return word;
}

struct word *parser_name(struct parser *p, const char *what) {
    if (parser_peek(p).kind != TOKEN_NAME) {
        parser_fail_here(p, what);
        return new_word(p, (struct where){p->source, p->position, p->position});
    }
    return new_word(p, parser_take(p).at);
}

struct word *parser_word(struct parser *p, uint32_t length) {
    uint32_t start = parser_peek(p).at.begin;
    p->position = p->end = start + length;
    p->has_next = false;
    return new_word(p, (struct where){p->source, start, start + length});
}

struct word *parser_raw_word(struct parser *p) {
    const char *text = p->source->text;
    uint32_t i = parser_peek(p).at.begin;
    if (p->next.kind == TOKEN_BAD && p->has_next) /* a bad string's place is inside it */
        for (i = p->position; text[i] == ' ';)
            i++;
    uint32_t start = i;
    while (text[i] && !strchr(" \r\n#", text[i]))
        i++;
    if (p->failed || i == start)
        return NULL;
    p->position = p->end = i;
    p->has_next = false;
    return new_word(p, (struct where){p->source, start, i});
}

struct word *parser_raw_rest(struct parser *p) {
    const char *text = p->source->text;
    uint32_t start = p->position, end;
    while (text[start] == ' ')
        start++;
    for (end = start; text[end] && text[end] != '\n';)
        end++;
    p->position = end;
    p->has_next = false;
    while (end > start && strchr(" \r", text[end - 1]))
        end--;
    p->end = end;
    return new_word(p, (struct where){p->source, start, end});
}

bool parser_line(struct parser *p, int above, uint32_t *indent) {
    uint32_t position = p->position;
    if (!lex_find_line(p->source, &position, indent) || (int)*indent <= above)
        return false;
    p->position = position;
    p->has_next = false;
    return true;
}

static void skip_line(struct parser *p) {
    while (p->position < p->source->length && p->source->text[p->position] != '\n')
        p->position++;
    if (p->position < p->source->length)
        p->position++;
}

void parser_finish(struct parser *p, uint32_t indent) {
    parser_expect_end(p);
    bool failed = p->failed;
    /* An unclosed bracket: what follows the line in which it was opened is judged on its own. */
    if (failed && p->brackets)
        p->position = p->opened[0];
    skip_line(p);
    p->failed = p->has_next = false;
    p->brackets = p->nesting = p->operators = 0;
    uint32_t next;
    while (failed && parser_line(p, (int)indent, &next))
        skip_line(p);
}
