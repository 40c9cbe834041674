#include "cli/commands.h"

#include "cli/open_suite.h"
#include "cli/terminal.h"
#include "journal/merge.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: sockspec merge --out FILE JOURNAL...\n"
    "Makes one journal of the shards of a run, after checking that they are of the same suite, selection,\n"
    "platform and implementations, that each is complete, and that together they are the whole selection, each run "
    "once.\n"
    "Exit status: that of the whole run; 2 usage; 3 the journals do not make up the whole, or cannot be read or "
    "written.\n";

static void print_totals(const json_t *footer) {
    json_t *totals = json_object_get(footer, "totals");
    for (void *at = json_object_iter(totals); at; at = json_object_iter_next(totals, at)) {
        print_safely(stdout, json_object_iter_key(at), 60);
        json_t *counts = json_object_iter_value(at);
        const char *name;
        json_t *count;
        json_object_foreach(counts, name, count) printf("  %s %lld", name, (long long)json_integer_value(count));
        putchar('\n');
    }
}

int cmd_merge(int argc, char **argv) {
    static const struct option options[] = {
        {"out", required_argument, NULL, 'o'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    const char *out = NULL;
    int option;
    optind = 1;
    while ((option = getopt_long(argc, argv, "ho:", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(usage, stdout);
            return finish_output();
        }
        if (option != 'o')
            return STATUS_USAGE;
        out = optarg;
    }
    if (!out || optind == argc) {
        fprintf(stderr, "sockspec merge: %s; --help says more\n",
                out ? "no journals are named" : "--out FILE is missing");
        return STATUS_USAGE;
    }
    char *error = NULL;
    json_t *footer = NULL;
    const char *const *shards = (const char *const *)argv + optind;
    if (journal_merge(shards, (size_t)(argc - optind), out, &footer, &error) != MERGED) {
        fprintf(stderr, "sockspec merge: %s\n", error);
        free(error);
        return STATUS_HARNESS;
    }
    print_totals(footer);
    int status = (int)json_integer_value(json_object_get(footer, "exit"));
    json_decref(footer);
    return finish_output() == STATUS_EXPECTED ? status : STATUS_HARNESS;
}
