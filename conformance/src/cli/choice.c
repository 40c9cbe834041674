#include "cli/choice.h"

#include "journal/digest.h"
#include "program/facts.h"
#include <stdlib.h>
#include <string.h>

/* What the profile or --interop asks can be seen in the program only. */
static bool fits(struct suite *suite, size_t run, const struct profile *profile, bool pairs) {
    if (!profile && !pairs)
        return true;
    json_t *program = suite_program(suite, run);
    bool good = (!profile || profile_holds(profile, program)) &&
                (!pairs || json_array_size(json_object_get(program, "actors")) == 2);
    json_decref(program);
    return good;
}

static bool has_text(const json_t *array, const char *text) {
    size_t i;
    const json_t *one;
    json_array_foreach(array, i, one) if (strcmp(json_string_value(one), text) == 0) return true;
    return false;
}

static void note_clauses(struct choice *choice, const struct suite *suite, const json_t *ids) {
    size_t i;
    const json_t *id;
    json_array_foreach(ids, i, id) {
        const struct clause *clause = namemap_get(&suite_vocabulary(suite)->clauses, json_string_value(id));
        if (clause)
            json_object_set_new(choice->clauses, clause->id, json_string(clause->statement));
    }
}

static bool any(const bool *flags, const struct suite_case *item) {
    for (size_t k = item->first_run; k < item->first_run + item->run_count; k++)
        if (flags[k])
            return true;
    return false;
}

/* The chosen runs, those of cases that take long before the others. */
static void put_in_order(struct choice *choice, struct suite *suite, const bool *chosen) {
    size_t *later = memory_get(suite_run_count(suite) * sizeof *later);
    size_t n_later = 0;
    for (size_t i = 0; i < suite_case_count(suite); i++) {
        const struct suite_case *item = suite_case(suite, i);
        if (!any(chosen, item))
            continue;
        struct facts facts;
        suite_facts(suite, i, &facts);
        note_clauses(choice, suite, facts.clauses);
        bool waits = has_text(facts.tags, "waits") || has_text(facts.tags, "slow");
        facts_free(&facts);
        for (size_t k = item->first_run; k < item->first_run + item->run_count; k++) {
            if (chosen[k] && waits)
                choice->runs[choice->count++] = k;
            else if (chosen[k])
                later[n_later++] = k;
        }
    }
    for (size_t i = 0; i < n_later; i++)
        choice->runs[choice->count++] = later[i];
    free(later);
}

void choice_make(struct choice *choice, struct suite *suite, const struct selection *selection,
                 const struct profile *profile, bool pairs) {
    size_t runs = suite_run_count(suite), ignored;
    struct selection whole = *selection;
    whole.shards = 0;
    *choice = (struct choice){.runs = memory_get((runs + 1) * sizeof *choice->runs), .clauses = json_object()};
    bool *matching = selection_apply(&whole, suite, &ignored), *chosen = selection_apply(selection, suite, &ignored);
    const char **ids = memory_get((runs + 1) * sizeof *ids);
    for (size_t i = 0; i < runs; i++) {
        matching[i] = matching[i] && fits(suite, i, profile, pairs);
        chosen[i] = chosen[i] && matching[i];
        if (matching[i])
            ids[choice->matching++] = suite_run(suite, i)->id;
    }
    digest_ids(ids, choice->matching, choice->ids);
    put_in_order(choice, suite, chosen);
    free(ids);
    free(matching);
    free(chosen);
}

/* splitmix64: every seed, 0 as well, gives another order. */
static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

void choice_shuffle(struct choice *choice, uint64_t seed) {
    for (size_t i = choice->count; i > 1; i--) {
        size_t other = (size_t)(next_random(&seed) % i), run = choice->runs[i - 1];
        choice->runs[i - 1] = choice->runs[other];
        choice->runs[other] = run;
    }
}

void choice_free(struct choice *choice) {
    free(choice->runs);
    json_decref(choice->clauses);
    *choice = (struct choice){0};
}
