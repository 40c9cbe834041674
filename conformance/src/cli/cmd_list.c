#include "cli/commands.h"
#include "cli/open_suite.h"
#include "program/select.h"

#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: sockspec list [--cases DIR] [--json | --runs] [selection]\n"
    "Checks all tables and lists the cases with their runs.\n"
    "  --cases DIR     tables to read, instead of the installed ones\n"
    "  --json          "
    "{\"cases\":[{\"id\",\"file\",\"line\",\"level\",\"clauses\",\"runs\"}],\"totals\":{\"cases\",\"runs\"}}\n"
    "  --runs          only the ids of the runs, one a line\n";

enum form { FORM_TEXT, FORM_JSON, FORM_RUNS };

static void print_text(const struct suite_case *item, const struct facts *facts, struct suite *suite,
                       const bool *chosen) {
    int width = printf("%s:%u", item->file, item->line);
    printf("%*s %-6s %s", width < 24 ? 24 - width : 0, "", facts->level, item->id);
    for (size_t i = item->first_run; i < item->first_run + item->run_count; i++)
        if (chosen[i] && suite_run(suite, i)->id[strlen(item->id)])
            printf(" %s", suite_run(suite, i)->id + strlen(item->id));
    putchar('\n');
}

/* Written case by case: a tree of 100,000 of them would take hundreds of megabytes. */
static void print_json(const struct suite_case *item, const struct facts *facts, struct suite *suite,
                       const bool *chosen) {
    json_t *runs = json_array();
    for (size_t i = item->first_run; i < item->first_run + item->run_count; i++)
        if (chosen[i])
            json_array_append_new(runs, json_string(suite_run(suite, i)->id));
    json_t *object = json_pack("{s:s, s:s, s:i, s:s, s:O, s:o}", "id", item->id, "file", item->file, "line",
                               (int)item->line, "level", facts->level, "clauses", facts->clauses, "runs", runs);
    json_dumpf(object, stdout, JSON_COMPACT);
    json_decref(object);
}

static void print_runs(const struct suite_case *item, struct suite *suite, const bool *chosen) {
    for (size_t i = item->first_run; i < item->first_run + item->run_count; i++)
        if (chosen[i])
            puts(suite_run(suite, i)->id);
}

static bool is_chosen(const struct suite_case *item, const bool *chosen) {
    for (size_t i = item->first_run; i < item->first_run + item->run_count; i++)
        if (chosen[i])
            return true;
    return false;
}

static int print_all(struct suite *suite, const struct selection *selection, enum form form) {
    size_t runs, cases = 0;
    bool *chosen = selection_apply(selection, suite, &runs);
    if (form == FORM_JSON)
        fputs("{\"cases\":[", stdout);
    for (size_t i = 0; i < suite_case_count(suite); i++) {
        const struct suite_case *item = suite_case(suite, i);
        struct facts facts;
        if (!is_chosen(item, chosen))
            continue;
        if (form == FORM_RUNS) {
            print_runs(item, suite, chosen);
            continue;
        }
        suite_facts(suite, i, &facts);
        if (form == FORM_JSON) {
            fputs(cases ? ",\n" : "\n", stdout);
            print_json(item, &facts, suite, chosen);
        } else {
            print_text(item, &facts, suite, chosen);
        }
        facts_free(&facts);
        cases++;
    }
    if (form == FORM_JSON)
        printf("\n],\"totals\":{\"cases\":%zu,\"runs\":%zu}}\n", cases, runs);
    else if (form == FORM_TEXT)
        printf("%zu cases, %zu runs\n", cases, runs);
    free(chosen);
    return finish_output();
}

int cmd_list(int argc, char **argv) {
    static const struct option options[] = {{"cases", required_argument, NULL, 'c'},
                                            {"json", no_argument, NULL, 'j'},
                                            {"runs", no_argument, NULL, 'r'},
                                            {"help", no_argument, NULL, 'h'},
                                            SELECTION_OPTIONS,
                                            {NULL, 0, NULL, 0}};
    struct selection selection = {0};
    struct suite *suite = NULL;
    const char *cases = NULL;
    enum form form = FORM_TEXT;
    int option, status = -1;
    optind = 1;
    while (status < 0 && (option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        if (option == 'h') {
            printf("%s%s", usage, selection_help);
            status = finish_output();
        } else if (option == 'c') {
            cases = optarg;
        } else if (option == 'j') {
            form = FORM_JSON;
        } else if (option == 'r') {
            form = FORM_RUNS;
        } else if (!selection_take(&selection, option, optarg, stderr)) {
            status = STATUS_USAGE;
        }
    }
    if (status < 0 && optind < argc) {
        fprintf(stderr, "sockspec list: unexpected argument '%s'; --select chooses cases\n", argv[optind]);
        status = STATUS_USAGE;
    }
    if (status < 0)
        status = open_suite(&suite, cases, NULL);
    if (suite)
        status = print_all(suite, &selection, form);
    suite_free(suite);
    selection_free(&selection);
    return status;
}
