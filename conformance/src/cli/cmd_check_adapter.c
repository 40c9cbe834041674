#include "cli/checks.h"
#include "cli/commands.h"
#include "cli/open_suite.h"
#include "cli/words.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const char usage[] =
    "usage: sockspec check-adapter CMD\n"
    "Talks to the adapter that the command starts, and says for each thing it has to do whether it does it, and how "
    "to\n"
    "repair it. CMD is one text, split into words as a shell does. Exit status: 0 all well, 1 something is wrong.\n";

int cmd_check_adapter(int argc, char **argv) {
    if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        fputs(usage, stdout);
        return finish_output();
    }
    const char *mistake = "give the command as one text, in quotes";
    char **words = argc == 2 ? words_split(argv[1], &mistake) : NULL;
    if (!words) {
        fprintf(stderr, "sockspec check-adapter: %s; --help says more\n", mistake);
        return STATUS_USAGE;
    }
    struct paths paths;
    if (!paths_find(&paths, stderr)) {
        words_free(words);
        return STATUS_HARNESS;
    }
    (void)signal(SIGPIPE, SIG_IGN); /* an adapter may go away while it is spoken to */
    struct checker checker = {.argv = words, .operations = paths.items[DATA_OPERATIONS]};
    checks_run(&checker);
    printf("%u ok, %u wrong, %u not checked\n", checker.passed, checker.failed, checker.skipped);
    json_decref(checker.hello);
    words_free(words);
    paths_free(&paths);
    int status = finish_output();
    return status != STATUS_EXPECTED ? status : checker.failed ? STATUS_UNEXPECTED : STATUS_EXPECTED;
}
