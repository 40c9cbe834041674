#ifndef SOCKSPEC_CLI_COMMANDS_H
#define SOCKSPEC_CLI_COMMANDS_H

/* The commands of sockspec. `argv[0]` is the command's name; the result is the exit status. */
enum {
    STATUS_EXPECTED = 0,
    STATUS_UNEXPECTED = 1,
    STATUS_USAGE = 2,   /* or a mistake in a table */
    STATUS_HARNESS = 3, /* the harness itself failed */
    STATUS_NOTHING = 77 /* nothing applicable */
};

int cmd_list(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_coverage(int argc, char **argv);
int cmd_run(int argc, char **argv);
int cmd_record(int argc, char **argv);
int cmd_merge(int argc, char **argv);
int cmd_platform(int argc, char **argv);
int cmd_check_adapter(int argc, char **argv);
/* report, compare, explain, drift, repro and others: handed to the report writers. Returns only when they cannot be
 * started. */
int cmd_reports(int argc, char **argv);

#endif
