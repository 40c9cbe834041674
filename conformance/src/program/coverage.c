#include "program/coverage.h"

#include "program/erratum.h"

#include <stdlib.h>
#include <string.h>

const char *coverage_state_name(enum coverage_state state) {
    static const char *const names[COVERAGE_STATES] = {"held",       "erratum",      "not_passed", "tested",
                                                       "unverified", "not_testable", "uncovered"};
    return names[state];
}

/* "linux>=2.6|bsd" has one of the platforms that the suite is run on. */
static bool is_here(const char *platform) {
    static const char *const here[] = {"any", "unix", "linux", "platform", NULL};
    while (*platform) {
        size_t length = strcspn(platform, "|"), word = strcspn(platform, "|>");
        for (size_t i = 0; here[i]; i++)
            if (strlen(here[i]) == word && memcmp(here[i], platform, word) == 0)
                return true;
        platform += length + (platform[length] == '|');
    }
    return false;
}

static void judge_uncovered(struct coverage *entry) {
    const char *testable = entry->clause->testable;
    if (strncmp(testable, "no", 2) == 0) {
        entry->state = COVERAGE_NOT_TESTABLE;
        entry->reason = testable[2] == ':' ? testable + 3 : "not testable";
    } else if (strncmp(testable, "test:", 5) == 0) {
        entry->state = COVERAGE_TESTED;
        entry->reason = testable + 5;
    } else if (strncmp(testable, "env:", 4) == 0) {
        entry->state = COVERAGE_UNVERIFIED;
        entry->reason = testable + 4;
    } else if (!is_here(entry->clause->platform)) {
        entry->state = COVERAGE_UNVERIFIED;
        entry->reason = entry->clause->platform;
    } else {
        entry->state = COVERAGE_UNCOVERED;
        entry->reason = "no case holds it";
    }
}

static struct coverage *entry_of(struct coverage *list, const struct vocabulary *vocabulary, const char *id) {
    const struct clause *clause = namemap_get(&vocabulary->clauses, id);
    return &list[clause->number];
}

static void add_case(struct suite *suite, size_t index, struct coverage *list) {
    struct facts facts;
    size_t i;
    json_t *id;
    suite_facts(suite, index, &facts);
    json_array_foreach(facts.clauses, i, id) {
        struct coverage *entry = entry_of(list, suite_vocabulary(suite), json_string_value(id));
        json_array_append_new(entry->cases, json_string(suite_case(suite, index)->id));
        if (facts.erratum && entry->state != COVERAGE_ERRATUM &&
            erratum_concerns(suite_case(suite, index)->block, suite_case(suite, index)->row, json_string_value(id))) {
            entry->state = COVERAGE_ERRATUM;
            entry->reason = facts.erratum;
        } else if (entry->state == COVERAGE_STATES) {
            entry->state = COVERAGE_HELD;
        }
    }
    facts_free(&facts);
}

struct coverage *coverage_of(struct suite *suite, size_t *count) {
    const struct namemap *clauses = &suite_vocabulary(suite)->clauses;
    struct coverage *list = memory_get(clauses->count * sizeof *list);
    *count = clauses->count;
    for (size_t i = 0; i < *count; i++)
        list[i] = (struct coverage){clauses->entries[i].value, COVERAGE_STATES, json_array(), NULL};
    for (size_t i = 0; i < suite_case_count(suite); i++)
        add_case(suite, i, list);
    for (size_t i = 0; i < *count; i++)
        if (list[i].state == COVERAGE_STATES)
            judge_uncovered(&list[i]);
    return list;
}

void coverage_free(struct coverage *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        json_decref(list[i].cases);
    free(list);
}
