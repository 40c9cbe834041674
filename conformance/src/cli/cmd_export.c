#include "cli/commands.h"
#include "cli/open_suite.h"
#include "program/select.h"

#include <stdlib.h>

static const char usage[] = "usage: sockspec export [--cases DIR] [--digest] [selection]\n"
                            "Writes the compiled programs (docs/program.md), one JSON object a line.\n"
                            "  --cases DIR     tables to read, instead of the installed ones\n"
                            "  --digest        only the digest of the whole suite\n";

static int print_programs(struct suite *suite, const struct selection *selection) {
    size_t count;
    bool *chosen = selection_apply(selection, suite, &count);
    for (size_t i = 0; i < suite_run_count(suite); i++) {
        if (!chosen[i])
            continue;
        json_t *program = suite_program(suite, i);
        json_dumpf(program, stdout, JSON_COMPACT);
        putchar('\n');
        json_decref(program);
    }
    free(chosen);
    return finish_output();
}

static int print_digest(struct suite *suite) {
    char digest[17];
    suite_digest(suite, digest);
    puts(digest);
    return finish_output();
}

int cmd_export(int argc, char **argv) {
    static const struct option options[] = {{"cases", required_argument, NULL, 'c'},
                                            {"digest", no_argument, NULL, 'd'},
                                            {"help", no_argument, NULL, 'h'},
                                            SELECTION_OPTIONS,
                                            {NULL, 0, NULL, 0}};
    struct selection selection = {0};
    struct suite *suite = NULL;
    const char *cases = NULL;
    bool digest = false;
    int option, status = -1;
    optind = 1;
    while (status < 0 && (option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        if (option == 'h') {
            printf("%s%s", usage, selection_help);
            status = finish_output();
        } else if (option == 'c') {
            cases = optarg;
        } else if (option == 'd') {
            digest = true;
        } else if (!selection_take(&selection, option, optarg, stderr)) {
            status = STATUS_USAGE;
        }
    }
    if (status < 0 && optind < argc) {
        fprintf(stderr, "sockspec export: unexpected argument '%s'; --select chooses cases\n", argv[optind]);
        status = STATUS_USAGE;
    }
    if (status < 0)
        status = open_suite(&suite, cases, NULL);
    if (suite)
        status = digest ? print_digest(suite) : print_programs(suite, &selection);
    suite_free(suite);
    selection_free(&selection);
    return status;
}
