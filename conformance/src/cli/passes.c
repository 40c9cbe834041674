#include "cli/passes.h"

#include "cli/commands.h"
#include "journal/read.h"
#include "judge/text.h"
#include "judge/verdict.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A clause may have many cases, and each many runs: what stands first says enough. */
enum { SHOWN_REASONS = 3 };

struct passes passes_new(void) {
    return (struct passes){json_object(), json_object(), json_array()};
}

void passes_free(struct passes *passes) {
    json_decref(passes->passed);
    json_decref(passes->reasons);
    json_decref(passes->texts);
}

static void add_once(json_t *texts, const char *text) {
    size_t i;
    json_t *other;
    json_array_foreach(texts, i, other) if (strcmp(json_string_value(other), text) == 0) return;
    json_array_append_new(texts, json_string(text));
}

/* "inapplicable: …", "fail, a deviation: …", "fail: …". */
static char *reason_of(const json_t *line) {
    struct text text = {0};
    const json_t *deviation = json_object_get(line, "deviation");
    const char *explained = json_string_value(json_object_get(deviation, "reason"));
    const char *reason = json_string_value(json_object_get(line, "reason"));
    text_puts(&text, outcome_name(outcome_of(line)));
    if (json_is_object(deviation))
        text_puts(&text, ", a deviation");
    if (explained || reason)
        text_printf(&text, ": %s", explained ? explained : reason);
    return text_take(&text);
}

/* A case that is changed may hold other clauses than when it was run. */
static void add_pass(struct passes *passes, const char *id, const json_t *line) {
    json_t *named = json_object_get(passes->passed, id), *clause;
    size_t i;
    if (!named) {
        named = json_object();
        json_object_set_new(passes->passed, id, named);
    }
    json_array_foreach(json_object_get(line, "clauses"), i, clause) if (json_is_string(clause))
        json_object_set_new(named, json_string_value(clause), json_true());
}

static void add_line(struct passes *passes, const struct suite *suite, const json_t *line) {
    const char *id = json_string_value(json_object_get(line, "case"));
    size_t index = id ? suite_find_case(suite, id) : SIZE_MAX;
    if (index == SIZE_MAX)
        return;
    id = suite_case(suite, index)->id;
    if (outcome_of(line) == OUTCOME_PASS) {
        add_pass(passes, id, line);
        return;
    }
    json_t *reasons = json_object_get(passes->reasons, id);
    if (!reasons) {
        reasons = json_array();
        json_object_set_new(passes->reasons, id, reasons);
    }
    char *reason = reason_of(line);
    add_once(reasons, reason);
    free(reason);
}

/* What a journal with this last line lacks; NULL if it is whole. */
static const char *missing(const json_t *last) {
    if (!journal_line_is(last, "footer"))
        return "the journal is cut short";
    if (json_is_true(json_object_get(last, "interrupted")))
        return "the run was interrupted";
    return json_integer_value(json_object_get(last, "exit")) == STATUS_HARNESS ? "the harness failed in that run"
                                                                               : NULL;
}

static enum passes_read read_lines(struct passes *passes, const struct suite *suite, struct journal_reader *reader,
                                   char **error) {
    const char *lacks = missing(NULL);
    for (;;) {
        json_t *line = NULL;
        enum journal_read got = journal_next(reader, &line, error);
        if (got == JOURNAL_BROKEN)
            return PASSES_UNREADABLE;
        if (got != JOURNAL_LINE)
            break;
        if (journal_line_is(line, "case"))
            add_line(passes, suite, line);
        lacks = missing(line);
        json_decref(line);
    }
    if (!lacks)
        return PASSES_READ;
    struct text text = {0};
    text_printf(&text, "%s: %s", reader->path, lacks);
    *error = text_take(&text);
    return PASSES_CUT_SHORT;
}

enum passes_read passes_add(struct passes *passes, const struct suite *suite, const char *path, char **digest,
                            char **error) {
    struct journal_reader reader;
    *digest = NULL;
    if (!journal_open(&reader, path, error))
        return PASSES_UNREADABLE;
    json_t *header = journal_read_header(&reader, error);
    const char *said = json_string_value(json_object_get(json_object_get(header, "suite"), "digest"));
    if (said)
        *digest = strdup(said);
    enum passes_read done = header ? read_lines(passes, suite, &reader, error) : PASSES_UNREADABLE;
    json_decref(header);
    journal_reader_close(&reader);
    return done;
}

static bool has_passed(const struct passes *passes, const struct coverage *entry) {
    size_t i;
    json_t *id;
    json_array_foreach(entry->cases, i, id) if (json_object_get(json_object_get(passes->passed, json_string_value(id)),
                                                                entry->clause->id)) return true;
    return false;
}

static char *reasons_of(const struct passes *passes, const json_t *cases) {
    struct text text = {0};
    json_t *reasons = json_array(), *id, *reason;
    size_t i, k;
    text_puts(&text, "never passed in these journals: ");
    json_array_foreach(cases, i, id) if (json_object_get(passes->passed, json_string_value(id)))
        add_once(reasons, "pass, when the case was not of this clause");
    json_array_foreach(cases, i, id) json_array_foreach(json_object_get(passes->reasons, json_string_value(id)), k,
                                                        reason) add_once(reasons, json_string_value(reason));
    json_array_foreach(reasons, i, reason) if (i < SHOWN_REASONS)
        text_printf(&text, "%s%s", i ? "; " : "", json_string_value(reason));
    if (json_array_size(reasons) > SHOWN_REASONS)
        text_printf(&text, "; and %zu more", json_array_size(reasons) - SHOWN_REASONS);
    if (!json_array_size(reasons))
        text_puts(&text, "no run of its cases is there");
    json_decref(reasons);
    return text_take(&text);
}

void passes_apply(struct passes *passes, struct coverage *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct coverage *entry = &list[i];
        if ((entry->state != COVERAGE_HELD && entry->state != COVERAGE_ERRATUM) || has_passed(passes, entry))
            continue;
        char *reason = reasons_of(passes, entry->cases);
        json_t *kept = json_string(reason);
        json_array_append_new(passes->texts, kept);
        entry->state = COVERAGE_NOT_PASSED;
        entry->reason = json_string_value(kept);
        free(reason);
    }
}
