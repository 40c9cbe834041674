/* A plain conversation with an adapter, line by line, for check-adapter: no sandbox, no judging. */
#ifndef SOCKSPEC_CLI_DIALOGUE_H
#define SOCKSPEC_CLI_DIALOGUE_H

#include "actor/process.h"
#include "judge/text.h"
#include <jansson.h>
#include <stdbool.h>

struct dialogue {
    struct process process;
    struct text heard, errors; /* what came and was not taken; what it wrote to stderr */
    size_t taken;
    bool ended; /* its stdout is closed */
    double patience_ms;
};

/* Start the adapter. False: `*error` is a text to free(). */
bool dialogue_start(struct dialogue *dialogue, char *const *argv, double patience_ms, char **error);

/* Write a request as one line. False if it does not take it. */
bool dialogue_say(struct dialogue *dialogue, const json_t *request);
/* The same of any text without a newline. */
bool dialogue_say_text(struct dialogue *dialogue, const char *text);

/* The next line as it came, without its newline, valid until the next call; NULL when the patience is over or nothing
 * more will come. */
const char *dialogue_hear(struct dialogue *dialogue, size_t *length);

/* Whether something is there that nobody asked for, within `wait_ms`. */
bool dialogue_has_more(struct dialogue *dialogue, int wait_ms);

/* Close its stdin. */
void dialogue_close_input(struct dialogue *dialogue);
/* Wait for its end. False: it still runs. `*status` as of waitpid(2). */
bool dialogue_wait(struct dialogue *dialogue, int *status);

/* Kill it if it still runs, free everything. */
void dialogue_end(struct dialogue *dialogue);

#endif
