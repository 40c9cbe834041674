#include "request.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int requests = -1, answers = -1;
static pthread_mutex_t writing = PTHREAD_MUTEX_INITIALIZER;

/* The runner asks after what it has read: what one thread did before it answered is done when another one reads the
 * next request. The pipes do not say so to the compiler, nor to the race detector; this does. */
static atomic_uint answered;

/* What was read: lines from `start` on, `end` bytes in all. */
static struct {
    char *text;
    size_t start, end, room;
} input;

bool protocol_claim(void) {
    requests = fcntl(0, F_DUPFD_CLOEXEC, 3);
    answers = fcntl(1, F_DUPFD_CLOEXEC, 3);
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (requests < 0 || answers < 0 || nothing < 0 || dup2(nothing, 0) < 0 || dup2(2, 1) < 0) {
        perror("refsock-adapter: cannot move the protocol away from descriptors 0 and 1");
        return false;
    }
    close(nothing);
    return true;
}

static char *line_end(void) {
    return input.end > input.start ? memchr(input.text + input.start, '\n', input.end - input.start) : NULL;
}

/* Room for more input behind what is there. */
static bool make_room(void) {
    if (input.start > 0) {
        memmove(input.text, input.text + input.start, input.end - input.start);
        input.end -= input.start;
        input.start = 0;
    }
    if (input.room - input.end >= 4096)
        return true;
    if (input.end > LINE_LIMIT) {
        fprintf(stderr, "refsock-adapter: a request of more than %d bytes\n", (int)LINE_LIMIT);
        return false;
    }
    size_t room = input.room ? 2 * input.room : 1 << 16;
    char *text = realloc(input.text, room);
    if (!text) {
        fputs("refsock-adapter: out of memory for a request\n", stderr);
        return false;
    }
    input.text = text;
    input.room = room;
    return true;
}

char *protocol_read(size_t *length, bool *broken) {
    *broken = false;
    for (;;) {
        char *end = line_end();
        if (end) {
            char *line = input.text + input.start;
            *length = (size_t)(end - line);
            input.start += *length + 1;
            return line;
        }
        if (!make_room()) {
            *broken = true;
            return NULL;
        }
        ssize_t got = read(requests, input.text + input.end, input.room - input.end);
        if (got > 0) {
            input.end += (size_t)got;
            (void)atomic_load_explicit(&answered, memory_order_acquire);
        } else if (got == 0 || errno != EINTR) {
            return NULL;
        }
    }
}

void protocol_write(const struct out *line) {
    size_t done = 0;
    pthread_mutex_lock(&writing);
    atomic_fetch_add_explicit(&answered, 1, memory_order_release);
    while (done < line->length) {
        ssize_t wrote = write(answers, line->text + done, line->length - done);
        if (wrote > 0) {
            done += (size_t)wrote;
        } else if (errno != EINTR) {
            perror("refsock-adapter: cannot answer");
            _exit(2);
        }
    }
    pthread_mutex_unlock(&writing);
}

void protocol_end(void) {
    free(input.text);
    input.text = NULL;
    close(requests);
    close(answers);
}
