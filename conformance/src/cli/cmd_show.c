#include "cli/commands.h"
#include "cli/open_suite.h"
#include "lang/ast.h"
#include "lang/suggest.h"

#include <getopt.h>
#include <stdint.h>
#include <string.h>

static const char usage[] = "usage: sockspec show [--cases DIR] CASE…\n"
                            "Shows cases as they stand in their tables, with their clauses, conditions and runs.\n"
                            "CASE is the id of a case or run, or a former id of a case.\n";

static void print_lines(struct where at) {
    uint32_t first = source_line(at.source, at.begin);
    uint32_t last = source_line(at.source, at.end > at.begin ? at.end - 1 : at.begin);
    for (uint32_t line = first; line <= last; line++) {
        struct where text = source_line_text(at.source, line);
        printf("%5u | %.*s\n", line, (int)(text.end - text.begin), at.source->text + text.begin);
    }
}

/* Of a table the head and the lines before its first row belong to each row, too. */
static void print_source(const struct suite_case *item) {
    struct where head = item->block->at;
    if (!item->row) {
        print_lines(head);
        return;
    }
    const struct row *first = item->block->rows;
    uint32_t line = source_line(first->at.source, first->at.begin);
    head.end = line > 1 ? source_line_text(head.source, line - 1).end : head.begin;
    print_lines(head);
    if (item->row != first)
        puts("      | …");
    print_lines(item->row->at);
}

static void print_clauses(const struct suite *suite, const json_t *clauses) {
    size_t i;
    json_t *id;
    if (json_array_size(clauses))
        puts("\nclauses");
    json_array_foreach(clauses, i, id) {
        const struct clause *clause = namemap_get(&suite_vocabulary(suite)->clauses, json_string_value(id));
        printf("  %s: %s\n", clause->id, clause->statement);
    }
}

static const char *member(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

static void print_condition(const json_t *condition, const char *margin) {
    printf("%s%s %s %s: %s\n", margin, member(condition, "subject"), member(condition, "op"),
           member(condition, "value"), member(condition, "because"));
}

static bool is_listed(const json_t *conditions, const json_t *condition) {
    size_t i;
    json_t *other;
    json_array_foreach(conditions, i, other) if (json_equal(other, condition)) return true;
    return false;
}

static void print_runs(struct suite *suite, const struct suite_case *item, const json_t *shown) {
    puts("\nruns");
    for (size_t i = item->first_run; i < item->first_run + item->run_count; i++) {
        json_t *program = suite_program(suite, i);
        size_t k;
        json_t *condition;
        printf("  %s  (%zu steps)\n", suite_run(suite, i)->id, json_array_size(json_object_get(program, "steps")));
        json_array_foreach(json_object_get(program, "conditions"), k, condition) if (!is_listed(shown, condition))
            print_condition(condition, "    ");
        json_decref(program);
    }
}

static void print_texts(const char *title, const json_t *texts) {
    size_t i;
    json_t *text;
    if (json_array_size(texts))
        printf("\n%s", title);
    json_array_foreach(texts, i, text) printf(" %s", json_string_value(text));
    if (json_array_size(texts))
        putchar('\n');
}

static void show(struct suite *suite, size_t index) {
    const struct suite_case *item = suite_case(suite, index);
    struct facts facts;
    size_t i;
    json_t *condition;
    suite_facts(suite, index, &facts);
    printf("%s  (%s, level %s)\n", item->id, item->file, facts.level);
    if (facts.says)
        printf("%s\n", facts.says);
    if (facts.erratum)
        printf("erratum: %s\n", facts.erratum);
    putchar('\n');
    print_source(item);
    print_clauses(suite, facts.clauses);
    print_texts("tags", facts.tags);
    print_texts("former ids", facts.aliases);
    if (json_array_size(facts.conditions))
        puts("\nconditions");
    json_array_foreach(facts.conditions, i, condition) print_condition(condition, "  ");
    print_runs(suite, item, facts.conditions);
    facts_free(&facts);
}

static size_t find(const struct suite *suite, const char *id) {
    size_t run = suite_find_run(suite, id);
    return run == SIZE_MAX ? suite_find_case(suite, id) : suite_run(suite, run)->case_index;
}

static int show_all(struct suite *suite, char **ids) {
    for (size_t shown = 0; *ids; ids++, shown++) {
        size_t index = find(suite, *ids);
        if (index == SIZE_MAX) {
            char hint[128];
            struct suggestion near = {.wanted = *ids};
            for (size_t i = 0; i < suite_case_count(suite); i++)
                suggest_offer(&near, suite_case(suite, i)->id);
            fprintf(stderr, "sockspec show: there is no case '%s'%s; 'sockspec list' shows all\n", *ids,
                    suggest_text(&near, hint, sizeof hint));
            return STATUS_USAGE;
        }
        if (shown)
            puts("\n");
        show(suite, index);
    }
    return finish_output();
}

int cmd_show(int argc, char **argv) {
    static const struct option options[] = {
        {"cases", required_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    struct suite *suite = NULL;
    const char *cases = NULL;
    int option;
    optind = 1;
    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(usage, stdout);
            return finish_output();
        }
        if (option != 'c')
            return STATUS_USAGE;
        cases = optarg;
    }
    if (optind == argc) {
        fputs(usage, stderr);
        return STATUS_USAGE;
    }
    int status = open_suite(&suite, cases, NULL);
    if (suite)
        status = show_all(suite, argv + optind);
    suite_free(suite);
    return status;
}
