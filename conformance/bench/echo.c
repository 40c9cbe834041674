/*
 * What the adapter protocol costs without a runner and without an adapter: requests and answers of the size of a call
 * of htons(), each parsed and written with jansson at both ends of two pipes.
 *
 * sockspec_echo COUNT [CMD…]   drive CMD (default: this program as the other end), print the requests per second
 * sockspec_echo --answer       the other end: answers each line until the input ends
 */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int fail(const char *what) {
    fprintf(stderr, "sockspec_echo: %s: %s\n", what, strerror(errno));
    return 1;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Take the message over and write it as a line. */
static int put(int fd, json_t *message) {
    char line[256];
    size_t length = json_dumpb(message, line, sizeof line - 1, JSON_COMPACT);
    json_decref(message);
    line[length++] = '\n';
    return write(fd, line, length) == (ssize_t)length ? 0 : -1;
}

/* The message of the next line, a new reference; NULL at the end. No line is sent before the last one was answered, so
 * what is read is a whole line: a pipe takes so little in one piece. */
static json_t *get(int fd) {
    char line[256];
    ssize_t length = read(fd, line, sizeof line);
    return length > 0 ? json_loadb(line, (size_t)length, 0, NULL) : NULL;
}

static int answer(void) {
    json_t *request;
    while ((request = get(STDIN_FILENO)) != NULL) {
        json_t *id = json_object_get(request, "id"), *first = json_array_get(json_object_get(request, "args"), 0);
        json_t *message = json_pack("{s:O, s:O, s:i}", "id", id, "ok", first, "ns", 12345);
        json_decref(request);
        if (message == NULL || put(STDOUT_FILENO, message) < 0)
            return fail("answer");
    }
    return 0;
}

/* One request and its answer. */
static int turn(int in, int out, json_int_t id) {
    json_t *request = json_pack("{s:s, s:I, s:s, s:[i]}", "do", "call", "id", id, "op", "htons", "args", 258);
    if (put(in, request) < 0)
        return -1;
    json_t *message = get(out);
    int result = message && json_integer_value(json_object_get(message, "id")) == id &&
                         json_integer_value(json_object_get(message, "ok")) == 258
                     ? 0
                     : -1;
    json_decref(message);
    return result;
}

static int drive(long count, char **command) {
    int in[2], out[2], status = 0;
    if (pipe(in) < 0 || pipe(out) < 0)
        return fail("pipe");
    pid_t pid = fork();
    if (pid == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        for (int i = 0; i < 2; i++) {
            close(in[i]);
            close(out[i]);
        }
        if (command != NULL)
            execvp(command[0], command);
        _exit(command == NULL ? answer() : 127);
    }
    if (pid < 0)
        return fail("fork");
    close(in[0]);
    close(out[1]);
    double start = 0;
    /* The first turn waits for the other end's start. */
    for (json_int_t id = 0; id <= count; id++) {
        if (turn(in[1], out[0], id) < 0) {
            fprintf(stderr, "sockspec_echo: request %" JSON_INTEGER_FORMAT " is not answered as it should be\n", id);
            return 1;
        }
        if (id == 0)
            start = now();
    }
    printf("%.0f\n", (double)count / (now() - start));
    close(in[1]);
    waitpid(pid, &status, 0);
    return status != 0;
}

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "--answer") == 0)
        return answer();
    long count = argc > 1 ? strtol(argv[1], NULL, 10) : 0;
    if (count <= 0) {
        fputs("usage: sockspec_echo COUNT [CMD...] | sockspec_echo --answer\n", stderr);
        return 2;
    }
    return drive(count, argc > 2 ? argv + 2 : NULL);
}
