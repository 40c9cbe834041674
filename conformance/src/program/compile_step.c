#include "program/compiler.h"

#include "lang/suggest.h"

#include <string.h>

#define ONLY_ACTOR "main"

json_t *add_step(struct compiler *c, const char *what, struct where at, const char *source) {
    json_t *step = json_object();
    json_object_set_new(step, "do", json_string(what));
    json_object_set_new(step, "line", json_integer(source_line(at.source, at.begin)));
    json_object_set_new(step, "source", json_string(source));
    if (c->frame->template)
        json_object_set_new(step, "template", json_string(c->frame->template->name->text));
    json_array_append_new(c->steps, step);
    return step;
}

/* The actor of a step. With several actors a step that talks to one has to name it. */
static const char *actor_of(struct compiler *c, const struct step *step, bool must_name) {
    char hint[96];
    struct suggestion near = {.wanted = step->actor ? step->actor->text : ""};
    if (!step->actor && c->frame->template)
        return c->frame->actor;
    if (!step->actor) {
        if (must_name && c->block->actors && c->block->actors->next)
            diagnose(c->diagnostics, step->at, "this case has several actors: the step starts with the name of one");
        return c->block->actors ? c->block->actors->text : ONLY_ACTOR;
    }
    for (const struct word *word = c->block->actors; word; word = word->next) {
        if (strcmp(word->text, step->actor->text) == 0)
            return word->text;
        suggest_offer(&near, word->text);
    }
    if (!c->block->actors && strcmp(step->actor->text, ONLY_ACTOR) == 0)
        return ONLY_ACTOR;
    diagnose(c->diagnostics, step->actor->at, "'%s' is no declared actor%s", step->actor->text,
             suggest_text(&near, hint, sizeof hint));
    return step->actor->text;
}

static struct pending *find_pending(struct compiler *c, const char *actor, unsigned lane) {
    for (size_t i = 0; i < c->pending_count; i++)
        if (c->pending[i].lane == lane && strcmp(c->pending[i].actor, actor) == 0)
            return &c->pending[i];
    return NULL;
}

/* Lane 0 is the thread that reads the protocol: while it is in a call, no lane can be asked anything. */
static void check_idle(struct compiler *c, const struct step *step, const char *actor, unsigned lane) {
    struct pending *pending = find_pending(c, actor, 0);
    if (!pending)
        pending = find_pending(c, actor, lane);
    if (!pending)
        return;
    struct where begun = pending->step->at;
    diagnose(c->diagnostics, step->at, "'%s' is still in the call begun in line %u on lane %u: 'end' it first", actor,
             source_line(begun.source, begun.begin), pending->lane);
}

static void set_lane(json_t *step, const char *actor, unsigned lane) {
    json_object_set_new(step, "actor", json_string(actor));
    if (lane)
        json_object_set_new(step, "lane", json_integer((json_int_t)lane));
}

static json_t *bind_json(struct compiler *c, const struct word *targets) {
    json_t *list = json_array();
    for (const struct word *word = targets; word; word = word->next) {
        const char *name = strcmp(word->text, "_") == 0 ? "_" : name_target(c, word->text);
        if (targets->next == NULL) {
            json_decref(list);
            return json_string(name);
        }
        json_array_append_new(list, json_string(name));
    }
    return list;
}

static void bind_all(struct compiler *c, const struct word *targets, const char *actor) {
    for (; targets; targets = targets->next)
        name_bind(c, targets, actor);
}

static const struct expectation *expectation_of(const struct compiler *c, const struct step *step) {
    return step->is_test ? c->row->expect : step->expect;
}

static void set_expectation(struct compiler *c, json_t *json, const struct step *step) {
    json_t *expect = compile_expectation(c, expectation_of(c, step));
    if (expect)
        json_object_set_new(json, "expect", expect);
}

/* A call that has to raise binds nothing. */
static bool returns(const struct compiler *c, const struct step *step) {
    const struct expectation *e = expectation_of(c, step);
    return !e || !e->raises;
}

static void begin(struct compiler *c, const struct step *step, const char *actor, unsigned lane) {
    if (c->pending_count == MOST_PENDING) {
        diagnose(c->diagnostics, step->at, "more than %d calls are begun at once", MOST_PENDING);
        return;
    }
    c->pending[c->pending_count++] = (struct pending){actor, lane, step};
}

unsigned lane_of(const struct compiler *c, const struct step *step) {
    return step->lane ? step->lane : c->frame->lane;
}

static void compile_action(struct compiler *c, const struct step *step, json_t *json, const char *actor) {
    unsigned lane = lane_of(c, step);
    check_idle(c, step, actor, lane);
    set_lane(json, actor, lane);
    if (step->kind == STEP_CALL)
        set_call(c, json, step->expr, actor);
    else
        set_attribute(c, json, step->expr, step->value, actor);
    if (step->targets)
        json_object_set_new(json, "bind", bind_json(c, step->targets));
    if (step->begin) {
        json_object_set_new(json, "begin", json_true());
        begin(c, step, actor, lane);
        return;
    }
    set_expectation(c, json, step);
    if (returns(c, step))
        bind_all(c, step->targets, actor);
}

static void compile_end(struct compiler *c, const struct step *step, json_t *json, const char *actor) {
    unsigned lane = lane_of(c, step);
    struct pending *pending = find_pending(c, actor, lane);
    set_lane(json, actor, lane);
    if (!pending) {
        diagnose(c->diagnostics, step->at, "'%s' without a call begun by '%s' on lane %u",
                 step->kind == STEP_END ? "end" : "blocked", actor, lane);
        return;
    }
    if (step->kind == STEP_BLOCKED) {
        c->asserts |= !c->frame->template;
        return;
    }
    set_expectation(c, json, step);
    const struct step *begun = pending->step;
    *pending = c->pending[--c->pending_count];
    if (returns(c, step))
        bind_all(c, begun->targets, actor);
}

static void compile_mode(struct compiler *c, const struct step *step, const char *actor) {
    const struct mode_block *mode = namemap_get(&c->axes->modes, c->mode);
    struct expr object = {.kind = EXPR_NAME, .at = step->word->at, .name = step->word->text};
    struct binding *binding;
    c->uses_mode = true;
    if (!name_bound(c, object.name, &binding))
        name_unknown(c, &object);
    if (!mode)
        return;
    struct expr call = *mode->call;
    call.a = &object;
    json_t *json = add_step(c, "call", step->at, source_text(c, step->at));
    check_idle(c, step, actor, lane_of(c, step));
    set_lane(json, actor, lane_of(c, step));
    set_call(c, json, &call, actor);
}

static void compile_signal(struct compiler *c, const struct step *step, json_t *json) {
    if (!is_signal_name(step->word->text))
        diagnose(c->diagnostics, step->word->at, "unknown signal '%s' (signals are written like USR1)",
                 step->word->text);
    json_object_set_new(json, "signal", json_string(step->word->text));
}

static void compile_fault(struct compiler *c, const struct step *step, json_t *json) {
    check_code(c, step->second, true);
    json_object_set_new(json, "syscall", json_string(step->word->text));
    json_object_set_new(json, "errno", json_string(step->second->text));
    json_object_set_new(json, "nth", json_integer((json_int_t)step->number));
}

/* What was begun by a killed actor will never end. */
static void forget_pending(struct compiler *c, const char *actor) {
    size_t kept = 0;
    for (size_t i = 0; i < c->pending_count; i++)
        if (strcmp(c->pending[i].actor, actor) != 0)
            c->pending[kept++] = c->pending[i];
    c->pending_count = kept;
}

/* The parser can't tell: it sees the row apart from the 'test' line. */
static void check_row_of_value(struct compiler *c) {
    const struct expectation *e = c->row->expect;
    if (e && e->value && !e->warns && !e->takes)
        return;
    diagnose(c->diagnostics, e ? e->at : c->row->name->at,
             "the 'test' line is a value: its rows check it with '-> PATTERN' alone");
    c->asserts = true; /* so that the same is not told in other words */
}

static void compile_check(struct compiler *c, const struct step *step, json_t *json, const char *actor) {
    json_object_set_new(json, "actor", json_string(actor));
    if (step->kind == STEP_CHECK) {
        if (step->is_test)
            check_row_of_value(c);
        json_object_set_new(json, "value", compile_value(c, step->expr));
        set_expectation(c, json, step);
        return;
    }
    json_object_set_new(json, "bind", json_string(name_target(c, step->targets->text)));
    json_object_set_new(json, "value", compile_value(c, step->value));
    name_bind(c, step->targets, NULL);
}

static const char *source_of_step(struct compiler *c, const struct step *step) {
    const char *source = step_source(c, step->at, step->expect);
    if (!step->is_test || !c->row->expect)
        return source;
    return arena_printf(&c->arena, "%s %s", source, step_source(c, c->row->expect->at, c->row->expect));
}

void compile_step(struct compiler *c, const struct step *step) {
    static const char *const names[] = {
        [STEP_CALL] = "call", [STEP_GET] = "call",   [STEP_SET] = "call",        [STEP_CHECK] = "check",
        [STEP_LET] = "let",   [STEP_END] = "end",    [STEP_BLOCKED] = "blocked", [STEP_SIGNAL] = "signal",
        [STEP_KILL] = "kill", [STEP_FAULT] = "fault"};
    if (c->frame->template && !expansion_fits(c, step->at))
        return;
    const char *actor = actor_of(c, step, step->kind != STEP_CHECK && step->kind != STEP_LET);
    if (step->kind == STEP_MODE) {
        compile_mode(c, step, actor);
        return;
    }
    if (compile_template(c, step, actor))
        return;
    json_t *json = add_step(c, names[step->kind], step->is_test ? c->row->at : step->at, source_of_step(c, step));
    switch (step->kind) {
    case STEP_CALL:
    case STEP_GET:
    case STEP_SET:
        compile_action(c, step, json, actor);
        return;
    case STEP_END:
    case STEP_BLOCKED:
        compile_end(c, step, json, actor);
        return;
    case STEP_CHECK:
    case STEP_LET:
        compile_check(c, step, json, actor);
        return;
    default:
        break;
    }
    json_object_set_new(json, "actor", json_string(actor));
    if (step->kind == STEP_SIGNAL)
        compile_signal(c, step, json);
    else if (step->kind == STEP_FAULT)
        compile_fault(c, step, json);
    else
        forget_pending(c, actor);
}

void compile_steps(struct compiler *c, const struct step *steps) {
    for (; steps && !expansions_exhausted(c); steps = steps->next)
        compile_step(c, steps);
}
