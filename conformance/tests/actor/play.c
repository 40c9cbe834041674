/* Run programs from stdin, one JSON object a line, on a worker; results to stdout, one a line. A line {"hello":0} asks
 * for a hello,
 * {"bye":true} lets the actors go, {"crash":true} is for tests of the worker's own death. For the tests in this
 * directory.
 *
 *     play [--no-namespaces] [--host-network] [--etc DIR] [--trace] [--scale N] [--values] [--impls 0,1] COMMAND [--and
 * COMMAND]… */
#include "actor/worker.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT = 8 };

static void die(const char *what) {
    fprintf(stderr, "play: %s\n", what);
    exit(2);
}

/* Wait for the result; exit 3 if the worker is gone. */
static json_t *await(struct worker *worker) {
    json_t *result = NULL;
    for (;;) {
        struct pollfd ready = {.fd = worker_fd(worker), .events = POLLIN};
        if (poll(&ready, 1, 120000) <= 0) {
            die("no result within two minutes");
        }
        int got = worker_result(worker, &result);
        if (got > 0) {
            return result;
        }
        if (got < 0) {
            puts("{\"gone\":true}");
            fflush(stdout);
            worker_stop(worker);
            exit(3);
        }
    }
}

static size_t parse_impls(char *list, size_t *impls) {
    size_t n = 0;
    for (char *word = strtok(list, ","); word != NULL && n < LIMIT; word = strtok(NULL, ",")) {
        impls[n++] = strtoul(word, NULL, 10);
    }
    return n;
}

int main(int argc, char **argv) {
    struct implementation impls[LIMIT] = {{0}};
    struct worker_options options = {.impls = impls, .namespaces = true};
    size_t of_actor[LIMIT], n_of_actor = 0;
    int at = 1;
    for (; at < argc && strncmp(argv[at], "--", 2) == 0; at++) {
        if (strcmp(argv[at], "--no-namespaces") == 0) {
            options.namespaces = false;
        } else if (strcmp(argv[at], "--host-network") == 0) {
            options.host_network = true;
        } else if (strcmp(argv[at], "--trace") == 0) {
            options.trace = true;
            options.trace_fd = 2;
        } else if (strcmp(argv[at], "--values") == 0) {
            options.values = VALUES_ALL;
        } else if (strcmp(argv[at], "--etc") == 0 && at + 1 < argc) {
            options.etc_dir = argv[++at];
        } else if (strcmp(argv[at], "--scale") == 0 && at + 1 < argc) {
            options.deadline_scale = atof(argv[++at]);
        } else if (strcmp(argv[at], "--impls") == 0 && at + 1 < argc) {
            n_of_actor = parse_impls(argv[++at], of_actor);
        } else {
            die("unknown option");
        }
    }
    while (at < argc && options.n_impls < LIMIT) {
        struct implementation *impl = &impls[options.n_impls++];
        impl->name = argv[at];
        impl->role = "tested";
        impl->argv = argv + at;
        while (at < argc && strcmp(argv[at], "--and") != 0) {
            at++;
        }
        if (at < argc) {
            argv[at++] = NULL;
        }
    }
    char *error;
    struct worker *worker = worker_start(&options, &error);
    if (worker == NULL) {
        die(error);
    }
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    for (uint64_t job = 1; (length = getline(&line, &size, stdin)) > 0; job++) {
        json_t *program = json_loadb(line, (size_t)length, 0, NULL);
        const json_t *hello = json_object_get(program, "hello");
        int sent = program == NULL ? -1
                   : hello != NULL ? worker_submit_hello(worker, (size_t)json_integer_value(hello), job)
                   : json_object_get(program, "bye") != NULL
                       ? worker_submit_bye(worker, job)
                       : worker_submit(worker, program, of_actor, n_of_actor, job);
        if (sent < 0) {
            die("cannot submit");
        }
        json_decref(program);
        json_t *result = await(worker);
        json_dumpf(result, stdout, JSON_COMPACT);
        putchar('\n');
        fflush(stdout);
        json_decref(result);
    }
    free(line);
    worker_stop(worker);
    return 0;
}
