#include "program/condition_value.h"

#include "lang/suggest.h"

#include <stdbool.h>
#include <string.h>

static const char *const systems[] = {"linux",   "macos",   "windows",    "freebsd", "netbsd", "openbsd", "dragonfly",
                                      "android", "solaris", "emscripten", "wasi",    "cygwin", "aix",     NULL};
static const char *const orders[] = {"little", "big", NULL};
static const char *const value_kinds[] = {"python", "typed", NULL};

static bool is_version(const char *text) {
    size_t digits = 0, parts = 0;
    for (; *text; text++) {
        if (*text >= '0' && *text <= '9') {
            digits++;
        } else if (*text == '.' && digits) {
            digits = 0;
            parts++;
        } else {
            return false;
        }
    }
    return digits && parts >= 1 && parts <= 3;
}

static bool is_lower(const char *text) {
    for (; *text; text++)
        if (*text >= 'A' && *text <= 'Z')
            return false;
    return true;
}

static void check_choice(const struct word *word, const char *const *choices, const char *what,
                         struct diagnostics *diagnostics) {
    char hint[96];
    struct suggestion near = {.wanted = word->text};
    for (; *choices; choices++) {
        if (strcmp(*choices, word->text) == 0)
            return;
        suggest_offer(&near, *choices);
    }
    diagnose(diagnostics, word->at, "unknown %s '%s'%s", what, word->text, suggest_text(&near, hint, sizeof hint));
}

static void check_known(const struct word *word, const char *name, const struct namemap *map, const char *what,
                        struct diagnostics *diagnostics) {
    char hint[96];
    struct suggestion near = {.wanted = name};
    if (namemap_get(map, name))
        return;
    suggest_map(&near, map);
    diagnose(diagnostics, word->at, "unknown %s '%s'%s", what, name, suggest_text(&near, hint, sizeof hint));
}

static void check_need(const struct vocabulary *vocabulary, const struct word *word, struct diagnostics *diagnostics) {
    const char *colon = strchr(word->text, ':');
    char hint[96];
    if (strncmp(word->text, "family:", 7) == 0 && strncmp(colon + 1, "AF_", 3) != 0) {
        diagnose(diagnostics, word->at, "'%s' is no family: they are written AF_INET; is 'const:%s' meant?", colon + 1,
                 colon + 1);
    } else if (strncmp(word->text, "family:", 7) == 0 || strncmp(word->text, "const:", 6) == 0) {
        check_known(word, colon + 1, &vocabulary->constants, "constant", diagnostics);
    } else if (strncmp(word->text, "op:", 3) == 0) {
        check_known(word, colon + 1, &vocabulary->operations, "operation", diagnostics);
    } else if (!is_capability(word->text)) {
        struct suggestion near = {.wanted = word->text};
        suggest_capabilities(&near);
        diagnose(diagnostics, word->at, "unknown capability '%s'%s", word->text,
                 suggest_text(&near, hint, sizeof hint));
    }
}

void condition_check_value(const struct vocabulary *vocabulary, const char *subject, const struct word *word,
                           struct diagnostics *diagnostics) {
    if (strcmp(subject, "need") == 0)
        check_need(vocabulary, word, diagnostics);
    else if (strcmp(subject, "os") == 0)
        check_choice(word, systems, "system", diagnostics);
    else if (strcmp(subject, "byteorder") == 0)
        check_choice(word, orders, "byte order", diagnostics);
    else if (strcmp(subject, "values") == 0)
        check_choice(word, value_kinds, "kind of values", diagnostics);
    else if ((strcmp(subject, "api") == 0 || strcmp(subject, "kernel") == 0) && !is_version(word->text))
        diagnose(diagnostics, word->at, "a version like 3.8 or 3.8.1 expected, not '%s'", word->text);
    else if (!is_lower(word->text))
        diagnose(diagnostics, word->at, "a name in lower case expected, not '%s'", word->text);
}
