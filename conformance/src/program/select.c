#include "program/select.h"

#include "judge/glob.h"

#include <stdlib.h>
#include <string.h>

const char selection_help[] =
    "  --select GLOB   cases or runs whose id, or former id, matches (* and ? are wild); may be given\n"
    "                  several times\n"
    "  --kind KIND     runs over this kind;  --no-kind KIND  runs over others, or none\n"
    "  --level LEVEL   must, should or text\n"
    "  --tag TAG       cases with the tag;  --no-tag TAG  cases without it\n"
    "  --shard I/N     the I-th of N parts\n";

/* The journal has every text of a selection. */
static bool take_text(struct selection_list *list, const char *option, const char *item, FILE *err) {
    json_t *utf8 = json_string(item);
    if (!utf8) {
        fprintf(err, "sockspec: what --%s takes is not UTF-8 text\n", option);
        return false;
    }
    json_decref(utf8);
    list->items = memory_resize(list->items, (list->count + 1) * sizeof *list->items);
    list->items[list->count++] = item;
    return true;
}

static bool take_shard(struct selection *selection, const char *argument, FILE *err) {
    char rest;
    if (argument[0] >= '1' && argument[0] <= '9' &&
        sscanf(argument, "%6lu/%6lu%c", &selection->shard, &selection->shards, &rest) == 2 &&
        selection->shard <= selection->shards)
        return true;
    fprintf(err, "sockspec: --shard takes I/N with 1 <= I <= N, not '%s'\n", argument);
    return false;
}

static bool take_level(struct selection *selection, const char *argument, FILE *err) {
    if (strcmp(argument, "must") == 0 || strcmp(argument, "should") == 0 || strcmp(argument, "text") == 0)
        return take_text(&selection->levels, "level", argument, err);
    fprintf(err, "sockspec: --level takes must, should or text, not '%s'\n", argument);
    return false;
}

bool selection_take(struct selection *selection, int option, const char *argument, FILE *err) {
    switch (option) {
    case SELECT_GLOB:
        return take_text(&selection->globs, "select", argument, err);
    case SELECT_KIND:
        return take_text(&selection->kinds, "kind", argument, err);
    case SELECT_NO_KIND:
        return take_text(&selection->no_kinds, "no-kind", argument, err);
    case SELECT_LEVEL:
        return take_level(selection, argument, err);
    case SELECT_TAG:
        return take_text(&selection->tags, "tag", argument, err);
    case SELECT_NO_TAG:
        return take_text(&selection->no_tags, "no-tag", argument, err);
    case SELECT_SHARD:
        return take_shard(selection, argument, err);
    default:
        return false;
    }
}

static bool among(const struct selection_list *list, const char *text) {
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], text) == 0)
            return true;
    return false;
}

static bool any_among(const struct selection_list *list, const json_t *texts) {
    size_t i;
    json_t *text;
    json_array_foreach(texts, i, text) if (among(list, json_string_value(text))) return true;
    return false;
}

static bool case_fits(const struct selection *selection, const struct facts *facts) {
    return (!selection->levels.count || among(&selection->levels, facts->level)) &&
           (!selection->tags.count || any_among(&selection->tags, facts->tags)) &&
           !any_among(&selection->no_tags, facts->tags);
}

static bool run_fits(const struct selection *selection, const struct suite_case *item, const struct suite_run *run,
                     const json_t *aliases) {
    bool fits = selection->globs.count == 0;
    if (selection->kinds.count && !(run->kind && among(&selection->kinds, run->kind)))
        return false;
    if (run->kind && among(&selection->no_kinds, run->kind))
        return false;
    for (size_t i = 0; i < selection->globs.count && !fits; i++)
        fits = glob_run(selection->globs.items[i], run->id, item->id, aliases);
    return fits;
}

bool *selection_apply(const struct selection *selection, struct suite *suite, size_t *count) {
    bool *chosen = memory_get(suite_run_count(suite) * sizeof *chosen);
    *count = 0;
    for (size_t i = 0; i < suite_case_count(suite); i++) {
        const struct suite_case *item = suite_case(suite, i);
        struct facts facts;
        suite_facts(suite, i, &facts);
        bool fits = case_fits(selection, &facts);
        for (size_t k = item->first_run; k < item->first_run + item->run_count; k++) {
            chosen[k] = fits && (!selection->shards || k % selection->shards == selection->shard - 1) &&
                        run_fits(selection, item, suite_run(suite, k), facts.aliases);
            *count += chosen[k];
        }
        facts_free(&facts);
    }
    return chosen;
}

static json_t *texts(const struct selection_list *list) {
    json_t *array = json_array();
    for (size_t i = 0; i < list->count; i++)
        json_array_append_new(array, json_string(list->items[i]));
    return array;
}

json_t *selection_json(const struct selection *selection) {
    json_t *object = json_object();
    json_object_set_new(object, "select", texts(&selection->globs));
    json_object_set_new(object, "kinds", texts(&selection->kinds));
    json_object_set_new(object, "no_kinds", texts(&selection->no_kinds));
    json_object_set_new(object, "levels", texts(&selection->levels));
    json_object_set_new(object, "tags", texts(&selection->tags));
    json_object_set_new(object, "no_tags", texts(&selection->no_tags));
    json_object_set_new(object, "shard",
                        selection->shards ? json_sprintf("%lu/%lu", selection->shard, selection->shards) : json_null());
    return object;
}

void selection_free(struct selection *selection) {
    free(selection->globs.items);
    free(selection->kinds.items);
    free(selection->no_kinds.items);
    free(selection->levels.items);
    free(selection->tags.items);
    free(selection->no_tags.items);
    *selection = (struct selection){0};
}
