#include "judge/glob.h"

#include "judge/text.h"

#include <stdlib.h>
#include <string.h>

/* The usual matcher with one point of return: only the last wildcard ever has to be tried again. */
static bool match(const char *pattern, const char *text, const char *wild, bool single) {
    size_t width = strlen(wild);
    const char *retry_pattern = NULL, *retry_text = NULL;
    while (*text) {
        if (strncmp(pattern, wild, width) == 0) {
            pattern += width;
            retry_pattern = pattern;
            retry_text = text;
        } else if (*pattern && (*pattern == *text || (single && *pattern == '?'))) {
            pattern++;
            text++;
        } else if (retry_pattern) {
            pattern = retry_pattern;
            text = ++retry_text;
        } else {
            return false;
        }
    }
    while (strncmp(pattern, wild, width) == 0)
        pattern += width;
    return !*pattern;
}

bool glob_id(const char *pattern, const char *text) {
    return match(pattern, text, "*", true);
}

bool glob_text(const char *pattern, const char *text) {
    return match(pattern, text, "...", false);
}

/* A former case id, and with the brackets of the run's id the former run id. */
static bool matches_former(const char *pattern, const char *alias, const char *run_id) {
    const char *bracket = strchr(run_id, '[');
    struct text former = {0};
    text_printf(&former, "%s%s", alias, bracket ? bracket : "");
    char *former_id = text_take(&former);
    bool matches = glob_id(pattern, former_id) || glob_id(pattern, alias);
    free(former_id);
    return matches;
}

bool glob_run(const char *pattern, const char *run_id, const char *case_id, const json_t *aliases) {
    bool matches = glob_id(pattern, run_id) || glob_id(pattern, case_id);
    for (size_t i = 0; i < json_array_size(aliases) && !matches; i++)
        matches = matches_former(pattern, json_string_value(json_array_get(aliases, i)), run_id);
    return matches;
}
