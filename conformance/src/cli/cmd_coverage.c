#include "cli/commands.h"
#include "cli/open_suite.h"
#include "cli/passes.h"
#include "cli/run_header.h"
#include "cli/terminal.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: sockspec coverage [--cases DIR] [--json] [--state STATE] [JOURNAL...]\n"
    "Shows which clauses of the specification the cases hold, and which no case holds. With journals, a clause is "
    "held\n"
    "only if a run of one of its cases has passed in one of them; the others are not_passed, and it is said why.\n"
    "  --cases DIR     tables to read, instead of the installed ones\n"
    "  --state STATE   only held, erratum, not_passed, tested, unverified, not_testable or uncovered clauses\n"
    "  --json          {\"clauses\":[{\"id\",\"state\",\"cases\",\"reason\"}],\"totals\":{…}}\n"
    "Exit status: 0; 2 usage or a mistake in a table; 3 a journal cannot be read, or its run was cut short or failed "
    "(what is\n"
    "in it counts). A pass counts for the clauses that the journal names. If it is of another suite, that is said on "
    "stderr.\n";

enum { ALL_STATES = -1 };

/* What was asked for. */
struct asked {
    const char *cases;
    bool json;
    int state; /* ALL_STATES or one of enum coverage_state */
    char **journals;
};

/* Without journals nothing can be not_passed. */
static bool has_total(const struct asked *asked, int state) {
    return state != COVERAGE_NOT_PASSED || *asked->journals;
}

static bool is_asked(const struct asked *asked, const struct coverage *entry) {
    return asked->state == ALL_STATES || asked->state == (int)entry->state;
}

static void print_json(const struct coverage *list, size_t count, const size_t *totals, const struct asked *asked) {
    json_t *clauses = json_array(), *sums = json_object();
    for (size_t i = 0; i < count; i++)
        if (is_asked(asked, &list[i]))
            json_array_append_new(clauses, json_pack("{s:s, s:s, s:O, s:s?}", "id", list[i].clause->id, "state",
                                                     coverage_state_name(list[i].state), "cases", list[i].cases,
                                                     "reason", list[i].reason));
    for (int state = 0; state < COVERAGE_STATES; state++)
        if (has_total(asked, state))
            json_object_set_new(sums, coverage_state_name(state), json_integer((json_int_t)totals[state]));
    json_t *object = json_pack("{s:o, s:o}", "clauses", clauses, "totals", sums);
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
}

static void print_text(const struct coverage *list, size_t count, const size_t *totals, const struct asked *asked) {
    for (size_t i = 0; i < count; i++) {
        if (!is_asked(asked, &list[i]))
            continue;
        printf("%-12s %-44s", coverage_state_name(list[i].state), list[i].clause->id);
        if (json_array_size(list[i].cases))
            printf(" %zu case%s", json_array_size(list[i].cases), json_array_size(list[i].cases) == 1 ? "" : "s");
        if (list[i].reason) {
            putchar(' ');
            print_safely(stdout, list[i].reason, 0);
        }
        putchar('\n');
    }
    for (int state = 0; state < COVERAGE_STATES; state++)
        if (has_total(asked, state))
            printf("%s%s %zu", state ? ", " : "", coverage_state_name(state), totals[state]);
    putchar('\n');
}

/* An exit status. `*readable` is false if a journal could not be read at all. */
static int read_journals(struct passes *passes, struct suite *suite, char **paths, bool *readable) {
    int status = STATUS_EXPECTED;
    char ours[24], *digest;
    if (*paths)
        run_suite_digest(suite, ours);
    for (; *paths; paths++) {
        char *error = NULL;
        enum passes_read done = passes_add(passes, suite, *paths, &digest, &error);
        if (done != PASSES_UNREADABLE && (!digest || strcmp(digest, ours) != 0))
            fprintf(stderr,
                    "sockspec coverage: %s: of another suite than this one: what has changed since may not hold\n",
                    *paths);
        free(digest);
        if (done == PASSES_READ)
            continue;
        fprintf(stderr, "sockspec coverage: %s\n", error);
        free(error);
        *readable = *readable && done == PASSES_CUT_SHORT;
        status = STATUS_HARNESS;
    }
    return status;
}

static int print_coverage(struct suite *suite, struct passes *passes, const struct asked *asked) {
    size_t count, totals[COVERAGE_STATES] = {0};
    struct coverage *list = coverage_of(suite, &count);
    if (*asked->journals)
        passes_apply(passes, list, count);
    for (size_t i = 0; i < count; i++)
        totals[list[i].state]++;
    (asked->json ? print_json : print_text)(list, count, totals, asked);
    coverage_free(list, count);
    return finish_output();
}

static int read_and_print(struct suite *suite, const struct asked *asked) {
    struct passes passes = passes_new();
    bool readable = true;
    int status = read_journals(&passes, suite, asked->journals, &readable);
    if (readable && print_coverage(suite, &passes, asked) != STATUS_EXPECTED)
        status = STATUS_HARNESS;
    passes_free(&passes);
    return status;
}

static bool take_state(const char *name, int *wanted) {
    for (int state = 0; state < COVERAGE_STATES; state++)
        if (strcmp(coverage_state_name(state), name) == 0) {
            *wanted = state;
            return true;
        }
    fprintf(stderr, "sockspec coverage: unknown state '%s'; there are:", name);
    for (int state = 0; state < COVERAGE_STATES; state++)
        fprintf(stderr, " %s", coverage_state_name(state));
    fputc('\n', stderr);
    return false;
}

int cmd_coverage(int argc, char **argv) {
    static const struct option options[] = {{"cases", required_argument, NULL, 'c'},
                                            {"json", no_argument, NULL, 'j'},
                                            {"state", required_argument, NULL, 's'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    struct asked asked = {.state = ALL_STATES};
    struct suite *suite = NULL;
    int option;
    optind = 1;
    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(usage, stdout);
            return finish_output();
        }
        if (option == 'c')
            asked.cases = optarg;
        else if (option == 'j')
            asked.json = true;
        else if (option != 's' || !take_state(optarg, &asked.state))
            return STATUS_USAGE;
    }
    asked.journals = argv + optind;
    if (!has_total(&asked, asked.state)) {
        fprintf(stderr, "sockspec coverage: --state not_passed is about journals, and none is named\n");
        return STATUS_USAGE;
    }
    int status = open_suite(&suite, asked.cases, NULL);
    if (suite)
        status = read_and_print(suite, &asked);
    suite_free(suite);
    return status;
}
