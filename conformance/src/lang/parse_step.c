#include "lang/lexer.h"
#include "lang/parser.h"
#include "lang/suggest.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LANES = 63 };

static bool is_actor(const struct word *actors, const struct token *token) {
    for (; actors; actors = actors->next)
        if (token_is_word(token, actors->text))
            return true;
    return false;
}

static unsigned long number(struct parser *p, unsigned long most, const char *what) {
    struct token token = parser_peek(p);
    unsigned long value = 0;
    if (token.kind != TOKEN_INT) {
        parser_fail_here(p, what);
        return 0;
    }
    parser_take(p);
    const char *text = p->source->text + token.at.begin;
    uint32_t length = token.at.end - token.at.begin;
    value = strtoul(text, NULL, 10);
    if (strspn(text, "0123456789") < length)
        parser_fail(p, token.at, "%s expected, in decimal digits alone, not '%.*s'", what, (int)length, text);
    else if (value > most)
        parser_fail(p, token.at, "%s expected, at most %lu", what, most);
    return value;
}

static void undeclared(struct parser *p, const struct word *actors, const struct expr *name) {
    char hint[96];
    struct suggestion near = {.wanted = name->name};
    for (; actors; actors = actors->next)
        suggest_offer(&near, actors->text);
    parser_fail(p, name->at, "'%s' is no declared actor%s", name->name, suggest_text(&near, hint, sizeof hint));
}

static struct word *target(struct parser *p, struct expr *expr) {
    struct word *word = arena_alloc(p->arena, sizeof *word);
    word->text = expr->name;
    word->at = expr->at;
    if (expr->kind != EXPR_NAME || expr->bracketed)
        parser_fail(p, expr->at, "a name expected on the left of '='");
    return word;
}

static struct word *targets(struct parser *p, struct expr *first) {
    struct word *list = NULL, **last = &list;
    for (; first && !p->failed; first = first->next) {
        *last = target(p, first);
        last = &(*last)->next;
    }
    return list;
}

static bool is_call(const struct expr *expr) {
    return expr->kind == EXPR_CALL && !expr->bracketed &&
           (expr->a || !(is_value_function(expr->name) || is_pattern_function(expr->name)));
}

/* [TARGETS =] CALL, [TARGETS =] OBJECT.ATTRIBUTE, OBJECT.ATTRIBUTE = VALUE, or a value to check. */
static void parse_action(struct parser *p, struct step *step, const struct word *actors) {
    struct expr *first = parse_expr(p), **last = &first->next;
    while (parser_accept_op(p, ',')) {
        *last = parse_expr(p);
        last = &(*last)->next;
    }
    if (!parser_at_end(p) && parser_peek(p).kind != TOKEN_OPERATOR && first->kind == EXPR_NAME && !first->next &&
        !parser_at_word(p, "raises") && !parser_at_word(p, "warns") && !parser_at_word(p, "takes")) {
        undeclared(p, actors, first);
        return;
    }
    struct token equals = parser_peek(p);
    bool assigns = parser_accept_op(p, '=');
    if (first->next && !assigns)
        parser_fail_here(p, "'='");
    step->expr = first;
    if (assigns && first->kind == EXPR_ATTRIBUTE && !first->next) {
        step->kind = STEP_SET;
        step->value = parse_expr(p);
        return;
    }
    if (assigns) {
        step->targets = targets(p, first);
        step->expr = parse_expr(p);
    }
    step->kind = is_call(step->expr) ? STEP_CALL : step->expr->kind == EXPR_ATTRIBUTE ? STEP_GET : STEP_CHECK;
    if (assigns && step->kind == STEP_CHECK)
        parser_fail(p, equals.at, "a call must follow '='; to name a value write 'let NAME = VALUE'");
}

static void parse_let(struct parser *p, struct step *step) {
    step->targets = parser_name(p, "a name");
    parser_expect_op(p, '=', "'='");
    step->value = parse_expr(p);
}

static void parse_fault(struct parser *p, struct step *step) {
    step->word = parser_name(p, "the name of a system call");
    step->second = parser_name(p, "the name of an errno");
    step->number = 1;
    if (parser_accept_word(p, "nth")) {
        step->number = number(p, 1000000, "a number");
        if (step->number == 0)
            parser_fail(p, (struct where){p->source, p->end - 1, p->end}, "'nth' counts from 1");
    }
    if (parser_accept_word(p, "on"))
        step->actor = parser_name(p, "an actor");
}

static bool parse_keyword(struct parser *p, struct step *step) {
    static const struct {
        const char *word;
        enum step_kind kind;
    } keywords[] = {{"let", STEP_LET},       {"end", STEP_END},   {"blocked", STEP_BLOCKED}, {"mode", STEP_MODE},
                    {"signal", STEP_SIGNAL}, {"kill", STEP_KILL}, {"fault", STEP_FAULT}};
    size_t i = 0, count = sizeof keywords / sizeof *keywords;
    while (i < count && !parser_at_word(p, keywords[i].word))
        i++;
    if (i == count)
        return false;
    struct token token = parser_take(p);
    step->kind = keywords[i].kind;
    if ((step->kind == STEP_SIGNAL || step->kind == STEP_KILL || step->kind == STEP_FAULT) && step->actor)
        parser_fail(p, token.at, "'%s' names its actor behind it", keywords[i].word);
    if (step->kind == STEP_LET)
        parse_let(p, step);
    else if (step->kind == STEP_MODE)
        step->word = parser_name(p, "the name of a socket");
    else if (step->kind == STEP_FAULT)
        parse_fault(p, step);
    else if (step->kind == STEP_KILL)
        step->actor = parser_name(p, "an actor");
    else if (step->kind == STEP_SIGNAL) {
        step->word = parser_name(p, "the name of a signal");
        if (!parser_accept_word(p, "to"))
            parser_fail_here(p, "'to ACTOR'");
        step->actor = parser_name(p, "an actor");
    }
    return true;
}

static bool takes_expectation(enum step_kind kind) {
    return kind == STEP_CALL || kind == STEP_GET || kind == STEP_SET || kind == STEP_CHECK || kind == STEP_END;
}

static void check_expectation(struct parser *p, const struct step *step, bool is_test) {
    const struct expectation *e = step->expect;
    if (e && is_test)
        parser_fail(p, e->at, "the expectations of a 'test' line stand in the rows");
    else if (e && step->begin)
        parser_fail(p, e->at, "the expectation of a begun call stands at its 'end'");
    else if (step->kind == STEP_CHECK && !is_test && (!e || !e->value || e->warns || e->takes))
        parser_fail(p, step->expr->at, "a value is checked with '-> PATTERN' alone; is a call meant?");
    else if (is_test && (!takes_expectation(step->kind) || step->begin))
        parser_fail(p, step->at, "this step has no expectation, so it can't be the 'test' line");
}

struct step *parse_step(struct parser *p, struct word *actors, bool is_test) {
    struct step *step = arena_alloc(p->arena, sizeof *step);
    struct token token = parser_peek(p);
    step->at = token.at;
    step->is_test = is_test;
    if (is_actor(actors, &token))
        step->actor = parser_name(p, "an actor");
    if (parser_accept_op(p, '@'))
        step->lane = (unsigned)number(p, MOST_LANES, "the number of a lane");
    if (!parse_keyword(p, step)) {
        step->begin = parser_accept_word(p, "begin");
        parse_action(p, step, actors);
        if (step->begin && step->kind != STEP_CALL)
            parser_fail(p, step->at, "'begin' needs a call");
    }
    if (takes_expectation(step->kind))
        step->expect = parse_expectation(p);
    check_expectation(p, step, is_test);
    step->at.end = p->end;
    return step;
}
