#include "cli/passes.h"

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

static void add_line(struct passes *passes, const struct suite *suite, const json_t *line) {
    const char *id = json_string_value(json_object_get(line, "case"));
    size_t index = id ? suite_find_case(suite, id) : SIZE_MAX;
    if (index == SIZE_MAX)
        return;
    id = suite_case(suite, index)->id;
    if (outcome_of(line) == OUTCOME_PASS) {
        json_object_set_new(passes->passed, id, json_true());
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

/* Whether there is a footer after the lines. */
static enum passes_read read_lines(struct passes *passes, const struct suite *suite, struct journal_reader *reader,
                                   char **error) {
    bool whole = false;
    for (;;) {
        json_t *line = NULL;
        enum journal_read got = journal_next(reader, &line, error);
        if (got == JOURNAL_BROKEN)
            return PASSES_UNREADABLE;
        if (got != JOURNAL_LINE)
            break;
        if (journal_line_is(line, "case"))
            add_line(passes, suite, line);
        whole = journal_line_is(line, "footer");
        json_decref(line);
    }
    if (whole)
        return PASSES_READ;
    struct text text = {0};
    text_printf(&text, "%s: the journal is cut short", reader->path);
    *error = text_take(&text);
    return PASSES_CUT_SHORT;
}

enum passes_read passes_add(struct passes *passes, const struct suite *suite, const char *path, char **error) {
    struct journal_reader reader;
    if (!journal_open(&reader, path, error))
        return PASSES_UNREADABLE;
    json_t *header = journal_read_header(&reader, error);
    enum passes_read done = header ? read_lines(passes, suite, &reader, error) : PASSES_UNREADABLE;
    json_decref(header);
    journal_reader_close(&reader);
    return done;
}

static bool has_passed(const struct passes *passes, const json_t *cases) {
    size_t i;
    json_t *id;
    json_array_foreach(cases, i, id) if (json_object_get(passes->passed, json_string_value(id))) return true;
    return false;
}

static char *reasons_of(const struct passes *passes, const json_t *cases) {
    struct text text = {0};
    json_t *reasons = json_array(), *id, *reason;
    size_t i, k;
    text_puts(&text, "never passed in these journals: ");
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
        if ((entry->state != COVERAGE_HELD && entry->state != COVERAGE_ERRATUM) || has_passed(passes, entry->cases))
            continue;
        char *reason = reasons_of(passes, entry->cases);
        json_t *kept = json_string(reason);
        json_array_append_new(passes->texts, kept);
        entry->state = COVERAGE_NOT_PASSED;
        entry->reason = json_string_value(kept);
        free(reason);
    }
}
