#include "judge/glob.h"

#include <stddef.h>
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

bool glob_run(const char *pattern, const char *run_id, const char *case_id) {
    return glob_id(pattern, run_id) || glob_id(pattern, case_id);
}
