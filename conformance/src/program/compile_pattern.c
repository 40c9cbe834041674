#include "program/compiler.h"

#include "lang/words.h"

#include <string.h>

static json_t *elements(struct compiler *c, const struct expr *first) {
    json_t *list = json_array();
    for (; first; first = first->next)
        json_array_append_new(list, compile_pattern(c, first));
    return list;
}

static json_t *range(json_t *bounds, const char *key, json_t *bound) {
    if (!bounds)
        bounds = json_object();
    json_object_set_new(bounds, key, bound);
    return bounds;
}

static json_t *name(struct compiler *c, const struct expr *expr) {
    if (is_type_name(expr->name)) /* also where a column has that name */
        return value_object("type", json_string(expr->name));
    const struct expr *column = name_column(c, expr->name);
    if (column) {
        bool outside = c->in_columns;
        c->in_columns = true;
        json_t *pattern = compile_pattern(c, column);
        c->in_columns = outside;
        return pattern;
    }
    if (strcmp(expr->name, "ANY") == 0)
        return value_object("any", json_true());
    return compile_value(c, expr);
}

json_t *compile_pattern(struct compiler *c, const struct expr *expr) {
    switch (expr->kind) {
    case EXPR_LIST:
        return elements(c, expr->a);
    case EXPR_TUPLE:
        return value_object("tuple", elements(c, expr->a));
    case EXPR_NAME:
        return name(c, expr);
    case EXPR_RANGE:
        return value_object("range",
                            range(range(NULL, "min", compile_value(c, expr->a)), "max", compile_value(c, expr->b)));
    case EXPR_AT_LEAST:
        return value_object("range", range(NULL, "min", compile_value(c, expr->a)));
    case EXPR_AT_MOST:
        return value_object("range", range(NULL, "max", compile_value(c, expr->a)));
    case EXPR_ABOVE:
        return value_object("range", range(NULL, "above", compile_value(c, expr->a)));
    case EXPR_BELOW:
        return value_object("range", range(NULL, "below", compile_value(c, expr->a)));
    case EXPR_CALL:
        if (!expr->a && is_pattern_function(expr->name))
            return compile_pattern_function(c, expr);
        return compile_value(c, expr);
    default:
        return compile_value(c, expr);
    }
}
