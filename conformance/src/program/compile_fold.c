#include "program/compiler.h"

#include <math.h>
#include <string.h>

enum { LARGEST_FOLDED = 1024, DEEPEST = 40 };

static enum fold wrong(struct compiler *c, const struct expr *expr, const char *message) {
    diagnose(c->diagnostics, expr->at, "%s", message);
    return FOLD_WRONG;
}

static enum fold too_large(struct compiler *c, const struct expr *expr) {
    return wrong(c, expr, "integers have at most 127 bits here");
}

static bool is_number(const struct literal *l) {
    return l->kind == LITERAL_INT || l->kind == LITERAL_FLOAT;
}

static double real_of(const struct literal *l) {
    return l->kind == LITERAL_INT ? (double)l->integer : l->real;
}

static enum fold join(struct compiler *c, const struct literal *a, const struct literal *b, struct literal *out) {
    if (a->length + b->length > LARGEST_FOLDED)
        return FOLD_NO;
    char *data = arena_alloc(&c->arena, a->length + b->length + 1);
    if (a->length)
        memcpy(data, a->data, a->length);
    if (b->length)
        memcpy(data + a->length, b->data, b->length);
    *out = (struct literal){.kind = a->kind, .data = data, .length = a->length + b->length};
    return FOLD_YES;
}

static enum fold repeat(struct compiler *c, const struct literal *text, const struct literal *times,
                        struct literal *out) {
    wide count = times->integer < 0 ? 0 : times->integer;
    if (text->length && count > LARGEST_FOLDED / (wide)text->length)
        return FOLD_NO;
    size_t total = text->length ? (size_t)count * text->length : 0;
    char *data = arena_alloc(&c->arena, total + 1);
    for (size_t i = 0; i < total; i++)
        data[i] = text->data[i % text->length];
    *out = (struct literal){.kind = text->kind, .data = data, .length = total};
    return FOLD_YES;
}

static enum fold power(struct compiler *c, const struct expr *expr, wide base, wide exponent, struct literal *out) {
    wide result = 1;
    if (exponent < 0)
        return wrong(c, expr, "the exponent is negative");
    if (base == 0 || base == 1 || base == -1) /* else 127 rounds are enough to be too large */
        exponent = exponent > 2 ? 2 + exponent % 2 : exponent;
    for (; exponent > 0; exponent--)
        if (__builtin_mul_overflow(result, base, &result))
            return too_large(c, expr);
    *out = (struct literal){.kind = LITERAL_INT, .integer = result};
    return FOLD_YES;
}

static enum fold integers(struct compiler *c, const struct expr *expr, wide a, wide b, struct literal *out) {
    bool large = false;
    wide result = 0;
    switch (expr->kind) {
    case EXPR_ADD:
        large = __builtin_add_overflow(a, b, &result);
        break;
    case EXPR_SUB:
        large = __builtin_sub_overflow(a, b, &result);
        break;
    case EXPR_MUL:
        large = __builtin_mul_overflow(a, b, &result);
        break;
    case EXPR_OR:
        result = a | b;
        break;
    case EXPR_SHIFT:
        if (b < 0)
            return wrong(c, expr, "the shift is negative");
        large = b > 126 || __builtin_mul_overflow(a, (wide)1 << b, &result);
        large = large && a != 0;
        break;
    default:
        return power(c, expr, a, b, out);
    }
    if (large)
        return too_large(c, expr);
    *out = (struct literal){.kind = LITERAL_INT, .integer = result};
    return FOLD_YES;
}

static enum fold reals(struct compiler *c, const struct expr *expr, double a, double b, struct literal *out) {
    double result;
    if (expr->kind == EXPR_ADD)
        result = a + b;
    else if (expr->kind == EXPR_SUB)
        result = a - b;
    else if (expr->kind == EXPR_MUL)
        result = a * b;
    else
        return wrong(c, expr, "this operator is for integers");
    *out = (struct literal){.kind = LITERAL_FLOAT, .real = result};
    return FOLD_YES;
}

static enum fold fold_binary(struct compiler *c, const struct expr *expr, struct literal *out) {
    struct literal a, b;
    enum fold left = fold(c, expr->a, &a);
    if (left == FOLD_WRONG)
        return left;
    enum fold right = fold(c, expr->b, &b);
    if (left != FOLD_YES || right != FOLD_YES)
        return right == FOLD_WRONG ? right : FOLD_NO;
    if (a.kind == LITERAL_INT && b.kind == LITERAL_INT)
        return integers(c, expr, a.integer, b.integer, out);
    if (is_number(&a) && is_number(&b))
        return reals(c, expr, real_of(&a), real_of(&b), out);
    if (expr->kind == EXPR_ADD && a.kind == b.kind)
        return join(c, &a, &b, out);
    if (expr->kind == EXPR_MUL && !is_number(&a) && b.kind == LITERAL_INT)
        return repeat(c, &a, &b, out);
    if (expr->kind == EXPR_MUL && !is_number(&b) && a.kind == LITERAL_INT)
        return repeat(c, &b, &a, out);
    return wrong(c, expr, "these two kinds of values can't be combined like this");
}

static enum fold fold_number(struct compiler *c, const struct expr *expr, struct literal *out) {
    const char *text = expr->name_at.source->text + expr->name_at.begin;
    size_t length = expr->name_at.end - expr->name_at.begin;
    *out = (struct literal){.kind = expr->kind == EXPR_INT ? LITERAL_INT : LITERAL_FLOAT};
    if (expr->kind == EXPR_INT)
        return read_int(text, length, &out->integer) ? FOLD_YES : too_large(c, expr);
    return read_float(text, length, &out->real) ? FOLD_YES : wrong(c, expr, "the number is too large; write INF");
}

static enum fold fold_negation(struct compiler *c, const struct expr *expr, struct literal *out) {
    enum fold result = fold(c, expr->a, out);
    if (result != FOLD_YES)
        return result;
    if (!is_number(out))
        return wrong(c, expr, "only numbers can be negated");
    if (__builtin_sub_overflow((wide)0, out->integer, &out->integer))
        return too_large(c, expr);
    out->real = -out->real;
    return FOLD_YES;
}

static enum fold fold_text(const char *text, struct literal *out) {
    *out = (struct literal){.kind = LITERAL_TEXT, .data = text, .length = strlen(text)};
    return FOLD_YES;
}

static enum fold fold_name(struct compiler *c, const struct expr *expr, struct literal *out) {
    bool dollar = expr->kind == EXPR_DOLLAR, outside = c->in_columns;
    const struct expr *meant = dollar ? name_dollar(c, expr->name) : name_column(c, expr->name);
    if (!meant && dollar && strcmp(expr->name, "n") == 0)
        return fold_text(c->frame->use, out);
    if (!meant && dollar && strcmp(expr->name, "mode") == 0)
        return fold_text(c->mode, out);
    if (!meant && dollar && c->kind && strcmp(expr->name, "kind") == 0)
        return fold_text(c->kind->name->text, out);
    *out = (struct literal){.kind = LITERAL_FLOAT};
    if (!meant && !dollar && strcmp(expr->name, "NAN") == 0) {
        out->real = (double)NAN;
        return FOLD_YES;
    }
    if (!meant && !dollar && strcmp(expr->name, "INF") == 0) {
        out->real = (double)INFINITY;
        return FOLD_YES;
    }
    if (!meant)
        return FOLD_NO;
    if (c->depth == DEEPEST)
        return wrong(c, expr, "this name stands for itself");
    if (!expansion_fits(c, expr->at))
        return FOLD_WRONG;
    c->depth++;
    c->in_columns |= !dollar;
    enum fold result = fold(c, meant, out);
    c->in_columns = outside;
    c->depth--;
    return result;
}

enum fold fold(struct compiler *c, const struct expr *expr, struct literal *out) {
    switch (expr->kind) {
    case EXPR_INT:
    case EXPR_FLOAT:
        return fold_number(c, expr, out);
    case EXPR_TEXT:
    case EXPR_BYTES:
        *out = (struct literal){.kind = expr->kind == EXPR_TEXT ? LITERAL_TEXT : LITERAL_BYTES,
                                .data = expr->string.data,
                                .length = expr->string.length};
        return FOLD_YES;
    case EXPR_NEGATE:
        return fold_negation(c, expr, out);
    case EXPR_OR:
    case EXPR_SHIFT:
    case EXPR_ADD:
    case EXPR_SUB:
    case EXPR_MUL:
    case EXPR_POWER:
        return fold_binary(c, expr, out);
    case EXPR_NAME:
    case EXPR_DOLLAR:
        return fold_name(c, expr, out);
    default:
        return FOLD_NO;
    }
}

json_t *literal_json(const struct literal *l) {
    switch (l->kind) {
    case LITERAL_INT:
        return value_int(l->integer);
    case LITERAL_FLOAT:
        return value_float(l->real);
    case LITERAL_TEXT:
        return value_text(l->data, l->length);
    default:
        return value_bytes(l->data, l->length);
    }
}
