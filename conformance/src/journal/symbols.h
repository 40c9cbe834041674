/* Observed values made fit for a recording: what differs from run to run by its nature is replaced by a symbol, or by
 * its type where the case does not care. Values are replaced, never parts of a rendered text. See docs/recording.md. */
#ifndef SOCKSPEC_JOURNAL_SYMBOLS_H
#define SOCKSPEC_JOURNAL_SYMBOLS_H

#include <jansson.h>

/* The steps of a recording for a result that has answers (worker_options.values): one object for each step of the
 * result, {"line","actor","answer"}, without `answer` for a step that had none. A new reference. */
json_t *symbolic_steps(const json_t *program, const json_t *result);

/* Give a result that did not pass the member "ending": the failed step's answer with symbols, by which results of
 * several implementations are compared (same_ending()). Nothing is added if there is no such step or answer. */
void symbolic_ending(const json_t *program, json_t *result);

#endif
