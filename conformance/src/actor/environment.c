#include "actor/environment.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

static const char *const passed[] = {
    "PATH=",         "ASAN_OPTIONS=",    "LSAN_OPTIONS=", "UBSAN_OPTIONS=", "TSAN_OPTIONS=", "VALGRIND_",
    "PYTHONMALLOC=", "LD_LIBRARY_PATH=", "WINEPREFIX=",   "WINEDEBUG=",     "QEMU_",         "PYENV_"};

/* What of a variable of the runner goes to the actor: a part of it, or NULL. */
static const char *pass(const char *variable) {
    static const char own[] = "SOCKSPEC_PASS_";
    if (strncmp(variable, own, sizeof own - 1) == 0) {
        return variable + sizeof own - 1;
    }
    for (size_t i = 0; i < sizeof passed / sizeof *passed; i++) {
        if (strncmp(variable, passed[i], strlen(passed[i])) == 0) {
            return variable;
        }
    }
    return NULL;
}

static char *assignment(const char *name, const char *value) {
    size_t size = strlen(name) + strlen(value) + 2;
    char *text = malloc(size);
    if (text == NULL) {
        abort();
    }
    snprintf(text, size, "%s=%s", name, value);
    return text;
}

char **environment_make(const char *home) {
    size_t count = 0;
    while (environ[count] != NULL) {
        count++;
    }
    char **environment = calloc(count + 5, sizeof *environment);
    if (environment == NULL) {
        abort();
    }
    size_t used = 0;
    environment[used++] = assignment("LC_ALL", "C.UTF-8");
    environment[used++] = assignment("HOME", home);
    environment[used++] = assignment("TMPDIR", home);
    environment[used++] = assignment("PYTHONDONTWRITEBYTECODE", "1");
    for (size_t i = 0; i < count; i++) {
        const char *variable = pass(environ[i]);
        if (variable != NULL && (environment[used++] = strdup(variable)) == NULL) {
            abort();
        }
    }
    return environment;
}

void environment_free(char **environment) {
    for (size_t i = 0; environment != NULL && environment[i] != NULL; i++) {
        free(environment[i]);
    }
    free(environment);
}
