#include "journal/totals.h"

#include "judge/text.h"
#include <stdlib.h>
#include <string.h>

void totals_start(struct totals *totals, const json_t *header) {
    const json_t *implementations = json_object_get(header, "implementations");
    size_t room = json_array_size(implementations);
    *totals = (struct totals){.names = calloc(room + 1, sizeof *totals->names),
                              .counts = calloc(room + 1, sizeof *totals->counts)};
    if (!totals->names || !totals->counts)
        abort();
    for (size_t i = 0; i < room; i++) {
        const json_t *one = json_array_get(implementations, i);
        const char *role = json_string_value(json_object_get(one, "role"));
        const char *name = json_string_value(json_object_get(one, "name"));
        if (name && role && strcmp(role, "tested") == 0)
            totals->names[totals->n++] = name;
    }
}

bool totals_add(struct totals *totals, const json_t *line) {
    const char *name = json_string_value(json_object_get(line, "impl"));
    for (size_t i = 0; name && i < totals->n; i++) {
        if (strcmp(totals->names[i], name) == 0) {
            totals->counts[i].of[outcome_of(line)]++;
            totals->unexpected += json_is_false(json_object_get(line, "expected"));
            totals->cpu_ms += json_number_value(json_object_get(line, "cpu_ms"));
            return true;
        }
    }
    return false;
}

void totals_free(struct totals *totals) {
    free(totals->names);
    free(totals->counts);
    *totals = (struct totals){0};
}

bool totals_check(const struct totals *totals, const json_t *header, size_t tested, char **error) {
    if (totals->n != tested) {
        struct text text = {0};
        text_printf(&text, "%zu implementations were tested, but the header names %zu", tested, totals->n);
        *error = text_take(&text);
        return false;
    }
    const json_t *suite = json_object_get(header, "suite");
    unsigned long selected = (unsigned long)json_integer_value(json_object_get(suite, "selected"));
    for (size_t i = 0; i < totals->n; i++) {
        unsigned long sum = outcome_counts_sum(&totals->counts[i]);
        if (sum != selected) {
            struct text text = {0};
            text_printf(&text, "%s has %lu verdicts, but %lu runs were selected", totals->names[i], sum, selected);
            *error = text_take(&text);
            return false;
        }
    }
    return true;
}

bool totals_nothing_applicable(const struct totals *totals) {
    for (size_t i = 0; i < totals->n; i++)
        if (outcome_counts_sum(&totals->counts[i]) != totals->counts[i].of[OUTCOME_INAPPLICABLE])
            return false;
    return true;
}

json_t *totals_json(const struct totals *totals) {
    json_t *object = json_object();
    for (size_t i = 0; i < totals->n; i++)
        json_object_set_new(object, totals->names[i], outcome_counts_json(&totals->counts[i]));
    return object;
}
