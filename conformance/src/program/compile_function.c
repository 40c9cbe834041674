#include "program/compiler.h"

#include "lang/words.h"

#include <string.h>

static json_t *wrong(struct compiler *c, struct where at, const char *message) {
    diagnose(c->diagnostics, at, "%s", message);
    return json_null();
}

static size_t count(const struct expr *first) {
    size_t n = 0;
    for (; first; first = first->next)
        n++;
    return n;
}

static bool first_is_text(const struct expr *expr) {
    return expr->b && expr->b->kind == EXPR_TEXT && !memchr(expr->b->string.data, 0, expr->b->string.length);
}

/* {"NAME": [text, e, …]} */
static json_t *with_text(struct compiler *c, const struct expr *expr) {
    json_t *list = json_array();
    for (const struct expr *argument = expr->b; argument; argument = argument->next)
        json_array_append_new(list, compile_value(c, argument));
    return value_object(expr->name, list);
}

static json_t *fill(struct compiler *c, const struct expr *expr) {
    static const char usage[] = "fill(seed, length) takes two written integers, seed 0..250, length up to 2**40";
    struct literal seed, length;
    if (count(expr->b) != 2 || fold(c, expr->b, &seed) != FOLD_YES || fold(c, expr->b->next, &length) != FOLD_YES ||
        seed.kind != LITERAL_INT || length.kind != LITERAL_INT || seed.integer < 0 || seed.integer > 250 ||
        length.integer < 0 || length.integer > (wide)1 << 40)
        return wrong(c, expr->at, usage);
    json_t *members = json_object();
    json_object_set_new(members, "seed", json_integer((json_int_t)seed.integer));
    json_object_set_new(members, "len", json_integer((json_int_t)length.integer));
    return value_object("fill", members);
}

json_t *compile_function(struct compiler *c, const struct expr *expr) {
    if (expr->a || !is_value_function(expr->name))
        return wrong(c, expr->at,
                     !expr->a && is_pattern_function(expr->name)
                         ? "a pattern can't be used as a value"
                         : "a call can't stand inside an expression or to the right of '->': bind its result first");
    for (const struct expr *argument = expr->b; argument; argument = argument->next)
        if (argument->keyword)
            return wrong(c, argument->at, "functions of expressions have no keyword arguments");
    size_t arguments = count(expr->b);
    if (strcmp(expr->name, "fill") == 0)
        return fill(c, expr);
    if (strcmp(expr->name, "size") == 0)
        return arguments == 1 ? value_object("len", compile_value(c, expr->b))
                              : wrong(c, expr->at, "size(x) takes one value");
    if (strcmp(expr->name, "pack") == 0)
        return first_is_text(expr) ? with_text(c, expr)
                                   : wrong(c, expr->at, "pack(\"format\", x, …) starts with a written format");
    if (!first_is_text(expr) || arguments != 2)
        return wrong(c, expr->at, "a written text and one value expected, as in encode(\"utf-8\", x)");
    return with_text(c, expr);
}
