#include "program/compiler.h"

#include "lang/suggest.h"
#include "lang/words.h"

#include <string.h>

static void add_keyword(struct compiler *c, json_t *kwargs, const struct expr *argument, json_t *value) {
    if (json_object_get(kwargs, argument->keyword))
        diagnose(c->diagnostics, argument->at, "the keyword argument '%s' is given twice", argument->keyword);
    json_object_set_new(kwargs, argument->keyword, value);
}

static void set_arguments(struct compiler *c, json_t *step, const struct expr *argument) {
    json_t *args = json_array(), *kwargs = json_object();
    for (; argument; argument = argument->next) {
        json_t *value = compile_value(c, argument);
        if (argument->keyword)
            add_keyword(c, kwargs, argument, value);
        else
            json_array_append_new(args, value);
    }
    json_object_set_new(step, "args", args);
    if (json_object_size(kwargs))
        json_object_set(step, "kwargs", kwargs);
    json_decref(kwargs);
}

/* Only names of the same form are near: a method for a method. */
static void unknown_operation(struct compiler *c, struct where at, const char *op) {
    char hint[96];
    bool method = op[0] == '.';
    struct suggestion near = {.wanted = method ? op + 1 : op};
    for (size_t i = 0; i < c->vocabulary->operations.count; i++) {
        const char *name = c->vocabulary->operations.entries[i].name;
        if (method == (name[0] == '.'))
            suggest_offer(&near, name + method);
    }
    for (const struct kind_block *kind = c->kind; kind && !method; kind = kind_parent(c->axes, kind))
        for (const struct template_block *t = kind->templates; t; t = t->next)
            suggest_offer(&near, t->name->text);
    diagnose(c->diagnostics, at, "unknown operation '%s'%s", op + method, suggest_text(&near, hint, sizeof hint));
}

void check_mode(struct compiler *c, const struct mode_block *mode) {
    const char *op = arena_printf(&c->arena, ".%s", mode->call->name);
    if (!namemap_get(&c->vocabulary->operations, op))
        unknown_operation(c, mode->call->name_at, op);
}

static void set_object(struct compiler *c, json_t *step, const struct expr *object, const char *actor) {
    struct binding *binding;
    if (object->kind != EXPR_NAME || name_column(c, object->name)) {
        diagnose(c->diagnostics, object->at, "only a name that was bound has methods and attributes");
        return;
    }
    const char *bound = name_bound(c, object->name, &binding);
    if (!bound)
        name_unknown(c, object);
    else if (!binding->actor)
        diagnose(c->diagnostics, object->at, "'%s' was named by 'let', so it is no object", object->name);
    else if (strcmp(binding->actor, actor) != 0)
        diagnose(c->diagnostics, object->at, "'%s' belongs to the actor '%s': objects never cross actors", object->name,
                 binding->actor);
    if (bound)
        json_object_set_new(step, "on", json_string(bound));
}

void set_call(struct compiler *c, json_t *step, const struct expr *call, const char *actor) {
    bool helper = call->a && call->a->kind == EXPR_NAME && is_helper_space(call->a->name);
    const char *op = helper    ? arena_printf(&c->arena, "%s.%s", call->a->name, call->name)
                     : call->a ? arena_printf(&c->arena, ".%s", call->name)
                               : call->name;
    if (strncmp(op, "attr.", 5) == 0)
        diagnose(c->diagnostics, call->at, "attributes are written NAME.ATTRIBUTE");
    else if (!namemap_get(&c->vocabulary->operations, op))
        unknown_operation(c, helper ? call->at : call->name_at, op);
    if (call->a && !helper)
        set_object(c, step, call->a, actor);
    json_object_set_new(step, "op", json_string(op));
    set_arguments(c, step, call->b);
}

void set_attribute(struct compiler *c, json_t *step, const struct expr *attribute, const struct expr *value,
                   const char *actor) {
    json_t *args = json_array();
    set_object(c, step, attribute->a, actor);
    json_object_set_new(step, "op", json_string(value ? "attr.set" : "attr.get"));
    json_array_append_new(args, json_string(attribute->name));
    if (value)
        json_array_append_new(args, compile_value(c, value));
    json_object_set_new(step, "args", args);
}

static bool is_parameter(const struct case_block *block, const char *keyword) {
    for (const struct word *word = block->parameters; word; word = word->next)
        if (strcmp(word->text, keyword) == 0)
            return true;
    return false;
}

static bool given_by_place(const struct compiler *c, const char *keyword) {
    const struct expr *column = c->row->columns;
    for (const struct word *word = c->block->parameters; word && column; word = word->next, column = column->next) {
        if (column->keyword || column->kind == EXPR_OMITTED)
            return false;
        if (strcmp(word->text, keyword) == 0)
            return true;
    }
    return false;
}

/* Keyword columns that the head doesn't name are extra. */
static size_t count_columns(const struct compiler *c, bool *omits) {
    size_t count = 0;
    for (const struct expr *column = c->row->columns; column; column = column->next) {
        *omits |= column->kind == EXPR_OMITTED;
        count += !column->keyword || is_parameter(c->block, column->keyword);
    }
    return count;
}

bool check_columns(struct compiler *c) {
    size_t mistakes = c->diagnostics->count;
    bool omits = false;
    size_t count = count_columns(c, &omits), wanted = c->block->parameter_count;
    for (const struct expr *column = c->row->columns; column; column = column->next) {
        if (c->block->own_test && (column->keyword || column->kind == EXPR_OMITTED))
            diagnose(c->diagnostics, column->at, "with a 'test' line every row gives every column, by place");
        else if (column->keyword && given_by_place(c, column->keyword))
            diagnose(c->diagnostics, column->at, "the column '%s' is given twice: by place, and as a keyword argument",
                     column->keyword);
    }
    if (count != wanted && !(omits && count < wanted && !c->block->own_test))
        diagnose(c->diagnostics, c->row->name->at, "the row '%s' has %zu column%s, the table's head names %zu",
                 c->row->name->text, count, count == 1 ? "" : "s", wanted);
    return c->diagnostics->count == mistakes;
}

void compile_row_call(struct compiler *c) {
    const struct case_block *block = c->block;
    const struct row *row = c->row;
    const char *op = block->name->text;
    json_t *args = json_array(), *kwargs = json_object();
    bool omitted = false;
    char *source = arena_printf(&c->arena, "%s(", op);
    if (!namemap_get(&c->vocabulary->operations, op))
        unknown_operation(c, block->name->at, op);
    c->in_columns = true;
    for (const struct expr *column = row->columns; column; column = column->next) {
        if (column->kind == EXPR_OMITTED) {
            omitted = true;
            continue;
        }
        if (omitted && !column->keyword)
            diagnose(c->diagnostics, column->at, "'-' leaves out all arguments after it, too");
        json_t *value = compile_value(c, column);
        source = arena_printf(&c->arena, "%s%s%s%s%s", source, column == row->columns ? "" : ", ",
                              column->keyword ? column->keyword : "", column->keyword ? "=" : "",
                              source_text(c, column->at));
        if (!column->keyword && json_object_size(kwargs))
            diagnose(c->diagnostics, column->at, "a column given by place can't follow a keyword argument");
        if (column->keyword)
            add_keyword(c, kwargs, column, value);
        else
            json_array_append_new(args, value);
    }
    c->in_columns = false;
    const char *expected = row->expect ? step_source(c, row->expect->at, row->expect) : "";
    json_t *step =
        add_step(c, "call", row->at, arena_printf(&c->arena, "%s)%s%s", source, expected[0] ? " " : "", expected));
    json_object_set_new(step, "actor", json_string(block->actors ? block->actors->text : "main"));
    json_object_set_new(step, "op", json_string(op));
    json_object_set_new(step, "args", args);
    if (json_object_size(kwargs))
        json_object_set(step, "kwargs", kwargs);
    json_decref(kwargs);
    json_t *expect = compile_expectation(c, row->expect);
    if (expect)
        json_object_set_new(step, "expect", expect);
}
