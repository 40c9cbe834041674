#include "lang/parser.h"

#include <string.h>

/* A lone - leaves its argument out: nothing it could negate touches it. */
static bool at_omission(struct parser *p) {
    if (!parser_at_op(p, '-'))
        return false;
    char after = p->source->text[p->next.at.end];
    return after == ' ' || after == ',' || after == '\n' || after == '\r' || after == 0;
}

static bool at_columns_end(struct parser *p) {
    return parser_at_end(p) || parser_at_op(p, OP_ARROW) || parser_at_word(p, "raises") || parser_at_word(p, "warns") ||
           parser_at_word(p, "takes") || parser_at_attribute(p) || parser_at_word(p, "because");
}

static struct expr *column(struct parser *p) {
    if (at_omission(p)) {
        struct expr *omitted = arena_alloc(p->arena, sizeof *omitted);
        omitted->kind = EXPR_OMITTED;
        omitted->at = parser_take(p).at;
        return omitted;
    }
    struct expr *expr = parse_pattern(p);
    if (!parser_at_op(p, '='))
        return expr;
    if (expr->kind != EXPR_NAME) {
        parser_fail(p, expr->at, "a keyword argument starts with a name");
        return expr;
    }
    parser_take(p);
    struct expr *value = parse_pattern(p);
    value->keyword = expr->name;
    return value;
}

static void parse_row(struct parser *p, struct row *row, uint32_t indent) {
    uint32_t begin = parser_peek(p).at.begin;
    struct attribute **last_attribute = &row->attributes;
    struct expr **last = &row->columns;
    row->name = parser_name(p, "the name of a row");
    while (!p->failed && !at_columns_end(p)) {
        *last = column(p);
        last = &(*last)->next;
        if (!parser_accept_op(p, ','))
            break;
        if (at_columns_end(p))
            parser_fail_here(p, "a column");
    }
    row->expect = parse_expectation(p);
    row->at = (struct where){p->source, begin, p->end};
    parse_attributes(p, &last_attribute, false);
    parser_expect_end(p);
    bool failed = p->failed;
    parser_finish(p, indent);
    uint32_t deeper;
    while (!failed && parser_line(p, (int)indent, &deeper)) {
        parse_attributes(p, &last_attribute, true);
        parser_expect_end(p);
        failed = p->failed;
        parser_finish(p, deeper);
    }
    if (failed)
        row->name = NULL;
}

static void parse_head(struct parser *p, struct case_block *block) {
    struct word **last = &block->parameters;
    block->name = parser_name(p, "the name of an operation");
    if (parser_accept_op(p, '.')) {
        struct word *second = parser_name(p, "the name of an operation");
        block->name->text = arena_printf(p->arena, "%s.%s", block->name->text, second->text);
        block->name->at.end = second->at.end;
    }
    if (!parser_at_op(p, '(')) {
        parser_fail_here(p, "'(' and the names of the columns");
        return;
    }
    parser_open(p);
    while (!p->failed && !parser_at_op(p, ')')) {
        struct word *word = parser_name(p, "the name of a column");
        for (struct word *other = block->parameters; other && !p->failed; other = other->next)
            if (strcmp(other->text, word->text) == 0)
                parser_fail(p, word->at, "two columns are named '%s'", word->text);
        *last = word; // NOLINT(clang-analyzer-core.NullDereference): parser_name() never returns NULL
        last = &word->next;
        block->parameter_count++;
        if (!parser_accept_op(p, ','))
            break;
    }
    parser_close(p, ')');
    parse_axes(p, block);
}

/* do STEP, test STEP, then STEP. False if the line is none of them. */
static bool parse_stage(struct parser *p, struct case_block *block, struct step **step) {
    struct token token = parser_peek(p);
    bool is_test = parser_at_word(p, "test");
    bool is_do = parser_at_word(p, "do");
    if (!is_test && !is_do && !parser_at_word(p, "then"))
        return false;
    parser_take(p);
    if (is_test && block->own_test)
        parser_fail(p, token.at, "a table has one 'test' line");
    else if (is_do && (block->own_test || block->has_then))
        parser_fail(p, token.at, "'do' lines stand before the 'test' and 'then' lines");
    else if (is_test && block->has_then)
        parser_fail(p, token.at, "the 'test' line stands before the 'then' lines");
    block->own_test |= is_test;
    block->has_then |= !is_test && !is_do;
    *step = parse_step(p, block->actors, is_test);
    (*step)->is_then = !is_test && !is_do;
    return true;
}

static bool begins_expectation(const struct token *token) {
    return token->spaced && token->at.source->text[token->at.end] == ' ' &&
           (token->kind == TOKEN_OPERATOR ? token->op == OP_ARROW : token_is_word(token, "raises"));
}

/* A line that starts with an attribute's word, but goes on like a row. */
static void check_row_name(struct parser *p) {
    struct token word = parser_peek(p), token = word;
    if (token_is_word(&word, "says") || token_is_word(&word, "erratum"))
        return;
    for (uint32_t position = word.at.end; token.kind != TOKEN_LINE_END && !begins_expectation(&token);)
        token = lex(p->arena, p->source, &position, 0);
    if (token.kind != TOKEN_LINE_END)
        parser_fail(p, word.at, "'%.*s' is a word of the language and can't name a row",
                    (int)(word.at.end - word.at.begin), p->source->text + word.at.begin);
}

void parse_table(struct parser *p, struct tables *tables, struct group_block *group) {
    struct case_block *block = new_case_block(p, tables, group, true);
    struct attribute **last_attribute = &block->attributes;
    struct step **last_step = &block->steps;
    struct row **last_row = &block->rows;
    uint32_t indent;
    parse_head(p, block);
    parser_expect_end(p);
    block->broken = p->failed;
    parser_finish(p, UINT32_MAX >> 1);
    while (parser_line(p, 0, &indent)) {
        if (parser_at_attribute(p)) {
            check_row_name(p);
            parse_attributes(p, &last_attribute, true);
        } else if (parser_at_word(p, "actors")) {
            parse_actors(p, block);
        } else if (parse_stage(p, block, last_step)) {
            last_step = &(*last_step)->next;
        } else {
            *last_row = arena_alloc(p->arena, sizeof **last_row);
            parse_row(p, *last_row, indent);
            last_row = &(*last_row)->next;
            continue;
        }
        parser_expect_end(p);
        block->broken |= p->failed;
        parser_finish(p, indent);
    }
    block->at.end = p->end;
    if (!block->rows && !block->broken)
        diagnose(p->diagnostics, block->name->at, "the table '%s' has no rows", block->name->text);
}
