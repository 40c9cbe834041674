#include "lang/parser.h"

#include <string.h>

static struct word **append(struct word **last, struct word *word) {
    *last = word;
    return &word->next;
}

static bool is_code(const struct token *token) {
    const char *text = token->at.source->text;
    if (token->kind != TOKEN_NAME)
        return false;
    for (uint32_t i = token->at.begin; i < token->at.end; i++)
        if (text[i] >= 'a' && text[i] <= 'z')
            return false;
    return true;
}

static void parse_raises(struct parser *p, struct expectation *e) {
    e->exactly = parser_accept_word(p, "exactly");
    e->raises = parser_name(p, "the name of an exception");
    struct word **last = &e->codes;
    struct token token = parser_peek(p);
    if (is_code(&token)) {
        last = append(last, parser_name(p, "a code"));
        while (parser_accept_op(p, '|'))
            last = append(last, parser_name(p, "a code"));
    }
    token = parser_peek(p);
    if (parser_accept_word(p, "text")) {
        e->text_at = token.at;
        e->text = parse_pattern(p);
    }
    if (parser_accept_word(p, "args"))
        e->args = parse_pattern(p);
}

/* `word` is OP DURATION or DURATION..DURATION, without blanks. */
static bool read_bounds(const char *word, struct expectation *e) {
    unsigned length = (unsigned)strlen(word);
    if (word[0] == '>' || word[0] == '<') {
        unsigned skip = word[1] == '=' ? 2 : 1;
        return parse_duration(word + skip, length - skip, word[0] == '>' ? &e->min_ms : &e->max_ms);
    }
    const char *dots = strstr(word, "..");
    if (!dots)
        return false;
    unsigned low = (unsigned)(dots - word);
    return parse_duration(word, low, &e->min_ms) && parse_duration(dots + 2, length - low - 2, &e->max_ms) &&
           e->min_ms <= e->max_ms;
}

static void parse_takes(struct parser *p, struct expectation *e) {
    static const char expected[] = "a time like '>= 100ms', '< 2s' or '100ms..400ms'";
    struct word *first = parser_raw_word(p);
    e->takes = true;
    if (!first) {
        parser_fail_here(p, expected);
        return;
    }
    const char *word = first->text;
    if (strcmp(word, ">=") == 0 || strcmp(word, "<=") == 0 || strcmp(word, "<") == 0 || strcmp(word, ">") == 0) {
        struct word *second = parser_raw_word(p);
        if (second)
            word = arena_printf(p->arena, "%s%s", first->text, second->text);
    }
    if (!read_bounds(word, e))
        parser_fail(p, first->at, "%s expected, not '%s'", expected, word);
}

struct expectation *parse_expectation(struct parser *p) {
    uint32_t begin = parser_peek(p).at.begin;
    struct expectation *e = arena_alloc(p->arena, sizeof *e);
    bool any = false;
    e->min_ms = e->max_ms = -1;
    if (parser_accept_op(p, OP_ARROW)) {
        e->value = parse_pattern(p);
        any = true;
    } else if (parser_accept_word(p, "raises")) {
        parse_raises(p, e);
        any = true;
    }
    struct word **last = &e->warns;
    while (parser_accept_word(p, "warns")) {
        last = append(last, parser_name(p, "the name of a warning"));
        any = true;
    }
    if (parser_accept_word(p, "takes")) {
        parse_takes(p, e);
        any = true;
    }
    e->at = (struct where){p->source, begin, p->end};
    return any ? e : NULL;
}
