#include "program/compiler.h"

#include <string.h>

static json_t *patterns(struct compiler *c, const struct expr *first) {
    json_t *list = json_array();
    for (; first; first = first->next)
        json_array_append_new(list, compile_pattern(c, first));
    return list;
}

static json_t *numbers(struct compiler *c, const struct expr *first) {
    json_t *list = json_array();
    for (; first; first = first->next)
        json_array_append_new(list, compile_value(c, first));
    return list;
}

static json_t *constant_name(struct compiler *c, const struct expr *first) {
    json_t *value = compile_value(c, first);
    json_t *constant = json_incref(json_object_get(value, "const"));
    if (!constant && !json_is_null(value))
        diagnose(c->diagnostics, first->at, "enum() takes the name of a constant");
    json_decref(value);
    return constant ? constant : json_null();
}

static json_t *one_pattern(struct compiler *c, const struct expr *first) {
    return compile_pattern(c, first);
}

static json_t *one_value(struct compiler *c, const struct expr *first) {
    return compile_value(c, first);
}

static const struct {
    const char *name;
    size_t least, most;
    json_t *(*compile)(struct compiler *c, const struct expr *first);
} functions[] = {
    {"one_of", 1, 1000, patterns}, {"all", 1, 1000, patterns},  {"contains", 1, 1000, patterns},
    {"not", 1, 1, one_pattern},    {"each", 1, 1, one_pattern}, {"length", 1, 1, one_pattern},
    {"prefix", 1, 1, one_value},   {"suffix", 1, 1, one_value}, {"glob", 1, 1, one_value},
    {"flags", 1, 1, one_value},    {"lacks", 1, 1, one_value},  {"enum", 1, 1, constant_name},
    {"near", 2, 2, numbers},
};

json_t *compile_pattern_function(struct compiler *c, const struct expr *expr) {
    size_t count = 0, i = 0;
    for (const struct expr *argument = expr->b; argument; argument = argument->next, count++)
        if (argument->keyword) {
            diagnose(c->diagnostics, argument->at, "functions of patterns have no keyword arguments");
            return json_null();
        }
    while (strcmp(functions[i].name, expr->name) != 0)
        i++;
    if (count < functions[i].least || count > functions[i].most) {
        diagnose(c->diagnostics, expr->at, "%s() takes %zu%s argument%s, not %zu", expr->name, functions[i].least,
                 functions[i].most > functions[i].least ? " or more" : "", functions[i].most > 1 ? "s" : "", count);
        return json_null();
    }
    return value_object(expr->name, functions[i].compile(c, expr->b));
}
