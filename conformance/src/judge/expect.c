#include "judge/expect.h"

#include "judge/match.h"
#include "judge/render.h"
#include "judge/value.h"

#include <stdlib.h>
#include <string.h>

/* Names of one number: every name but the first of a line has the same number as it on Linux. */
static bool same_code(const char *wanted, const char *code) {
    static const char *const aliases[][2] = {
        {"EAGAIN", "EWOULDBLOCK"}, {"EOPNOTSUPP", "ENOTSUP"}, {"EDEADLK", "EDEADLOCK"}, {"NO_DATA", "NO_ADDRESS"}};
    if (strcmp(wanted, code) == 0) {
        return true;
    }
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        for (int j = 0; j < 2; j++) {
            if (strcmp(wanted, aliases[i][j]) == 0 && strcmp(code, aliases[i][1 - j]) == 0) {
                return true;
            }
        }
    }
    return false;
}

static bool has_string(const json_t *array, const char *wanted) {
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *entry = json_string_value(json_array_get(array, i));
        if (entry != NULL && strcmp(entry, wanted) == 0) {
            return true;
        }
    }
    return false;
}

static bool code_matches(const json_t *codes, const json_t *raised) {
    const char *code = json_string_value(json_object_get(raised, "errno"));
    if (code == NULL) {
        code = json_string_value(json_object_get(raised, "code"));
    }
    for (size_t i = 0; code != NULL && i < json_array_size(codes); i++) {
        if (same_code(json_string_value(json_array_get(codes, i)), code)) {
            return true;
        }
    }
    return false;
}

static enum match raises(const json_t *wanted, const json_t *raised, const struct scope *scope,
                         struct eval_error *error) {
    if (raised == NULL) {
        return MATCH_NO;
    }
    const char *class = json_string_value(json_object_get(wanted, "class"));
    const char *seen = json_string_value(json_object_get(raised, "class"));
    bool subclass =
        !json_is_true(json_object_get(wanted, "exactly")) && has_string(json_object_get(raised, "bases"), class);
    if (strcmp(class, seen) != 0 && !subclass) {
        return MATCH_NO;
    }
    const json_t *codes = json_object_get(wanted, "code");
    if (json_array_size(codes) > 0 && !code_matches(codes, raised)) {
        return MATCH_NO;
    }
    enum match result = MATCH_YES;
    const json_t *pattern = json_object_get(wanted, "text");
    if (pattern != NULL) {
        result = match(pattern, json_object_get(raised, "text"), scope, error);
    }
    pattern = json_object_get(wanted, "args");
    if (pattern != NULL && result == MATCH_YES) {
        json_t *args = json_object_get(raised, "args");
        json_t *tuple = value_new_tuple(args != NULL ? json_incref(args) : json_array());
        result = match(pattern, tuple, scope, error);
        json_decref(tuple);
    }
    return result;
}

/* Times by the adapter's own clock. */
static bool time_matches(const json_t *takes, const json_t *answer, const struct expect_rules *rules,
                         struct text *observed, struct text *signature) {
    if (takes == NULL) {
        return true;
    }
    const json_t *ns = json_object_get(answer, "ns"), *min = json_object_get(takes, "min_ms");
    const json_t *max = json_object_get(takes, "max_ms");
    if (!json_is_number(ns)) {
        text_puts(observed, " without a duration (\"ns\")");
        text_puts(signature, "no duration");
        return false;
    }
    double ms = json_number_value(ns) / 1e6;
    if (min != NULL && ms < json_number_value(min)) {
        text_puts(signature, "too early");
    } else if (max != NULL && ms > json_number_value(max) + rules->slack_ms) {
        text_puts(signature, "too late");
    } else {
        return true;
    }
    text_printf(observed, " after %.3g ms", ms);
    return false;
}

static bool warned(const json_t *warnings, const char *class) {
    for (size_t i = 0; i < json_array_size(warnings); i++) {
        const char *seen = json_string_value(json_object_get(json_array_get(warnings, i), "class"));
        if (seen != NULL && strcmp(seen, class) == 0) {
            return true;
        }
    }
    return false;
}

static bool warnings_match(const json_t *wanted, const json_t *warnings, bool strict, struct text *observed,
                           struct text *signature) {
    for (size_t i = 0; i < json_array_size(wanted); i++) {
        const char *class = json_string_value(json_array_get(wanted, i));
        if (!warned(warnings, class)) {
            text_printf(observed, " without %s", class);
            text_printf(signature, "no %s", class);
            return false;
        }
    }
    for (size_t i = 0; strict && i < json_array_size(warnings); i++) {
        const char *class = json_string_value(json_object_get(json_array_get(warnings, i), "class"));
        if (class != NULL && !has_string(wanted, class)) {
            text_printf(observed, " with %s", class);
            text_printf(signature, "warned %s", class);
            return false;
        }
    }
    return true;
}

enum expect_result expect_check(const json_t *expect, const json_t *answer, const struct scope *scope,
                                const struct expect_rules *rules, struct text *observed, struct text *signature,
                                struct eval_error *error) {
    const json_t *wanted = json_object_get(expect, "raises"), *pattern = json_object_get(expect, "value");
    const json_t *raised = json_object_get(answer, "raised");
    enum match result = wanted != NULL ? raises(wanted, raised, scope, error) : raised != NULL ? MATCH_NO : MATCH_YES;
    if (pattern != NULL && result == MATCH_YES) {
        result = match(pattern, json_object_get(answer, "ok"), scope, error);
    }
    if (result == MATCH_ERROR) {
        return EXPECT_ERROR;
    }
    if (result == MATCH_NO) {
        char *outcome = render_outcome(answer);
        text_puts(signature, outcome);
        free(outcome);
        return EXPECT_FAILED;
    }
    bool strict = !scope->typed && strcmp(rules->level, "must") != 0;
    bool ok = time_matches(json_object_get(expect, "takes"), answer, rules, observed, signature) &&
              warnings_match(json_object_get(expect, "warns"), json_object_get(answer, "warnings"), strict, observed,
                             signature);
    return ok ? EXPECT_MET : EXPECT_FAILED;
}
