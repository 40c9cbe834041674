#include "program/compiler.h"

#include "lang/suggest.h"
#include "lang/words.h"

#include <string.h>

enum { DEEPEST = 40 };

static json_t *pair(const char *key, json_t *a, json_t *b) {
    json_t *list = json_array();
    json_array_append_new(list, a);
    json_array_append_new(list, b);
    return value_object(key, list);
}

static json_t *wrong(struct compiler *c, struct where at, const char *message) {
    diagnose(c->diagnostics, at, "%s", message);
    return json_null();
}

static json_t *list_of(struct compiler *c, const struct expr *first) {
    json_t *list = json_array();
    for (; first; first = first->next)
        json_array_append_new(list, compile_value(c, first));
    return list;
}

static json_t *substitute(struct compiler *c, const struct expr *expr, const struct expr *meant, bool column) {
    bool outside = c->in_columns;
    if (c->depth == DEEPEST)
        return wrong(c, expr->at, "this name stands for itself");
    if (!expansion_fits(c, expr->at))
        return json_null();
    c->depth++;
    c->in_columns |= column;
    json_t *value = compile_value(c, meant);
    c->in_columns = outside;
    c->depth--;
    return value;
}

static bool is_constant(const struct compiler *c, const char *name) {
    /* connect_ex() returns errno values, so their names are constants, too. */
    return namemap_get(&c->vocabulary->constants, name) || strcmp(name, "has_ipv6") == 0 ||
           (name[0] == 'E' && namemap_get(&c->vocabulary->errors, name));
}

static json_t *compile_name(struct compiler *c, const struct expr *expr) {
    struct binding *binding;
    const struct expr *column = name_column(c, expr->name);
    if (column)
        return substitute(c, expr, column, true);
    const char *bound = name_bound(c, expr->name, &binding);
    if (bound)
        return value_object("var", json_string(bound));
    if (is_constant(c, expr->name))
        return value_object("const", json_string(expr->name));
    if (is_type_name(expr->name) || strcmp(expr->name, "ANY") == 0)
        return wrong(c, expr->at, "a pattern can't be used as a value");
    if (strcmp(expr->name, "_") == 0)
        return wrong(c, expr->at, "'_' drops a value, it can't be read");
    name_unknown(c, expr);
    return json_null();
}

static json_t *compile_dollar(struct compiler *c, const struct expr *expr) {
    const struct expr *meant = name_dollar(c, expr->name);
    char hint[96];
    struct suggestion near = {.wanted = expr->name};
    if (meant)
        return substitute(c, expr, meant, false);
    if (strcmp(expr->name, "tmp") == 0 || strcmp(expr->name, "token") == 0)
        return value_object("runtime", json_string(expr->name));
    if (!c->kind)
        return wrong(c, expr->at, "this is an attribute of a kind, and the case is over none");
    for (const struct kind_block *kind = c->kind; kind; kind = kind_parent(c->axes, kind))
        for (const struct let *let = kind->lets; let; let = let->next)
            suggest_offer(&near, let->name->text);
    diagnose(c->diagnostics, expr->at, "the kind '%s' has no '$%s'%s", c->kind->name->text, expr->name,
             suggest_text(&near, hint, sizeof hint));
    return json_null();
}

static void or_members(struct compiler *c, const struct expr *expr, json_t *list) {
    if (expr->kind != EXPR_OR) {
        json_array_append_new(list, compile_value(c, expr));
        return;
    }
    or_members(c, expr->a, list);
    or_members(c, expr->b, list);
}

static json_t *compile_or(struct compiler *c, const struct expr *expr) {
    json_t *list = json_array();
    or_members(c, expr, list);
    return value_object("or", list);
}

static json_t *compile_slice(struct compiler *c, const struct expr *expr) {
    json_t *list = json_array();
    json_array_append_new(list, compile_value(c, expr->a));
    json_array_append_new(list, expr->b ? compile_value(c, expr->b) : json_null());
    json_array_append_new(list, expr->c ? compile_value(c, expr->c) : json_null());
    return value_object("slice", list);
}

static json_t *compile_form(struct compiler *c, const struct expr *expr) {
    switch (expr->kind) {
    case EXPR_NULL:
    case EXPR_NONE:
        return json_null();
    case EXPR_TRUE:
        return json_true();
    case EXPR_FALSE:
        return json_false();
    case EXPR_LIST:
        return list_of(c, expr->a);
    case EXPR_TUPLE:
        return value_object("tuple", list_of(c, expr->a));
    case EXPR_NAME:
        return compile_name(c, expr);
    case EXPR_DOLLAR:
        return compile_dollar(c, expr);
    case EXPR_NEGATE:
        return pair("sub", json_integer(0), compile_value(c, expr->a));
    case EXPR_OR:
        return compile_or(c, expr);
    case EXPR_ADD:
        return pair("add", compile_value(c, expr->a), compile_value(c, expr->b));
    case EXPR_SUB:
        return pair("sub", compile_value(c, expr->a), compile_value(c, expr->b));
    case EXPR_MUL:
        return pair("mul", compile_value(c, expr->a), compile_value(c, expr->b));
    case EXPR_INDEX:
        return pair("index", compile_value(c, expr->a), compile_value(c, expr->b));
    case EXPR_SLICE:
        return compile_slice(c, expr);
    case EXPR_SHIFT:
    case EXPR_POWER:
        return wrong(c, expr->at, "this operator works on written numbers only");
    case EXPR_ATTRIBUTE:
        return wrong(c, expr->at, "an attribute can't be read inside an expression: bind it first (x = a.family)");
    case EXPR_CALL:
        return compile_function(c, expr);
    case EXPR_OMITTED:
        return wrong(c, expr->at, "'-' leaves an argument out; here a value is needed");
    default:
        return wrong(c, expr->at, "a pattern can't be used as a value");
    }
}

json_t *compile_value(struct compiler *c, const struct expr *expr) {
    struct literal literal;
    switch (fold(c, expr, &literal)) {
    case FOLD_YES:
        return literal_json(&literal);
    case FOLD_WRONG:
        return json_null();
    default:
        return compile_form(c, expr);
    }
}
