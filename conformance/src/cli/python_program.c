#include "cli/python_program.h"

#include "actor/clock.h"
#include "actor/process.h"
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LIMIT_MS = 10000 };

static bool is_script(const char *path) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char start[2] = {0};
    FILE *file = strncmp(name, "python", 6) == 0 ? fopen(path, "re") : NULL;
    bool script = file && fread(start, 1, 2, file) == 2 && memcmp(start, "#!", 2) == 0;
    if (file)
        (void)fclose(file);
    return script;
}

/* Start it with its answer in a pipe. The pid, or 0. */
static pid_t ask(const char *path, int answer) {
    extern char **environ;
    static const char *const words[] = {"-c", "import sys; print(sys.executable)"};
    char *argv[] = {(char *)(uintptr_t)path, (char *)(uintptr_t)words[0], (char *)(uintptr_t)words[1], NULL};
    posix_spawn_file_actions_t actions;
    pid_t pid = 0;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, answer, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (posix_spawn(&pid, path, &actions, NULL, argv, environ) != 0)
        pid = 0;
    posix_spawn_file_actions_destroy(&actions);
    return pid;
}

/* What comes up to the end of the file, a text without its last newline; false if that takes too long. */
static bool take(int fd, char *text, size_t size) {
    double deadline = clock_ms() + LIMIT_MS;
    size_t length = 0;
    for (;;) {
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        if (poll(&ready, 1, clock_poll_ms(deadline)) <= 0 || length == size - 1)
            return false;
        ssize_t got = read(fd, text + length, size - 1 - length);
        if (got < 0)
            return false;
        length += (size_t)got;
        text[length] = '\0';
        if (got == 0) {
            text[strcspn(text, "\n")] = '\0';
            return true;
        }
    }
}

char *python_program(const char *path) {
    char program[PATH_MAX] = "";
    int ends[2], status = 0;
    if (!is_script(path) || pipe2(ends, O_CLOEXEC) < 0)
        return NULL;
    pid_t pid = ask(path, ends[1]);
    (void)close(ends[1]);
    bool said = pid > 0 && take(ends[0], program, sizeof program);
    (void)close(ends[0]);
    struct process process = {pid, -1, -1, -1, -1};
    if (pid > 0)
        said = said && process_wait(&process, clock_ms() + LIMIT_MS, &status) && status == 0;
    process_kill(&process);
    return said && program[0] == '/' && access(program, X_OK) == 0 ? strdup(program) : NULL;
}
