#include "actor/frame.h"

#include "actor/clock.h"
#include "judge/json_text.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* A message is a program or a result; one that is larger is a mistake. */
enum { FRAME_LIMIT = 256 << 20 };

static int send_all(int fd, const char *data, size_t length) {
    while (length > 0) {
        ssize_t sent = send(fd, data, length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent < 0) {
            return -1;
        }
        data += sent;
        length -= (size_t)sent;
    }
    return 0;
}

int frame_send(int fd, const json_t *message) {
    struct text text = {0};
    uint32_t header = 0;
    text_add(&text, (const char *)&header, sizeof header);
    json_text(&text, message);
    size_t length = text.length - sizeof header;
    int result = -1, saved = EMSGSIZE;
    if (length < FRAME_LIMIT) {
        header = (uint32_t)length;
        memcpy(text.data, &header, sizeof header);
        result = send_all(fd, text.data, text.length);
        saved = errno;
    }
    text_free(&text);
    errno = saved;
    return result;
}

/* The length of the message at the start of the buffer with its header, 4 if the header is not there yet. */
static size_t wanted(const struct frame_reader *reader) {
    uint32_t length;
    if (reader->length < 4) {
        return 4;
    }
    memcpy(&length, reader->data, 4);
    return length > FRAME_LIMIT ? 0 : (size_t)length + 4;
}

int frame_receive(int fd, struct frame_reader *reader, int wait_ms, json_t **message) {
    double deadline = clock_ms() + wait_ms;
    for (;;) {
        size_t want = wanted(reader);
        if (want == 0) {
            return -1;
        }
        if (want > 4 && reader->length == want) {
            *message = json_loadb(reader->data + 4, want - 4, 0, NULL);
            reader->length = 0;
            return *message != NULL ? 1 : -1;
        }
        if (reader->capacity < want) {
            char *larger = realloc(reader->data, want < 65536 ? 65536 : want);
            if (larger == NULL) {
                return -1;
            }
            reader->data = larger;
            reader->capacity = want < 65536 ? 65536 : want;
        }
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        int polled = poll(&ready, 1, wait_ms < 0 ? -1 : clock_poll_ms(deadline));
        if (polled == 0) {
            if (clock_ms() >= deadline) {
                return 0;
            }
            continue;
        }
        /* Only up to the end of this message: the next one stays in the socket. */
        ssize_t got = polled < 0 ? -1 : recv(fd, reader->data + reader->length, want - reader->length, MSG_DONTWAIT);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) {
            continue;
        }
        if (got <= 0) {
            return -1;
        }
        reader->length += (size_t)got;
    }
}

void frame_reader_free(struct frame_reader *reader) {
    free(reader->data);
    *reader = (struct frame_reader){0};
}
