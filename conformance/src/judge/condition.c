#include "judge/condition.h"

#include "judge/text.h"
#include "judge/version.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *member(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

/* What the condition needs, why, and what is there instead. */
static char *explain(const json_t *condition, const char *instead) {
    struct text text = {0};
    const char *subject = member(condition, "subject"), *op = member(condition, "op");
    const char *because = member(condition, "because");
    if (strcmp(subject, "need") == 0) {
        text_printf(&text, "needs %s", member(condition, "value"));
    } else {
        text_printf(&text, "%s %s %s", subject, op, member(condition, "value"));
    }
    text_printf(&text, ": %s", instead);
    if (*because != '\0') {
        text_printf(&text, " (%s)", because);
    }
    return text_take(&text);
}

static bool array_has(const json_t *array, const char *name) {
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *entry = json_string_value(json_array_get(array, i));
        if (entry != NULL && strcmp(entry, name) == 0) {
            return true;
        }
    }
    return false;
}

/* What is wrong with a need, or NULL if it is met. `reason` holds texts that have to be made. */
static const char *unmet(const char *need, const json_t *hello, const json_t *capabilities) {
    if (strncmp(need, "family:", 7) == 0) {
        return array_has(json_object_get(hello, "families"), need + 7) ? NULL : "no socket of that family can be made";
    }
    if (strncmp(need, "const:", 6) == 0) {
        return json_object_get(json_object_get(hello, "constants"), need + 6) != NULL ? NULL : "no such constant";
    }
    if (strncmp(need, "op:", 3) == 0) {
        return array_has(json_object_get(hello, "operations"), need + 3) ? NULL : "no such operation";
    }
    if (strcmp(need, "threads") == 0) {
        return json_is_true(json_object_get(hello, "threads")) ? NULL : "the adapter has no threads";
    }
    const json_t *capability = json_object_get(capabilities, need);
    if (capability == NULL) {
        return "no such capability is known";
    }
    if (json_is_true(json_object_get(capability, "available"))) {
        return NULL;
    }
    const char *reason = json_string_value(json_object_get(capability, "reason"));
    return reason != NULL ? reason : "not available";
}

static bool compare_version(const char *op, const char *have, const char *value) {
    int order = version_compare(have, value);
    return strcmp(op, "since") == 0 ? order >= 0 : order < 0;
}

/* `libc` is "glibc 2.36": the first word counts. */
static bool same_word(const char *have, const char *value) {
    size_t length = strcspn(have, " ");
    return length == strlen(value) && strncasecmp(have, value, length) == 0;
}

static bool holds(const json_t *condition, const json_t *hello, const json_t *capabilities, const char *kernel,
                  char **reason) {
    const char *subject = member(condition, "subject"), *op = member(condition, "op");
    const char *value = member(condition, "value");
    if (strcmp(subject, "need") == 0) {
        const char *problem = unmet(value, hello, capabilities);
        if (problem != NULL) {
            *reason = explain(condition, problem);
        }
        return problem == NULL;
    }
    const char *have = strcmp(subject, "impl") == 0     ? member(hello, "name")
                       : strcmp(subject, "kernel") == 0 ? (kernel != NULL ? kernel : "")
                                                        : member(hello, subject);
    bool ok;
    size_t shown = strlen(have);
    if (strcmp(op, "since") == 0 || strcmp(op, "before") == 0) {
        size_t compared = version_shown(have, value); /* the same on every machine of which the same is known */
        shown = compared > 0 ? compared : shown;
        ok = *have != '\0' && compare_version(op, have, value);
    } else {
        ok = same_word(have, value) == (strcmp(op, "is") == 0);
    }
    if (!ok) {
        struct text instead = {0};
        if (shown > 0) {
            text_printf(&instead, "here it is %.*s", (int)shown, have);
        } else {
            text_printf(&instead, "here it is unknown");
        }
        *reason = explain(condition, instead.data);
        text_free(&instead);
    }
    return ok;
}

bool conditions_hold(const json_t *conditions, const json_t *hello, const json_t *capabilities, const char *kernel,
                     char **reason) {
    for (size_t i = 0; i < json_array_size(conditions); i++) {
        if (!holds(json_array_get(conditions, i), hello, capabilities, kernel, reason)) {
            return false;
        }
    }
    return true;
}
