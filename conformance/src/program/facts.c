#include "program/facts.h"

#include "lang/suggest.h"
#include "lang/words.h"
#include "program/condition_value.h"

#include <stdio.h>
#include <string.h>

enum { DEFAULT_DEADLINE_MS = 5000 };

struct gathering {
    struct facts *facts;
    const struct vocabulary *vocabulary;
    struct diagnostics *diagnostics;
    const char *group;
    bool on_kind;
};

static void add_once(json_t *array, const char *text) {
    size_t i;
    json_t *member;
    json_array_foreach(array, i, member) if (strcmp(json_string_value(member), text) == 0) return;
    json_array_append_new(array, json_string(text));
}

static void add_condition(struct facts *facts, const char *subject, const char *op, const char *value,
                          const char *because) {
    json_t *condition = json_object();
    json_object_set_new(condition, "subject", json_string(subject));
    json_object_set_new(condition, "op", json_string(op));
    json_object_set_new(condition, "value", json_string(value));
    json_object_set_new(condition, "because", json_string(because));
    size_t i;
    json_t *other;
    json_array_foreach(facts->conditions, i, other) {
        if (json_equal(other, condition)) {
            json_decref(condition);
            return;
        }
    }
    json_array_append_new(facts->conditions, condition);
}

static void take_clause(struct gathering *g, const struct word *word) {
    if (!namemap_get(&g->vocabulary->clauses, word->text)) {
        char hint[128];
        struct suggestion near = {.wanted = word->text};
        suggest_map(&near, &g->vocabulary->clauses);
        diagnose(g->diagnostics, word->at, "unknown clause '%s'%s", word->text, suggest_text(&near, hint, sizeof hint));
    }
    add_once(g->facts->clauses, word->text);
}

/* An old id is given in full, or without its group. */
static void take_alias(struct gathering *g, const struct word *word) {
    char id[300];
    snprintf(id, sizeof id, "%s%s%s", strchr(word->text, '.') ? "" : g->group, strchr(word->text, '.') ? "" : ".",
             word->text);
    add_once(g->facts->aliases, id);
}

static const char *one_of(struct gathering *g, const struct word *word, const char *const *choices,
                          const char *expected) {
    for (; *choices; choices++)
        if (strcmp(word->text, *choices) == 0)
            return *choices;
    diagnose(g->diagnostics, word->at, "%s expected, not '%s'", expected, word->text);
    return word->text;
}

static void take_deadline(struct gathering *g, const struct word *word) {
    long ms;
    if (parse_duration(word->text, (unsigned)strlen(word->text), &ms) && ms > 0)
        g->facts->deadline_ms = ms;
    else
        diagnose(g->diagnostics, word->at, "a time like '30s' or '500ms' expected, not '%s'", word->text);
}

static void take_condition(struct gathering *g, const struct attribute *a, const struct attribute_word *known) {
    for (const struct word *word = a->words; word; word = word->next) {
        char because[200];
        condition_check_value(g->vocabulary, known->subject, word, g->diagnostics);
        snprintf(because, sizeof because, "it needs %s", word->text);
        add_condition(g->facts, known->subject, known->op, word->text, a->because ? a->because : because);
    }
}

static void take(struct gathering *g, const struct attribute *a) {
    static const char *const levels[] = {"must", "should", "text", NULL};
    static const char *const privileges[] = {"full", "none", NULL};
    const char *key = a->key->text;
    const struct attribute_word *known = attribute_word(key);
    struct facts *facts = g->facts;
    if (g->on_kind && !known->on_kind)
        diagnose(g->diagnostics, a->key->at, "'%s' can't be said of a kind", key);
    else if (known->subject)
        take_condition(g, a, known);
    else if (strcmp(key, "says") == 0)
        facts->says = a->words->text;
    else if (strcmp(key, "erratum") == 0)
        facts->erratum = a->words->text;
    else if (strcmp(key, "level") == 0)
        facts->level = one_of(g, a->words, levels, "must, should or text");
    else if (strcmp(key, "privilege") == 0)
        facts->privilege = one_of(g, a->words, privileges, "full or none");
    else if (strcmp(key, "deadline") == 0)
        take_deadline(g, a->words);
    else if (strcmp(key, "typed") == 0)
        add_once(facts->tags, "typed");
    for (const struct word *word = a->words; word; word = word->next) {
        if (strcmp(key, "clause") == 0)
            take_clause(g, word);
        else if (strcmp(key, "tag") == 0)
            add_once(facts->tags, word->text);
        else if (strcmp(key, "alias") == 0)
            take_alias(g, word);
    }
}

static void take_all(struct gathering *g, const struct attribute *a) {
    for (; a; a = a->next)
        take(g, a);
}

static void take_kind(struct gathering *g, const struct axes *axes, const struct kind_block *kind) {
    if (!kind)
        return;
    take_kind(g, axes, kind_parent(axes, kind));
    g->on_kind = true;
    take_all(g, kind->attributes);
    g->on_kind = false;
}

void facts_gather(struct facts *facts, const struct vocabulary *vocabulary, const struct axes *axes,
                  const struct case_block *block, const struct row *row, const struct kind_block *kind,
                  struct diagnostics *diagnostics) {
    struct gathering g = {facts, vocabulary, diagnostics, block->group->name->text, false};
    *facts = (struct facts){.privilege = "full", .deadline_ms = DEFAULT_DEADLINE_MS};
    facts->clauses = json_array();
    facts->tags = json_array();
    facts->aliases = json_array();
    facts->conditions = json_array();
    take_all(&g, block->group->attributes);
    take_kind(&g, axes, kind);
    take_all(&g, block->attributes);
    if (row)
        take_all(&g, row->attributes);
    if (!facts->level)
        facts->level = json_array_size(facts->clauses) ? "must" : "should";
}

void facts_free(struct facts *facts) {
    json_decref(facts->clauses);
    json_decref(facts->tags);
    json_decref(facts->aliases);
    json_decref(facts->conditions);
    *facts = (struct facts){0};
}
