#include "actor/worker.h"

#include "actor/clock.h"
#include "actor/frame.h"
#include "actor/guardian.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { START_LIMIT_MS = 10000 };

struct worker {
    pid_t guardian;
    int socket;
    size_t n_impls;
    bool busy, gone;
    json_t *program; /* that was submitted, until its result is there */
    json_t *capabilities;
    struct frame_reader reader;
};

static void *fail(char **error, const char *what) {
    if (asprintf(error, "cannot start a worker: %s: %s", what, strerror(errno)) < 0) {
        *error = NULL;
    }
    return NULL;
}

/* A fresh directory with a short name: the path of a socket in it has to fit into 108 bytes, unix(7). */
static int make_directory(char *path, size_t size) {
    const char *parent = getenv("TMPDIR");
    if (parent == NULL || *parent != '/' || strlen(parent) > 40) {
        parent = "/tmp";
    }
    snprintf(path, size, "%s/sockspec-XXXXXX", parent);
    return mkdtemp(path) != NULL ? 0 : -1;
}

/* Fork a guardian and wait for its first message: a new reference, NULL if there is none. */
static json_t *launch(struct worker *worker, const struct worker_options *options, const char *refused, char **error) {
    char directory[80];
    int sockets[2];
    if (make_directory(directory, sizeof directory) < 0) {
        return fail(error, "no directory for it");
    }
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) < 0) {
        fail(error, "no socket for it");
        rmdir(directory);
        return NULL;
    }
    struct guardian_task task = {options, directory, refused, sockets[1], getpid()};
    worker->guardian = fork();
    if (worker->guardian == 0) {
        guardian_run(&task);
    }
    int saved = errno;
    close(sockets[1]);
    worker->socket = sockets[0];
    if (worker->guardian < 0) {
        errno = saved;
        fail(error, "no process for it");
        rmdir(directory);
        return NULL;
    }
    json_t *message = NULL;
    int got = frame_receive(worker->socket, &worker->reader, START_LIMIT_MS, &message);
    if (got <= 0) {
        errno = got == 0 ? ETIMEDOUT : ECONNRESET;
        fail(error, "it does not come up");
    }
    return message;
}

/* End the guardian, which ends everything else. */
static void end(struct worker *worker) {
    if (worker->socket >= 0) {
        close(worker->socket);
        worker->socket = -1;
    }
    double deadline = clock_ms() + 5000;
    while (worker->guardian > 0) {
        kill(worker->guardian, SIGTERM);
        pid_t got = waitpid(worker->guardian, NULL, WNOHANG);
        if (got == worker->guardian || (got < 0 && errno == ECHILD)) {
            worker->guardian = 0;
        } else if (clock_ms() > deadline) {
            kill(worker->guardian, SIGKILL); /* the worker and its actors follow: parent-death signals */
            waitpid(worker->guardian, NULL, 0);
            worker->guardian = 0;
        } else {
            poll(NULL, 0, 1);
        }
    }
    frame_reader_free(&worker->reader);
}

struct worker *worker_start(const struct worker_options *options, char **error) {
    struct worker *worker = calloc(1, sizeof *worker);
    *error = NULL;
    if (worker == NULL) {
        return fail(error, "no memory");
    }
    worker->socket = -1;
    worker->n_impls = options->n_impls;
    json_t *first = launch(worker, options, options->namespaces ? NULL : "not wanted", error);
    const json_t *refused = json_object_get(first, "refused");
    if (json_is_string(refused)) {
        /* Once more, without namespaces, knowing why. */
        end(worker);
        json_t *second = launch(worker, options, json_string_value(refused), error);
        json_decref(first);
        first = second;
    }
    worker->capabilities = json_incref(json_object_get(first, "ready"));
    json_decref(first);
    if (worker->capabilities == NULL) {
        if (*error == NULL) {
            errno = EPROTO;
            fail(error, "it does not come up");
        }
        worker_stop(worker);
        return NULL;
    }
    return worker;
}

int worker_fd(const struct worker *worker) {
    return worker->socket;
}

const json_t *worker_capabilities(const struct worker *worker) {
    return worker->capabilities;
}

/* Takes over the message. */
static int submit(struct worker *worker, json_t *message) {
    int result = -1;
    if (worker->gone || worker->busy) {
        errno = worker->gone ? EPIPE : EBUSY;
    } else {
        result = frame_send(worker->socket, message);
        worker->busy = result == 0;
        worker->gone = result < 0;
    }
    json_decref(message);
    return result;
}

int worker_submit(struct worker *worker, const json_t *program, const size_t *impl_of_actor, size_t n, uint64_t job) {
    json_t *impls = json_array();
    for (size_t i = 0; i < n; i++) {
        if (impl_of_actor[i] >= worker->n_impls) {
            json_decref(impls);
            errno = EINVAL;
            return -1;
        }
        json_array_append_new(impls, json_integer((json_int_t)impl_of_actor[i]));
    }
    /* Only read, but jansson counts the reference in it. */
    json_t *shared = (json_t *)(uintptr_t)program;
    int submitted =
        submit(worker, json_pack("{s:I,s:O,s:o}", "job", (json_int_t)job, "program", shared, "impls", impls));
    if (submitted == 0) {
        worker->program = json_incref(shared);
    }
    return submitted;
}

int worker_submit_hello(struct worker *worker, size_t impl, uint64_t job) {
    if (impl >= worker->n_impls) {
        errno = EINVAL;
        return -1;
    }
    return submit(worker, json_pack("{s:I,s:I}", "job", (json_int_t)job, "hello", (json_int_t)impl));
}

int worker_submit_bye(struct worker *worker, uint64_t job) {
    return submit(worker, json_pack("{s:I,s:b}", "job", (json_int_t)job, "bye", 1));
}

/* What the worker need not send back, since it is in the program. */
static void complete(const json_t *program, const json_t *result) {
    static const char *const members[] = {"line", "actor", "source", "template"};
    const json_t *steps = json_object_get(program, "steps");
    size_t i;
    json_t *shown;
    json_array_foreach(json_object_get(result, "steps"), i, shown) {
        const json_t *step = json_array_get(steps, i);
        for (size_t j = 0; j < sizeof members / sizeof *members; j++) {
            json_t *member = json_object_get(step, members[j]);
            if (member != NULL) {
                json_object_set_nocheck(shown, members[j], member);
            }
        }
    }
}

static int receive(struct worker *worker, int wait_ms, json_t **result) {
    int got = worker->gone ? -1 : frame_receive(worker->socket, &worker->reader, wait_ms, result);
    if (got > 0) {
        complete(worker->program, *result);
    }
    if (got != 0) {
        json_decref(worker->program);
        worker->program = NULL;
    }
    worker->gone = got < 0;
    worker->busy = worker->busy && got == 0;
    return got;
}

int worker_result(struct worker *worker, json_t **result) {
    return receive(worker, 0, result);
}

json_t *worker_hello(struct worker *worker, size_t impl, int timeout_ms, char **error) {
    json_t *result = NULL;
    *error = NULL;
    int got = worker_submit_hello(worker, impl, 0) == 0 ? receive(worker, timeout_ms, &result) : -1;
    if (got <= 0) {
        *error = strdup(got == 0 ? "the worker does not answer in time" : "the worker is gone or busy");
        return NULL;
    }
    return result;
}

void worker_stop(struct worker *worker) {
    if (worker != NULL) {
        end(worker);
        json_decref(worker->program);
        json_decref(worker->capabilities);
        free(worker);
    }
}
