#include "cli/open_suite.h"

#include "cli/commands.h"

#include <errno.h>
#include <string.h>

int open_suite(struct suite **suite, const char *cases, struct paths *paths) {
    static const int statuses[] = {
        [SUITE_OK] = STATUS_EXPECTED, [SUITE_MISTAKES] = STATUS_USAGE, [SUITE_NO_DATA] = STATUS_HARNESS};
    struct paths found;
    if (!paths_find(&found, stderr))
        return STATUS_HARNESS;
    const struct vocabulary_paths data = paths_vocabulary(&found);
    enum suite_result result = suite_load(suite, cases ? cases : found.items[DATA_CASES], &data, stderr);
    if (result == SUITE_OK && paths)
        *paths = found;
    else
        paths_free(&found);
    return statuses[result];
}

int finish_output(void) {
    if (fflush(stdout) == 0 && !ferror(stdout))
        return STATUS_EXPECTED;
    fprintf(stderr, "sockspec: cannot write the output: %s\n", strerror(errno));
    return STATUS_HARNESS;
}
