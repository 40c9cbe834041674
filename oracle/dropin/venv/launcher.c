/*
 * What stands for `python` in the environments of a comparison: notes that a process was started, with its arguments,
 * in the file `processes` of the environment, and becomes the real interpreter. The loader notes there which _socket a
 * process has; a start without such a line is a process that never saw it (python -S).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The environment's folder: that of bin/ where this program is. */
static int find_own(char path[PATH_MAX]) {
    ssize_t size = readlink("/proc/self/exe", path, PATH_MAX - 1);
    if (size < 0)
        return -1;
    path[size] = '\0';
    return 0;
}

static void note(const char *own, char **arguments) {
    char path[PATH_MAX], line[1024];
    snprintf(path, sizeof path, "%s", own);
    for (int i = 0; i < 2; i++) {
        char *slash = strrchr(path, '/');
        if (!slash)
            return;
        *slash = '\0';
    }
    size_t used = strlen(path);
    if (used + sizeof "/processes" > sizeof path)
        return;
    strcpy(path + used, "/processes");
    int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (fd < 0)
        return;
    int size = snprintf(line, sizeof line, "start\t%ld", (long)getpid());
    for (int i = 1; arguments[i] && size < (int)sizeof line - 2; i++)
        size += snprintf(line + size, sizeof line - (size_t)size, "\t%.200s", arguments[i]);
    if (size > (int)sizeof line - 2)
        size = (int)sizeof line - 2;
    for (int i = 0; i < size; i++)
        if (line[i] == '\n')
            line[i] = ' ';
    line[size++] = '\n';
    if (write(fd, line, (size_t)size) < 0)
        perror(path);
    close(fd);
}

int main(int count, char **arguments) {
    char own[PATH_MAX];
    if (count < 1 || find_own(own) < 0) {
        perror("launcher: /proc/self/exe");
        return 127;
    }
    note(own, arguments);
    arguments[0] = own; /* by which the interpreter finds its environment */
    execv(REAL_PYTHON, arguments);
    perror("launcher: " REAL_PYTHON);
    return 127;
}
