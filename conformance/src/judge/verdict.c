#include "judge/verdict.h"

#include <string.h>

static const char *const names[OUTCOMES] = {
    [OUTCOME_PASS] = "pass",
    [OUTCOME_FAIL] = "fail",
    [OUTCOME_CRASH] = "crash",
    [OUTCOME_HANG] = "hang",
    [OUTCOME_UNSUPPORTED] = "unsupported",
    [OUTCOME_INAPPLICABLE] = "inapplicable",
    [OUTCOME_ERROR] = "error",
    [OUTCOME_NOT_RUN] = "not-run",
};

const char *outcome_name(enum outcome outcome) {
    return names[outcome];
}

bool outcome_parse(const char *name, enum outcome *outcome) {
    for (int i = 0; i < OUTCOMES; i++) {
        if (strcmp(names[i], name) == 0) {
            *outcome = (enum outcome)i;
            return true;
        }
    }
    return false;
}

enum outcome outcome_of(const json_t *result) {
    const char *name = json_string_value(json_object_get(result, "outcome"));
    enum outcome outcome = OUTCOME_ERROR;
    if (name)
        (void)outcome_parse(name, &outcome);
    return outcome;
}

bool outcome_needs_blame(enum outcome outcome) {
    return outcome != OUTCOME_PASS && outcome != OUTCOME_INAPPLICABLE;
}

unsigned long outcome_counts_sum(const struct outcome_counts *counts) {
    unsigned long sum = 0;
    for (int i = 0; i < OUTCOMES; i++)
        sum += counts->of[i];
    return sum;
}

json_t *outcome_counts_json(const struct outcome_counts *counts) {
    json_t *object = json_object();
    for (int i = 0; i < OUTCOMES; i++)
        json_object_set_new(object, names[i], json_integer((json_int_t)counts->of[i]));
    return object;
}
