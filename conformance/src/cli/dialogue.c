#include "cli/dialogue.h"

#include "actor/clock.h"
#include "actor/environment.h"
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 1 << 20, STDERR_KEPT = 4096, OPEN_FILES = 1024 };

bool dialogue_start(struct dialogue *d, char *const *argv, double patience_ms, char **error) {
    const char *home = getenv("TMPDIR");
    char **environment = environment_make(home ? home : "/tmp");
    const struct process_options options = {.argv = argv, .environment = environment, .open_files = OPEN_FILES};
    *d = (struct dialogue){.patience_ms = patience_ms};
    bool good = process_start(&options, &d->process, error) == 0;
    environment_free(environment);
    return good;
}

/* Take what has come on a pipe; closes it at its end. */
static bool take(int *fd, struct text *into, size_t limit) {
    char block[16384];
    ssize_t got = read(*fd, block, sizeof block);
    if (got > 0 && into->length < limit)
        text_add(into, block, (size_t)got);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) {
        (void)close(*fd);
        *fd = -1;
    }
    return got > 0;
}

/* Wait for something on stdout, or for room on stdin, keeping stderr flowing. False: the time is over. */
static bool wait_for(struct dialogue *d, bool writing, double deadline) {
    struct pollfd polls[3] = {{.fd = d->process.out, .events = POLLIN},
                              {.fd = d->process.err, .events = POLLIN},
                              {.fd = writing ? d->process.in : -1, .events = POLLOUT}};
    if (clock_ms() >= deadline || poll(polls, 3, clock_poll_ms(deadline)) < 0)
        return false;
    if (polls[0].revents)
        (void)take(&d->process.out, &d->heard, (size_t)2 * LINE_MAX_BYTES);
    if (polls[1].revents)
        (void)take(&d->process.err, &d->errors, STDERR_KEPT);
    d->ended = d->process.out < 0;
    return true;
}

bool dialogue_say_text(struct dialogue *d, const char *text) {
    struct text line = {0};
    text_printf(&line, "%s\n", text);
    double deadline = clock_ms() + d->patience_ms;
    size_t done = 0;
    while (done < line.length && d->process.in >= 0) {
        ssize_t wrote = write(d->process.in, line.data + done, line.length - done);
        if (wrote > 0)
            done += (size_t)wrote;
        else if ((errno != EAGAIN && errno != EINTR) || !wait_for(d, true, deadline))
            break;
    }
    bool good = done == line.length;
    text_free(&line);
    return good;
}

bool dialogue_say(struct dialogue *d, const json_t *request) {
    char *text = json_dumps(request, JSON_COMPACT);
    bool good = dialogue_say_text(d, text);
    free(text);
    return good;
}

const char *dialogue_hear(struct dialogue *d, size_t *length) {
    double deadline = clock_ms() + d->patience_ms;
    for (;;) {
        char *start = d->heard.data ? d->heard.data + d->taken : NULL;
        char *end = start ? memchr(start, '\n', d->heard.length - d->taken) : NULL;
        if (end) {
            *end = '\0';
            *length = (size_t)(end - start);
            d->taken += *length + 1;
            return start;
        }
        if (d->ended || !wait_for(d, false, deadline))
            return NULL;
    }
}

bool dialogue_has_more(struct dialogue *d, int wait_ms) {
    double deadline = clock_ms() + wait_ms;
    while (d->heard.length == d->taken && !d->ended && wait_for(d, false, deadline)) {
    }
    return d->heard.length > d->taken;
}

void dialogue_close_input(struct dialogue *d) {
    if (d->process.in >= 0)
        (void)close(d->process.in);
    d->process.in = -1;
}

bool dialogue_wait(struct dialogue *d, int *status) {
    double deadline = clock_ms() + d->patience_ms;
    /* It may have much to say before it goes. */
    while (!d->ended && wait_for(d, false, deadline)) {
    }
    return process_wait(&d->process, deadline, status);
}

void dialogue_end(struct dialogue *d) {
    process_kill(&d->process);
    text_free(&d->heard);
    text_free(&d->errors);
}
