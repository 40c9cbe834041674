/* The commands that only read journals and recordings: they are Python programs beside the tables. */
#include "cli/commands.h"
#include "cli/find_program.h"
#include "cli/paths.h"

#include "judge/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* `repro ID` asks this very program for the export of that run. */
static void name_this_program(void) {
    char program[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length > 0) {
        program[length] = '\0';
        (void)setenv("SOCKSPEC", program, 1);
    }
}

int cmd_reports(int argc, char **argv) {
    struct paths paths;
    if (!paths_find(&paths, stderr))
        return STATUS_HARNESS;
    char *python = program_find("python3");
    if (!python) {
        fprintf(stderr, "sockspec %s: needs python3 (3.11 or later), and there is none in PATH; install it\n", argv[0]);
        paths_free(&paths);
        return STATUS_HARNESS;
    }
    struct text script = {0};
    text_printf(&script, "%s/sockspec_report.py", paths.items[DATA_REPORTS]);
    paths_free(&paths);
    /* python3 SCRIPT COMMAND ARGUMENTS… */
    char **words = memory_get(((size_t)argc + 3) * sizeof *words);
    words[0] = python;
    words[1] = script.data;
    memcpy(words + 2, argv, ((size_t)argc + 1) * sizeof *words);
    name_this_program();
    if (access(script.data, R_OK) == 0)
        execv(python, words);
    fprintf(stderr, "sockspec %s: %s cannot be started: %s\n", argv[0], script.data, strerror(errno));
    free(words);
    free(python);
    text_free(&script);
    return STATUS_HARNESS;
}
