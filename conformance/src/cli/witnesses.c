#include "cli/witnesses.h"

#include "cli/find_program.h"
#include "judge/text.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *program_folder(void) {
    char program[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return NULL;
    program[length] = '\0';
    char *slash = strrchr(program, '/');
    if (!slash || slash == program)
        return NULL;
    *slash = '\0';
    return strdup(program);
}

static int in_path(const char *name) {
    char *found = program_find(name);
    free(found);
    return found != NULL;
}

/* A file as one word of a command. */
static char *quoted(const char *path) {
    struct text text = {0};
    if (!path[strcspn(path, " \t\n'\"\\")]) {
        text_puts(&text, path);
    } else {
        text_putc(&text, '"');
        for (; *path; path++) {
            if (*path == '"' || *path == '\\')
                text_putc(&text, '\\');
            text_putc(&text, *path);
        }
        text_putc(&text, '"');
    }
    return text_take(&text);
}

static char *usable(const char *folder, const char *below) {
    struct text text = {0};
    text_printf(&text, "%s/%s", folder, below);
    char *path = text_take(&text), *command = NULL;
    if (access(path, X_OK) == 0)
        command = quoted(path);
    free(path);
    return command;
}

char *reference_command(const struct paths *paths) {
    static const char *const beside[] = {"adapters/ref/refsock-adapter", "../libexec/sockspec/refsock-adapter",
                                         "refsock-adapter"};
    char *folder = program_folder(), *command = NULL;
    for (size_t i = 0; folder && !command && i < sizeof beside / sizeof *beside; i++)
        command = usable(folder, beside[i]);
    free(folder);
    if (!command)
        command = usable(paths->items[DATA_ADAPTERS], "ref/refsock-adapter");
    if (!command && in_path("refsock-adapter"))
        command = strdup("refsock-adapter");
    return command;
}

char *python_command(const struct paths *paths, const char **why) {
    struct text path = {0};
    text_printf(&path, "%s/python/adapter.py", paths->items[DATA_ADAPTERS]);
    char *adapter = text_take(&path), *command = NULL;
    if (!in_path("python3")) {
        *why = "there is no python3 in PATH";
    } else if (access(adapter, R_OK) != 0) {
        *why = "the Python adapter is not installed";
    } else {
        char *word = quoted(adapter);
        struct text text = {0};
        text_printf(&text, "python3 %s", word);
        command = text_take(&text);
        free(word);
    }
    free(adapter);
    return command;
}
