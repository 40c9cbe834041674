#include "program/compiler.h"

#include "lang/suggest.h"

#include <string.h>

bool check_code(struct compiler *c, const struct word *word, bool errno_only) {
    char hint[96];
    struct suggestion near = {.wanted = word->text};
    bool eai = strncmp(word->text, "EAI_", 4) == 0;
    if (namemap_get(&c->vocabulary->errors, word->text) && !(errno_only && (eai || word->text[0] != 'E')))
        return true;
    if (!errno_only && eai && namemap_get(&c->vocabulary->constants, word->text))
        return true;
    suggest_map(&near, &c->vocabulary->errors);
    if (eai)
        suggest_map(&near, &c->vocabulary->constants);
    diagnose(c->diagnostics, word->at, "unknown error name '%s'%s", word->text, suggest_text(&near, hint, sizeof hint));
    return false;
}

static void check_class(struct compiler *c, const struct word *word, bool (*known)(const char *),
                        void (*suggest)(struct suggestion *), const char *what) {
    char hint[96];
    struct suggestion near = {.wanted = word->text};
    if (known(word->text))
        return;
    suggest(&near);
    diagnose(c->diagnostics, word->at, "unknown %s '%s'%s", what, word->text, suggest_text(&near, hint, sizeof hint));
}

static json_t *compile_raises(struct compiler *c, const struct expectation *e) {
    json_t *raises = json_object();
    check_class(c, e->raises, is_exception_name, suggest_exceptions, "exception");
    json_object_set_new(raises, "class", json_string(e->raises->text));
    if (e->exactly)
        json_object_set_new(raises, "exactly", json_true());
    if (e->codes) {
        json_t *codes = json_array();
        for (const struct word *word = e->codes; word; word = word->next) {
            check_code(c, word, false);
            json_array_append_new(codes, json_string(word->text));
        }
        json_object_set_new(raises, "code", codes);
    }
    if (e->text) {
        if (strcmp(c->level, "text") != 0)
            diagnose(c->diagnostics, e->text_at, "the text of an error is checked at 'level text' only");
        json_object_set_new(raises, "text", compile_pattern(c, e->text));
    }
    if (e->args)
        json_object_set_new(raises, "args", compile_pattern(c, e->args));
    return raises;
}

json_t *compile_expectation(struct compiler *c, const struct expectation *e) {
    if (!e)
        return NULL;
    json_t *expect = json_object();
    c->asserts |= !c->frame->template;
    if (e->value)
        json_object_set_new(expect, "value", compile_pattern(c, e->value));
    if (e->raises)
        json_object_set_new(expect, "raises", compile_raises(c, e));
    if (e->warns) {
        json_t *warns = json_array();
        for (const struct word *word = e->warns; word; word = word->next) {
            check_class(c, word, is_warning_name, suggest_warnings, "warning");
            json_array_append_new(warns, json_string(word->text));
        }
        json_object_set_new(expect, "warns", warns);
    }
    if (e->takes) {
        json_t *takes = json_object();
        if (e->min_ms >= 0)
            json_object_set_new(takes, "min_ms", json_integer(e->min_ms));
        if (e->max_ms >= 0)
            json_object_set_new(takes, "max_ms", json_integer(e->max_ms));
        json_object_set_new(expect, "takes", takes);
    }
    return expect;
}
