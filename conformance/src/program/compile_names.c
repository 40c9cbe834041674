#include "program/compiler.h"

#include "lang/suggest.h"
#include "lang/words.h"

#include <string.h>

const char *name_target(struct compiler *c, const char *name) {
    struct frame *frame = c->frame;
    if (!frame->template)
        return name;
    const struct word *given = frame->template->gives, *target = frame->targets;
    for (; given && target; given = given->next, target = target->next)
        if (strcmp(given->text, name) == 0 && strcmp(target->text, "_") != 0) {
            c->frame = frame->caller;
            const char *outer = name_target(c, target->text);
            c->frame = frame;
            return outer;
        }
    /* A point can't be written in a name, so a template's own names never meet the case's. */
    return arena_printf(&c->arena, "%s%s.%s", frame->template->name->text, frame->use, name);
}

const char *name_bound(struct compiler *c, const char *name, struct binding **binding) {
    const char *target = name_target(c, name);
    *binding = namemap_get(&c->names, target);
    return *binding ? target : NULL;
}

bool name_check(struct compiler *c, const struct word *word) {
    const char *wrong = NULL;
    if (is_reserved_word(word->text))
        wrong = "is a word of the language and can't be a name";
    else if (word->text[0] >= 'A' && word->text[0] <= 'Z')
        wrong = "looks like a constant: names start with a small letter";
    else if (name_column(c, word->text))
        wrong = "is the name of a column";
    for (const struct word *other = c->block->actors; other && !wrong; other = other->next)
        if (strcmp(other->text, word->text) == 0)
            wrong = "is the name of an actor";
    if (wrong)
        diagnose(c->diagnostics, word->at, "'%s' %s", word->text, wrong);
    return !wrong;
}

void name_bind(struct compiler *c, const struct word *word, const char *actor) {
    if (strcmp(word->text, "_") == 0 || !name_check(c, word))
        return;
    struct binding *binding = arena_alloc(&c->arena, sizeof *binding);
    binding->actor = actor;
    namemap_put(&c->names, name_target(c, word->text), binding);
}

const struct expr *name_column(struct compiler *c, const char *name) {
    if (!c->row || c->in_columns || c->frame->template)
        return NULL;
    const struct word *word = c->block->parameters;
    const struct expr *by_place = c->row->columns; /* these stand before all keyword arguments */
    for (; word && strcmp(word->text, name) != 0; word = word->next)
        by_place = by_place ? by_place->next : NULL;
    if (!word)
        return NULL;
    for (const struct expr *column = c->row->columns; column; column = column->next)
        if (column->keyword && strcmp(column->keyword, name) == 0)
            return column;
    return by_place && !by_place->keyword ? by_place : NULL;
}

const struct expr *name_dollar(struct compiler *c, const char *name) {
    return c->kind ? kind_let(c->axes, c->kind, name) : NULL;
}

void name_unknown(struct compiler *c, const struct expr *expr) {
    char hint[96];
    struct suggestion near = {.wanted = expr->name};
    bool capital = expr->name[0] >= 'A' && expr->name[0] <= 'Z';
    suggest_map(&near, capital ? &c->vocabulary->constants : &c->names);
    if (!capital && c->row && !c->frame->template)
        for (const struct word *word = c->block->parameters; word; word = word->next)
            suggest_offer(&near, word->text);
    if (capital)
        diagnose(c->diagnostics, expr->at, "unknown constant '%s'%s", expr->name,
                 suggest_text(&near, hint, sizeof hint));
    else
        diagnose(c->diagnostics, expr->at, "the name '%s' is not bound here%s", expr->name,
                 suggest_text(&near, hint, sizeof hint));
}
