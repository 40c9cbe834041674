#ifndef SOCKSPEC_LANG_SUGGEST_H
#define SOCKSPEC_LANG_SUGGEST_H

#include <stddef.h>

/* Finds the word that is most like a misspelt one. Start with a struct that has only `wanted`, offer every candidate.
 */
struct suggestion {
    const char *wanted;
    const char *best;
    size_t distance;
};

void suggest_offer(struct suggestion *suggestion, const char *candidate);

/* " (did you mean 'x'?)" in `text`, or "" if nothing offered is near. Returns `text`. */
const char *suggest_text(const struct suggestion *suggestion, char *text, size_t size);

#endif
