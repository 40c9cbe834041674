#include "cli/commands.h"
#include "cli/open_suite.h"

#include <stdio.h>
#include <string.h>

static const struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *help;
} commands[] = {
    {"run", cmd_run, "run the cases on implementations and judge what they do"},
    {"list", cmd_list, "check the tables, list the cases and their runs"},
    {"show", cmd_show, "show a case with its clauses and conditions"},
    {"export", cmd_export, "write the compiled programs"},
    {"coverage", cmd_coverage, "show which clauses the cases hold"},
    {"report", cmd_reports, "write HTML, JUnit, TAP, Markdown and a badge from journals"},
    {"compare", cmd_reports, "say what changed between two journals"},
    {"explain", cmd_reports, "say everything about one run of a journal"},
    {"repro", cmd_reports, "write a program that shows one run by itself"},
    {"merge", cmd_merge, "make one journal of the shards of a run"},
    {"record", cmd_record, "record what the oracle answers"},
    {"drift", cmd_reports, "compare two recordings"},
    {"merge-check", cmd_reports, "check that shards together are the whole suite"},
    {"knowndiff", cmd_reports, "write the pages of known differences from deviations files"},
    {"errata", cmd_reports, "write the page of errata from an exported suite"},
    {"check-adapter", cmd_check_adapter, "say what is wrong with an adapter"},
    {"platform", cmd_platform, "print the key of this platform"},
};

static void print_help(FILE *out) {
    fputs("usage: sockspec COMMAND [options]\n\n", out);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(out, "  %-14s %s\n", commands[i].name, commands[i].help);
    fputs("\n'sockspec COMMAND --help' says more; 'sockspec --version' tells the version.\n"
          "Exit status: 0 as expected, 1 something unexpected, 2 usage or a mistake in a table,\n"
          "3 the harness itself failed, 77 nothing applicable.\n",
          out);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        print_help(stderr);
        return STATUS_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        print_help(stdout);
        return finish_output();
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("sockspec " SOCKSPEC_VERSION);
        return finish_output();
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(commands[i].name, argv[1]) != 0)
            continue;
        char title[40]; /* getopt_long() names the program by it; the reports take the bare name of the command */
        snprintf(title, sizeof title, "sockspec %s", commands[i].name);
        if (commands[i].run != cmd_reports)
            argv[1] = title;
        return commands[i].run(argc - 1, argv + 1);
    }
    fprintf(stderr, "sockspec: unknown command '%s'; 'sockspec --help' lists them\n", argv[1]);
    return STATUS_USAGE;
}
