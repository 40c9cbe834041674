#include "lang/suggest.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST = 63 };

/* Edit distance where swapping two neighbours is one edit (optimal string alignment). */
static size_t distance(const char *a, const char *b) {
    size_t rows[3][LONGEST + 1];
    size_t la = strlen(a), lb = strlen(b);
    if (la > LONGEST || lb > LONGEST)
        return LONGEST;
    for (size_t j = 0; j <= lb; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= la; i++) {
        size_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *before = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            size_t best = above[j - 1] + (a[i - 1] != b[j - 1]);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[la % 3][lb];
}

void suggest_offer(struct suggestion *suggestion, const char *candidate) {
    size_t found = distance(suggestion->wanted, candidate);
    if (!suggestion->best || found < suggestion->distance) {
        suggestion->best = candidate;
        suggestion->distance = found;
    }
}

const char *suggest_text(const struct suggestion *suggestion, char *text, size_t size) {
    size_t limit = strlen(suggestion->wanted) / 3 + 1;
    text[0] = 0;
    if (suggestion->best && suggestion->distance <= limit && suggestion->distance < strlen(suggestion->wanted))
        snprintf(text, size, " (did you mean '%s'?)", suggestion->best);
    return text;
}
