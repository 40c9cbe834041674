#include "actor/trouble.h"

#include "judge/render.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Parts of it may come from an adapter, and may have been cut inside a character: what is kept is always a text that
 * every reader of results can take. Takes over the text. */
static char *harmless(char *text) {
    struct text safe = {0};
    render_safe(&safe, text, strlen(text), false);
    free(text);
    return text_take(&safe);
}

int trouble_set(struct trouble *trouble, enum outcome outcome, const char *signature, const char *reason, ...) {
    if (trouble->outcome != OUTCOME_PASS) {
        return -1;
    }
    va_list args;
    va_start(args, reason);
    if (vasprintf(&trouble->reason, reason, args) < 0) {
        abort();
    }
    va_end(args);
    trouble->outcome = outcome;
    trouble->reason = harmless(trouble->reason);
    trouble->signature = signature != NULL ? harmless(strdup(signature)) : strdup(trouble->reason);
    return -1;
}

void trouble_prefix(struct trouble *trouble, const char *prefix, ...) {
    char *lead;
    va_list args;
    va_start(args, prefix);
    if (vasprintf(&lead, prefix, args) < 0) {
        abort();
    }
    va_end(args);
    char **texts[] = {&trouble->reason, &trouble->signature};
    for (int i = 0; i < 2; i++) {
        char *longer;
        if (asprintf(&longer, "%s%s", lead, *texts[i] != NULL ? *texts[i] : "") < 0) {
            abort();
        }
        free(*texts[i]);
        *texts[i] = harmless(longer);
    }
    free(lead);
}

void trouble_free(struct trouble *trouble) {
    free(trouble->reason);
    free(trouble->signature);
    *trouble = (struct trouble){0};
}
