#include "program/compiler.h"
#include "program/erratum.h"

#include <string.h>

bool expansions_exhausted(const struct compiler *c) {
    return c->expansions > MOST_EXPANSIONS;
}

bool expansion_fits(struct compiler *c, struct where at) {
    if (expansions_exhausted(c))
        return false;
    if (++c->expansions <= MOST_EXPANSIONS)
        return true;
    diagnose(
        c->diagnostics, at,
        "the names and templates of kinds come to more than %d expressions and steps here: let each use fewer others",
        MOST_EXPANSIONS);
    return false;
}

static void compile_body(struct compiler *c) {
    const struct step *step = c->block->steps;
    if (!c->row || c->block->own_test) {
        compile_steps(c, step);
        return;
    }
    for (; step && !step->is_then && !expansions_exhausted(c); step = step->next)
        compile_step(c, step);
    if (!expansions_exhausted(c))
        compile_row_call(c);
    compile_steps(c, step);
}

/* What is wrong with the case as a whole. */
static void check_whole(struct compiler *c) {
    struct where name = c->row ? c->row->name->at : c->block->name->at;
    for (size_t i = 0; i < c->pending_count; i++)
        diagnose(c->diagnostics, c->pending[i].step->at, "this call is begun and never ended");
    if (json_array_size(c->steps) == 0)
        diagnose(c->diagnostics, name, "the case has no steps");
    else if (!c->asserts)
        diagnose(c->diagnostics, name, "the case asserts nothing: no step of it has an expectation");
    if (c->block->modes && !c->uses_mode)
        diagnose(c->diagnostics, c->block->modes->at,
                 "the case has modes, but no step 'mode NAME' that brings a socket into them");
}

static json_t *actors_json(const struct case_block *block) {
    json_t *actors = json_array();
    for (const struct word *word = block->actors; word; word = word->next)
        json_array_append_new(actors, json_string(word->text));
    if (!block->actors)
        json_array_append_new(actors, json_string("main"));
    return actors;
}

/* A claim for reports where the table gives none: what is tested, or the name in words. */
static const char *claim(struct compiler *c, const struct facts *facts) {
    if (facts->says)
        return facts->says;
    size_t i;
    json_t *step;
    json_int_t line = c->row ? source_line(c->row->at.source, c->row->at.begin) : 0;
    json_array_foreach(
        c->steps, i,
        step) if (json_integer_value(json_object_get(step, "line")) == line &&
                  !json_object_get(step, "template")) return json_string_value(json_object_get(step, "source"));
    char *words = arena_copy(&c->arena, c->block->name->text, strlen(c->block->name->text));
    for (char *letter = words; *letter; letter++)
        if (*letter == '_')
            *letter = ' ';
    return words;
}

/* Those of the clauses that the erratum is about. */
static json_t *contradicted(const struct compiler *c, const struct facts *facts) {
    json_t *list = json_array(), *id;
    size_t i;
    json_array_foreach(facts->clauses, i, id) {
        if (erratum_concerns(c->block, c->row, json_string_value(id)))
            json_array_append(list, id);
    }
    return list;
}

static json_t *program_json(struct compiler *c, const struct facts *facts, const char *id, const char *case_id) {
    json_t *p = json_object();
    struct where at = c->row ? c->row->at : c->block->at;
    json_object_set_new(p, "program", json_integer(1));
    json_object_set_new(p, "id", json_string(id));
    json_object_set_new(p, "case", json_string(case_id));
    json_object_set_new(p, "group", json_string(c->block->group->name->text));
    json_object_set_new(p, "kind", c->kind ? json_string(c->kind->name->text) : json_null());
    json_object_set_new(p, "mode", json_string(c->mode));
    json_object_set_new(p, "file", json_string(at.source->name));
    json_object_set_new(p, "line", json_integer(source_line(at.source, at.begin)));
    json_object_set_new(p, "says", json_string(claim(c, facts)));
    json_object_set(p, "clauses", facts->clauses);
    json_object_set_new(p, "level", json_string(facts->level));
    json_object_set(p, "tags", facts->tags);
    if (facts->erratum) {
        json_object_set_new(p, "erratum", json_string(facts->erratum));
        json_object_set_new(p, "erratum_clauses", contradicted(c, facts));
    }
    json_object_set(p, "conditions", facts->conditions);
    json_object_set_new(p, "privilege", json_string(facts->privilege));
    json_object_set_new(p, "deadline_ms", json_integer(facts->deadline_ms));
    if (json_array_size(facts->aliases))
        json_object_set(p, "aliases", facts->aliases);
    json_object_set_new(p, "actors", actors_json(c->block));
    json_object_set(p, "steps", c->steps);
    return p;
}

json_t *compile_run(struct compiler *c, const char *id, const char *case_id) {
    struct facts facts;
    struct frame frame = {.use = "0"};
    size_t mistakes = c->diagnostics->count;
    facts_gather(&facts, c->vocabulary, c->axes, c->block, c->row, c->kind, c->diagnostics);
    namemap_clear(&c->names);
    c->level = facts.level;
    c->frame = &frame;
    c->in_columns = c->uses_mode = c->asserts = false;
    c->depth = c->uses = c->expansions = 0;
    c->pending_count = 0;
    c->steps = json_array();
    if (!c->row || check_columns(c)) {
        compile_body(c);
        if (!expansions_exhausted(c))
            check_whole(c);
    }
    json_t *program = c->diagnostics->count == mistakes ? program_json(c, &facts, id, case_id) : NULL;
    json_decref(c->steps);
    c->frame = NULL;
    facts_free(&facts);
    arena_free(&c->arena);
    return program;
}

void compiler_free(struct compiler *c) {
    namemap_free(&c->names);
    arena_free(&c->arena);
}
