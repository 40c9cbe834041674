#include "program/compiler.h"

#include <string.h>

enum { DEEPEST = 8 };

static size_t count(const struct word *list) {
    size_t n = 0;
    for (; list; list = list->next)
        n++;
    return n;
}

static unsigned depth(const struct frame *frame) {
    unsigned n = 0;
    for (; frame; frame = frame->caller)
        n++;
    return n;
}

static bool check_use(struct compiler *c, const struct step *step, const struct template_block *template) {
    const char *name = template->name->text;
    size_t wanted = count(step->targets), given = count(template->gives);
    if (step->begin)
        diagnose(c->diagnostics, step->expr->at, "a template can't be begun");
    else if (step->expect || step->is_test)
        diagnose(c->diagnostics, step->expr->at, "a template has no expectation");
    else if (step->expr->b)
        diagnose(c->diagnostics, step->expr->at, "the template '%s' takes no arguments", name);
    else if (wanted > given)
        diagnose(c->diagnostics, step->expr->at, "the template '%s' gives %zu value%s, not %zu", name, given,
                 given == 1 ? "" : "s", wanted);
    else if (depth(c->frame) > DEEPEST)
        diagnose(c->diagnostics, step->expr->at, "the template '%s' uses itself, or templates are nested too deep",
                 name);
    else
        return true;
    return false;
}

static void check_given(struct compiler *c, const struct template_block *template) {
    struct binding *binding;
    for (const struct word *given = template->gives; given; given = given->next)
        if (!name_bound(c, given->text, &binding))
            diagnose(c->diagnostics, given->at, "the template '%s' gives '%s', but never binds it",
                     template->name->text, given->text);
}

bool compile_template(struct compiler *c, const struct step *step, const char *actor) {
    const struct expr *call = step->expr;
    const struct template_block *template =
        step->kind == STEP_CALL && !call->a && c->kind ? kind_template(c->axes, c->kind, call->name) : NULL;
    if (!template)
        return false;
    if (namemap_get(&c->vocabulary->operations, call->name)) {
        diagnose(c->diagnostics, template->name->at, "'%s' is an operation and can't name a template", call->name);
        return true;
    }
    if (!check_use(c, step, template))
        return true;
    struct frame frame = {.caller = c->frame,
                          .template = template,
                          .use = arena_printf(&c->arena, "%u", ++c->uses),
                          .actor = actor,
                          .lane = lane_of(c, step),
                          .targets = step->targets};
    /* They are bound by the template's own steps. */
    for (const struct word *target = step->targets; target; target = target->next)
        name_check(c, target);
    c->frame = &frame;
    compile_steps(c, template->steps);
    if (!expansions_exhausted(c))
        check_given(c, template);
    c->frame = frame.caller;
    return true;
}
