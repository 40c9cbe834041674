#include "cli/commands.h"
#include "cli/open_suite.h"
#include "program/coverage.h"

#include <getopt.h>
#include <string.h>

static const char usage[] =
    "usage: sockspec coverage [--cases DIR] [--json] [--state STATE]\n"
    "Shows which clauses of the specification the cases hold, and which no case holds.\n"
    "  --cases DIR     tables to read, instead of the installed ones\n"
    "  --state STATE   only held, erratum, unverified, not_testable or uncovered clauses\n"
    "  --json          {\"clauses\":[{\"id\",\"state\",\"cases\",\"reason\"}],\"totals\":{…}}\n";

enum { ALL_STATES = -1 };

static void print_json(const struct coverage *list, size_t count, const size_t *totals, int wanted) {
    json_t *clauses = json_array(), *sums = json_object();
    for (size_t i = 0; i < count; i++)
        if (wanted == ALL_STATES || wanted == (int)list[i].state)
            json_array_append_new(clauses, json_pack("{s:s, s:s, s:O, s:s?}", "id", list[i].clause->id, "state",
                                                     coverage_state_name(list[i].state), "cases", list[i].cases,
                                                     "reason", list[i].reason));
    for (int state = 0; state < COVERAGE_STATES; state++)
        json_object_set_new(sums, coverage_state_name(state), json_integer((json_int_t)totals[state]));
    json_t *object = json_pack("{s:o, s:o}", "clauses", clauses, "totals", sums);
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
}

static void print_text(const struct coverage *list, size_t count, const size_t *totals, int wanted) {
    for (size_t i = 0; i < count; i++) {
        if (wanted != ALL_STATES && wanted != (int)list[i].state)
            continue;
        printf("%-12s %-44s", coverage_state_name(list[i].state), list[i].clause->id);
        if (json_array_size(list[i].cases))
            printf(" %zu case%s", json_array_size(list[i].cases), json_array_size(list[i].cases) == 1 ? "" : "s");
        printf("%s%s\n", list[i].reason ? " " : "", list[i].reason ? list[i].reason : "");
    }
    for (int state = 0; state < COVERAGE_STATES; state++)
        printf("%s%s %zu", state ? ", " : "", coverage_state_name(state), totals[state]);
    putchar('\n');
}

static int print_coverage(struct suite *suite, bool json, int wanted) {
    size_t count, totals[COVERAGE_STATES] = {0};
    struct coverage *list = coverage_of(suite, &count);
    for (size_t i = 0; i < count; i++)
        totals[list[i].state]++;
    (json ? print_json : print_text)(list, count, totals, wanted);
    coverage_free(list, count);
    return finish_output();
}

static bool take_state(const char *name, int *wanted) {
    for (int state = 0; state < COVERAGE_STATES; state++)
        if (strcmp(coverage_state_name(state), name) == 0) {
            *wanted = state;
            return true;
        }
    fprintf(stderr, "sockspec coverage: unknown state '%s'\n", name);
    return false;
}

int cmd_coverage(int argc, char **argv) {
    static const struct option options[] = {{"cases", required_argument, NULL, 'c'},
                                            {"json", no_argument, NULL, 'j'},
                                            {"state", required_argument, NULL, 's'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    struct suite *suite = NULL;
    const char *cases = NULL;
    bool json = false;
    int option, wanted = ALL_STATES;
    optind = 1;
    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(usage, stdout);
            return finish_output();
        }
        if (option == 'c')
            cases = optarg;
        else if (option == 'j')
            json = true;
        else if (option != 's' || !take_state(optarg, &wanted))
            return STATUS_USAGE;
    }
    if (optind < argc) {
        fprintf(stderr, "sockspec coverage: unexpected argument '%s'\n", argv[optind]);
        return STATUS_USAGE;
    }
    int status = open_suite(&suite, cases, NULL);
    if (suite)
        status = print_coverage(suite, json, wanted);
    suite_free(suite);
    return status;
}
