#include "lang/parser.h"

enum { DEEPEST = 60, LONGEST = 1000 };

static struct expr *unary(struct parser *p);

/* Chains like a+b+c grow to the left without nesting the parser, but whoever walks the tree descends into them. */
static void count_operator(struct parser *p) {
    if (++p->operators > LONGEST)
        parser_fail(p, parser_peek(p).at, "the expression is too long");
}

static struct expr *new_expr(struct parser *p, enum expr_kind kind, uint32_t begin) {
    struct expr *expr = arena_alloc(p->arena, sizeof *expr);
    expr->kind = kind;
    expr->at = (struct where){p->source, begin, p->end};
    return expr;
}

static struct expr *binary(struct parser *p, enum expr_kind kind, struct expr *a, struct expr *b) {
    struct expr *expr = new_expr(p, kind, a->at.begin);
    expr->a = a;
    expr->b = b;
    return expr;
}

static bool enter(struct parser *p) {
    if (++p->nesting > DEEPEST)
        parser_fail(p, parser_peek(p).at, "the expression is nested too deep");
    return !p->failed;
}

/* Elements up to the closing bracket, linked; a comma may stand before it. */
static struct expr *elements(struct parser *p, int closing, bool keywords, bool *comma) {
    struct expr *first = NULL, **last = &first;
    bool named = false;
    while (!p->failed && !parser_at_op(p, closing)) {
        struct expr *element = parse_pattern(p);
        if (keywords && parser_at_op(p, '=')) {
            if (element->kind != EXPR_NAME) {
                parser_fail(p, element->at, "a keyword argument starts with a name");
                break;
            }
            parser_take(p);
            struct expr *value = parse_pattern(p);
            value->keyword = element->name;
            element = value;
            named = true;
        } else if (named) {
            parser_fail(p, element->at, "a positional argument can't follow a keyword argument");
        }
        *last = element;
        last = &element->next;
        bool more = parser_accept_op(p, ',');
        if (comma)
            *comma |= more;
        if (!more)
            break;
    }
    parser_close(p, closing);
    return first;
}

static struct expr *bracketed(struct parser *p) {
    uint32_t begin = parser_peek(p).at.begin;
    bool list = parser_at_op(p, '['), comma = false;
    parser_open(p);
    struct expr *first = elements(p, list ? ']' : ')', false, &comma);
    if (!list && first && !comma) {
        first->bracketed = true;
        first->at = (struct where){p->source, begin, p->end};
        return first;
    }
    struct expr *expr = new_expr(p, list ? EXPR_LIST : EXPR_TUPLE, begin);
    expr->a = first;
    return expr;
}

static struct expr *name(struct parser *p) {
    static const struct {
        const char *word;
        enum expr_kind kind;
    } literals[] = {{"None", EXPR_NULL}, {"True", EXPR_TRUE}, {"False", EXPR_FALSE}};
    for (size_t i = 0; i < sizeof literals / sizeof *literals; i++)
        if (parser_at_word(p, literals[i].word)) {
            uint32_t begin = parser_take(p).at.begin;
            return new_expr(p, literals[i].kind, begin);
        }
    struct token token = parser_take(p);
    struct expr *expr = new_expr(p, EXPR_NAME, token.at.begin);
    expr->name_at = token.at;
    expr->name = arena_copy(p->arena, p->source->text + token.at.begin, token.at.end - token.at.begin);
    return expr;
}

static struct expr *literal(struct parser *p, enum expr_kind kind) {
    struct token token = parser_take(p);
    struct expr *expr = new_expr(p, kind, token.at.begin);
    expr->name_at = token.at;
    if (kind == EXPR_TEXT || kind == EXPR_BYTES) {
        expr->string.data = token.data;
        expr->string.length = token.length;
    } else if (kind == EXPR_DOLLAR) {
        expr->name = arena_copy(p->arena, p->source->text + token.at.begin + 1, token.at.end - token.at.begin - 1);
    }
    return expr;
}

static struct expr *primary(struct parser *p) {
    switch (parser_peek(p).kind) {
    case TOKEN_NAME:
        return name(p);
    case TOKEN_INT:
        return literal(p, EXPR_INT);
    case TOKEN_FLOAT:
        return literal(p, EXPR_FLOAT);
    case TOKEN_TEXT:
        return literal(p, EXPR_TEXT);
    case TOKEN_BYTES:
        return literal(p, EXPR_BYTES);
    case TOKEN_DOLLAR:
        return literal(p, EXPR_DOLLAR);
    default:
        if (parser_at_op(p, '(') || parser_at_op(p, '['))
            return bracketed(p);
        parser_fail_here(p, "an expression");
        return new_expr(p, EXPR_NONE, p->position);
    }
}

static struct expr *subscript(struct parser *p, struct expr *of) {
    struct expr *low = NULL;
    parser_open(p);
    if (!parser_at_op(p, ':'))
        low = parse_expr(p);
    if (!parser_accept_op(p, ':')) {
        parser_close(p, ']');
        return binary(p, EXPR_INDEX, of, low);
    }
    struct expr *high = parser_at_op(p, ']') ? NULL : parse_expr(p);
    parser_close(p, ']');
    struct expr *slice = binary(p, EXPR_SLICE, of, low);
    slice->c = high;
    return slice;
}

static struct expr *postfix(struct parser *p) {
    struct expr *expr = primary(p);
    for (; !p->failed; count_operator(p)) {
        if (parser_at_op(p, '[')) {
            expr = subscript(p, expr);
        } else if (parser_accept_op(p, '.')) {
            struct expr *object = expr;
            struct word *word = parser_name(p, "a name");
            expr = binary(p, EXPR_ATTRIBUTE, object, NULL);
            expr->name = word->text;
            expr->name_at = word->at;
        } else if (parser_at_op(p, '(') && (expr->kind == EXPR_NAME || expr->kind == EXPR_ATTRIBUTE)) {
            struct expr *callee = expr;
            parser_open(p);
            struct expr *arguments = elements(p, ')', true, NULL);
            expr = binary(p, EXPR_CALL, callee, arguments);
            expr->a = callee->kind == EXPR_ATTRIBUTE ? callee->a : NULL;
            expr->name = callee->name;
            expr->name_at = callee->name_at;
        } else {
            break;
        }
    }
    return expr;
}

static struct expr *power(struct parser *p) {
    struct expr *base = postfix(p);
    if (!parser_accept_op(p, OP_POWER))
        return base;
    return binary(p, EXPR_POWER, base, unary(p));
}

static struct expr *unary(struct parser *p) {
    if (!enter(p))
        return new_expr(p, EXPR_NONE, p->position);
    struct expr *expr;
    if (parser_at_op(p, '-')) {
        uint32_t begin = parser_take(p).at.begin;
        struct expr *operand = unary(p);
        expr = new_expr(p, EXPR_NEGATE, begin);
        expr->a = operand;
    } else {
        expr = power(p);
    }
    p->nesting--;
    return expr;
}

static const struct {
    int op;
    int level;
    enum expr_kind kind;
} operators[] = {
    {'|', 0, EXPR_OR}, {OP_SHIFT, 1, EXPR_SHIFT}, {'+', 2, EXPR_ADD}, {'-', 2, EXPR_SUB}, {'*', 3, EXPR_MUL}};
enum { LEVELS = 4 };

static bool operator_of(struct parser *p, int level, enum expr_kind *kind) {
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (operators[i].level == level && parser_at_op(p, operators[i].op)) {
            *kind = operators[i].kind;
            return true;
        }
    return false;
}

/* Python's precedence: | binds least, then <<, + and -, then *. */
static struct expr *level(struct parser *p, int at) {
    if (at == LEVELS)
        return unary(p);
    struct expr *expr = level(p, at + 1);
    enum expr_kind kind;
    while (operator_of(p, at, &kind)) {
        parser_take(p);
        count_operator(p);
        expr = binary(p, kind, expr, level(p, at + 1));
    }
    return expr;
}

struct expr *parse_expr(struct parser *p) {
    return level(p, 0);
}

struct expr *parse_pattern(struct parser *p) {
    static const struct {
        int op;
        enum expr_kind kind;
    } comparisons[] = {{'>', EXPR_ABOVE}, {'<', EXPR_BELOW}, {OP_AT_LEAST, EXPR_AT_LEAST}, {OP_AT_MOST, EXPR_AT_MOST}};
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++)
        if (parser_at_op(p, comparisons[i].op)) {
            uint32_t begin = parser_take(p).at.begin;
            struct expr *bound = parse_expr(p);
            struct expr *expr = new_expr(p, comparisons[i].kind, begin);
            expr->a = bound;
            return expr;
        }
    struct expr *low = parse_expr(p);
    if (!parser_accept_op(p, OP_DOTS))
        return low;
    return binary(p, EXPR_RANGE, low, parse_expr(p));
}
