#include "actor/actor_io.h"

#include "actor/clock.h"
#include "judge/render.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { READ_SIZE = 64 << 10 };

static void trace(const struct crew *crew, const struct actor *actor, char direction, const char *line, size_t length) {
    if (crew->trace_fd < 0) {
        return;
    }
    struct text text = {0};
    text_printf(&text, "%8.3f ms  job %llu  %s %c ", clock_ms() - crew->began_ms, (unsigned long long)crew->job,
                actor->name != NULL ? actor->name : actor->implementation->name, direction);
    render_safe(&text, line, length, false);
    text_putc(&text, '\n');
    (void)!write(crew->trace_fd, text.data, text.length);
    text_free(&text);
}

static void take_err(struct actor *actor, bool *open) {
    char data[4096];
    ssize_t got = read(actor->process.err, data, sizeof data);
    *open = got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
    if (got > 0) {
        size_t room = actor->err.length < STDERR_LIMIT ? STDERR_LIMIT - actor->err.length : 0;
        size_t kept = (size_t)got < room ? (size_t)got : room;
        text_add(&actor->err, data, kept);
        actor->err_lost += (size_t)got - kept;
    }
    if (!*open) {
        close(actor->process.err);
        actor->process.err = -1;
    }
}

void actor_drain_err(struct actor *actor, bool end) {
    double deadline = clock_ms() + (end ? 200 : 0);
    bool open = actor->process.err >= 0;
    while (open) {
        struct pollfd ready = {.fd = actor->process.err, .events = POLLIN};
        if (poll(&ready, 1, clock_poll_ms(deadline)) <= 0 || (end && clock_ms() > deadline)) {
            return;
        }
        take_err(actor, &open);
        if (!end && open && clock_ms() > deadline + 50) {
            return; /* it never stops writing */
        }
    }
}

bool actor_await_end(struct actor *actor, double deadline, int *status) {
    enum { SLICE_MS = 5 };
    while (!process_wait(&actor->process, clock_ms() + SLICE_MS, status)) {
        /* It cannot end while it has to wait for room in its stderr. */
        actor_drain_err(actor, false);
        if (clock_ms() >= deadline) {
            return false;
        }
    }
    return true;
}

/* Make room for READ_SIZE more bytes at the end of the buffer. */
static void make_room(struct actor *actor) {
    if (actor->start == actor->end) {
        actor->start = actor->end = 0;
    }
    if (actor->capacity - actor->end >= READ_SIZE) {
        return;
    }
    size_t length = actor->end - actor->start;
    if (actor->start > 0) {
        memmove(actor->buffer, actor->buffer + actor->start, length);
        actor->start = 0;
        actor->end = length;
    }
    if (actor->capacity - length < READ_SIZE) {
        size_t capacity = length + READ_SIZE < 2 * actor->capacity ? 2 * actor->capacity : length + READ_SIZE;
        actor->buffer = realloc(actor->buffer, capacity);
        if (actor->buffer == NULL) {
            abort();
        }
        actor->capacity = capacity;
    }
}

/* Read what is there. Sets eof at the end. */
static void take_out(struct actor *actor) {
    make_room(actor);
    ssize_t got = read(actor->process.out, actor->buffer + actor->end, actor->capacity - actor->end);
    if (got > 0) {
        actor->end += (size_t)got;
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
        actor->eof = true;
    }
}

const char *actor_line(struct actor *actor, size_t *length) {
    if (actor->start == actor->end) {
        return NULL;
    }
    const char *line = actor->buffer + actor->start;
    const char *newline = memchr(line, '\n', actor->end - actor->start);
    if (newline == NULL) {
        return NULL;
    }
    *length = (size_t)(newline - line);
    actor->start += *length + 1;
    return line;
}

static int closed(struct trouble *trouble) {
    return trouble_set(trouble, OUTCOME_ERROR, NULL, "the runner is gone");
}

/* One poll: what the actor wrote, what any actor wrote to stderr, whether it died, whether it can be written to. */
static int wait_for(struct crew *crew, struct actor *actor, bool writing, double deadline, struct trouble *trouble) {
    enum { CONTROL, OUT, WATCH, IN, ERR };
    struct pollfd fds[ERR + sizeof crew->actors / sizeof *crew->actors];
    fds[CONTROL] = (struct pollfd){.fd = crew->control, .events = 0};
    fds[OUT] = (struct pollfd){.fd = actor->eof ? -1 : actor->process.out, .events = POLLIN};
    fds[WATCH] = (struct pollfd){.fd = actor->eof ? -1 : actor->process.watch, .events = POLLIN};
    fds[IN] = (struct pollfd){.fd = writing ? actor->process.in : -1, .events = POLLOUT};
    for (size_t i = 0; i < crew->n; i++) {
        fds[ERR + i] = (struct pollfd){.fd = crew->actors[i]->process.err, .events = POLLIN};
    }
    int ready = poll(fds, ERR + crew->n, clock_poll_ms(deadline));
    if (ready <= 0) {
        return ready == 0 && clock_ms() < deadline ? 1
               : ready < 0 && errno == EINTR       ? 1
               : ready == 0                        ? 0
                                                   : closed(trouble);
    }
    if (fds[CONTROL].revents != 0) {
        return closed(trouble);
    }
    for (size_t i = 0; i < crew->n; i++) {
        bool open;
        if (fds[ERR + i].revents != 0) {
            take_err(crew->actors[i], &open);
        }
    }
    if (fds[OUT].revents != 0) {
        take_out(actor);
    } else if (fds[WATCH].revents != 0) {
        /* It is dead, but another process holds its stdout: no end of file will come. A pipe has no more than one read.
         */
        take_out(actor);
        actor->eof = true;
    }
    return 1;
}

int actor_read(struct crew *crew, struct actor *actor, double deadline, struct trouble *trouble) {
    int result = wait_for(crew, actor, false, deadline, trouble);
    if (result > 0 && actor->end - actor->start > LINE_LIMIT &&
        memchr(actor->buffer + actor->start, '\n', LINE_LIMIT + 1) == NULL) {
        return trouble_set(trouble, OUTCOME_CRASH, NULL, "protocol: a line of more than %d bytes", LINE_LIMIT);
    }
    return result;
}

int actor_write(struct crew *crew, struct actor *actor, const char *line, size_t length, double deadline,
                struct trouble *trouble) {
    trace(crew, actor, '>', line, length - 1);
    while (length > 0) {
        ssize_t written = write(actor->process.in, line, length);
        if (written >= 0) {
            line += written;
            length -= (size_t)written;
            continue;
        }
        if (errno != EAGAIN && errno != EINTR) {
            return actor_died(crew, actor, trouble);
        }
        int result = wait_for(crew, actor, true, deadline, trouble);
        if (result < 0) {
            return -1;
        }
        if (result == 0 || clock_ms() >= deadline) {
            return trouble_set(trouble, OUTCOME_HANG, "hang", "does not read its stdin");
        }
        if (actor->end - actor->start > (size_t)4 * LINE_LIMIT) {
            return trouble_set(trouble, OUTCOME_CRASH, NULL, "protocol: writes without being asked");
        }
        if (actor->eof) {
            return actor_died(crew, actor, trouble);
        }
    }
    return 0;
}

int actor_died(struct crew *crew, struct actor *actor, struct trouble *trouble) {
    int status;
    /* Its end and that of its pipes need not be seen in this order. */
    bool dead = actor_await_end(actor, clock_ms() + 1000 * crew->scale, &status);
    actor_drain_err(actor, dead);
    const char *half = actor->end > actor->start ? ", in the middle of a line" : "";
    if (!dead) {
        return trouble_set(trouble, OUTCOME_CRASH, NULL, "closed its pipes%s, but goes on", half);
    }
    char *text = process_status_text(status);
    trouble_set(trouble, OUTCOME_CRASH, text, "the adapter %s%s", text, half);
    free(text);
    return -1;
}

/* Part of the trace, here since it is the one place that sees lines come. */
void actor_trace_line(const struct crew *crew, const struct actor *actor, const char *line, size_t length) {
    trace(crew, actor, '<', line, length);
}
