#include "cli/summary.h"

#include "cli/progress.h"
#include "cli/terminal.h"
#include <stdlib.h>
#include <string.h>

void summary_start(struct summary *s, const struct totals *totals) {
    *s = (struct summary){.totals = totals, .unexpected = json_array()};
}

static struct summary_group *group_of(struct summary *s, const char *name) {
    for (size_t i = s->n_groups; i-- > 0;)
        if (strcmp(s->groups[i].name, name) == 0)
            return &s->groups[i];
    s->groups = realloc(s->groups, (s->n_groups + 1) * sizeof *s->groups);
    if (!s->groups)
        abort();
    struct summary_group *group = &s->groups[s->n_groups++];
    *group = (struct summary_group){strdup(name), calloc(s->totals->n + 1, sizeof *group->counts)};
    if (!group->name || !group->counts)
        abort();
    return group;
}

void summary_add(struct summary *s, const json_t *line) {
    const char *group = json_string_value(json_object_get(line, "group"));
    const char *impl = json_string_value(json_object_get(line, "impl"));
    for (size_t i = 0; group && impl && i < s->totals->n; i++)
        if (strcmp(s->totals->names[i], impl) == 0)
            group_of(s, group)->counts[i].of[outcome_of(line)]++;
    if (json_is_false(json_object_get(line, "expected")) && json_array_size(s->unexpected) < SUMMARY_SHOWN)
        json_array_append_new(s->unexpected, json_deep_copy(line));
}

void summary_free(struct summary *s) {
    for (size_t i = 0; i < s->n_groups; i++) {
        free(s->groups[i].name);
        free(s->groups[i].counts);
    }
    free(s->groups);
    json_decref(s->unexpected);
    *s = (struct summary){0};
}

static int by_name(const void *a, const void *b) {
    const struct summary_group *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static void print_row(FILE *out, int width, const char *name, const struct outcome_counts *counts) {
    fprintf(out, "%-*s", width, name);
    for (int i = 0; i < OUTCOMES; i++) {
        int column = (int)strlen(outcome_name((enum outcome)i));
        fprintf(out, "  %*lu", column > 5 ? column : 5, counts->of[i]);
    }
    fprintf(out, "  %5lu\n", outcome_counts_sum(counts));
}

static void print_head(FILE *out, int width, const char *implementation) {
    char *name = safe_text(implementation, 60);
    fprintf(out, "%-*s", width, name);
    free(name);
    for (int i = 0; i < OUTCOMES; i++)
        fprintf(out, "  %5s", outcome_name((enum outcome)i));
    fputs("  total\n", out);
}

void summary_print_groups(const struct summary *s, FILE *out) {
    int width = 5;
    if (s->n_groups)
        qsort(s->groups, s->n_groups, sizeof *s->groups, by_name);
    for (size_t g = 0; g < s->n_groups; g++)
        width = (int)strlen(s->groups[g].name) > width ? (int)strlen(s->groups[g].name) : width;
    for (size_t i = 0; i < s->totals->n; i++)
        width = (int)strlen(s->totals->names[i]) > width ? (int)strlen(s->totals->names[i]) : width;
    width = width > 60 ? 60 : width;
    for (size_t i = 0; i < s->totals->n; i++) {
        print_head(out, width, s->totals->names[i]);
        for (size_t g = 0; g < s->n_groups; g++)
            if (outcome_counts_sum(&s->groups[g].counts[i]))
                print_row(out, width, s->groups[g].name, &s->groups[g].counts[i]);
        print_row(out, width, "total", &s->totals->counts[i]);
        fputc('\n', out);
    }
}

/* The id as a word of a shell: brackets would be a pattern. */
static void print_word(FILE *out, const char *word) {
    if (word[strcspn(word, " []*?$'\"\\&|;<>()`~#!{}")]) {
        fputc('\'', out);
        for (; *word; word++)
            fprintf(out, *word == '\'' ? "'\\''" : "%c", *word);
        fputc('\'', out);
    } else {
        fputs(word, out);
    }
}

void summary_print_unexpected(const struct summary *s, const char *journal, FILE *out) {
    size_t i, shown = json_array_size(s->unexpected);
    const json_t *line;
    if (!shown)
        return;
    fputs("Unexpected:\n", out);
    json_array_foreach(s->unexpected, i, line) {
        fputs("  ", out);
        print_unexpected(out, line);
        if (journal) {
            fputs("      sockspec explain ", out);
            print_word(out, journal);
            fputc(' ', out);
            print_word(out, json_string_value(json_object_get(line, "id")));
            fputc('\n', out);
        }
    }
    if (s->totals->unexpected > shown)
        fprintf(out, "  and %lu more\n", s->totals->unexpected - (unsigned long)shown);
    if (!journal)
        fputs("  (with --journal FILE, `sockspec explain FILE RUN` shows each one)\n", out);
    fputc('\n', out);
}

void summary_print_totals(const struct summary *s, const json_t *footer, FILE *out) {
    struct outcome_counts all = {{0}};
    for (size_t i = 0; i < s->totals->n; i++)
        for (int o = 0; o < OUTCOMES; o++)
            all.of[o] += s->totals->counts[i].of[o];
    fprintf(out, "total %lu:", outcome_counts_sum(&all));
    for (int o = 0; o < OUTCOMES; o++)
        if (all.of[o] || o == OUTCOME_PASS || o == OUTCOME_FAIL)
            fprintf(out, " %s %lu", outcome_name((enum outcome)o), all.of[o]);
    json_int_t others = (json_int_t)json_array_size(json_object_get(footer, "unmatched_deviations")) +
                        (json_int_t)json_array_size(json_object_get(footer, "shutdown"));
    fprintf(out, "; unexpected %lld; %.1f s, cpu of the adapters %.1f s\n",
            (long long)(json_integer_value(json_object_get(footer, "unexpected")) + others),
            json_number_value(json_object_get(footer, "wall_ms")) / 1e3,
            json_number_value(json_object_get(footer, "cpu_ms")) / 1e3);
}
