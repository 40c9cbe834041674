#include "cli/paths.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *installed, *source;
} names[DATA_ITEMS] = {
    [DATA_CASES] = {"cases", "conformance/cases"},
    [DATA_DEVIATIONS] = {"deviations", "conformance/deviations"},
    [DATA_ADAPTERS] = {"adapters", "conformance/adapters"},
    [DATA_FIXTURES] = {"fixtures", "fixtures"},
    [DATA_OPERATIONS] = {"operations.tsv", "conformance/operations.tsv"},
    [DATA_CLAUSES] = {"clauses.tsv", "conformance/clauses.tsv"},
    [DATA_LATER] = {"clauses-later.tsv", "conformance/clauses-later.tsv"},
    [DATA_CONSTANTS] = {"constants.tsv", "ref/constants.tsv"},
    [DATA_ERRORS] = {"errno.tsv", "ref/errno.tsv"},
    [DATA_PROFILES] = {"profiles.tsv", "conformance/profiles.tsv"},
    [DATA_REPORTS] = {"reports", "reports"},
};

static char *below(const char *root, const char *name) {
    size_t size = strlen(root) + strlen(name) + 2;
    char *path = memory_get(size);
    snprintf(path, size, "%s/%s", root, name);
    return path;
}

static bool exists(const char *root, const char *name) {
    char *path = below(root, name);
    bool found = access(path, R_OK) == 0;
    free(path);
    return found;
}

static bool use_root(struct paths *paths, const char *root) {
    bool installed = exists(root, names[DATA_OPERATIONS].installed);
    if (!installed && !exists(root, names[DATA_OPERATIONS].source))
        return false;
    for (int i = 0; i < DATA_ITEMS; i++)
        paths->items[i] = below(root, installed ? names[i].installed : names[i].source);
    return true;
}

/* The data folder that belongs to the program's own place, NULL if the system does not tell that. */
static char *installed_root(void) {
    char program[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return NULL;
    program[length] = 0;
    char *slash = strrchr(program, '/');
    if (!slash)
        return NULL;
    *slash = 0;
    return below(program, SOCKSPEC_DATA_FROM_PROGRAM);
}

bool paths_find(struct paths *paths, FILE *err) {
    const char *given = getenv("SOCKSPEC_DATA");
    *paths = (struct paths){0};
    if (given && *given) {
        if (use_root(paths, given))
            return true;
        fprintf(err, "sockspec: SOCKSPEC_DATA names %s, but there is no operations.tsv\n", given);
        return false;
    }
    char *root = installed_root();
    bool found = root && use_root(paths, root);
    free(root);
#ifdef SOCKSPEC_SOURCE_TREE
    if (!found)
        found = use_root(paths, SOCKSPEC_SOURCE_TREE);
#endif
    if (!found)
        fputs("sockspec: the data files were not found; set SOCKSPEC_DATA to their folder\n", err);
    return found;
}

void paths_free(struct paths *paths) {
    for (int i = 0; i < DATA_ITEMS; i++)
        free(paths->items[i]);
    *paths = (struct paths){0};
}

struct vocabulary_paths paths_vocabulary(const struct paths *paths) {
    return (struct vocabulary_paths){paths->items[DATA_OPERATIONS], paths->items[DATA_CLAUSES],
                                     paths->items[DATA_LATER], paths->items[DATA_CONSTANTS], paths->items[DATA_ERRORS]};
}
