/* The other end of a socket: recv() and send() of the library come here, in pieces of sizes that the input says. */
#ifndef LINE_STUB_H
#define LINE_STUB_H

#include "input.h"

#include <sys/socket.h>

enum { MOST = 1 << 16 };

static struct {
    input arriving; /* what is still to be received */
    input pieces;   /* how much comes at once: a byte for each time */
    char sent[MOST];
    size_t sent_size;
} line;

static size_t piece(size_t size) {
    size_t most = 1 + take_byte(&line.pieces);
    return size < most ? size : most;
}

ssize_t __wrap_recv(int fd, void *buffer, size_t size, int flags);
ssize_t __wrap_recv(int fd, void *buffer, size_t size, int flags) {
    (void)fd;
    (void)flags;
    size = piece(size);
    if (size > line.arriving.size)
        size = line.arriving.size;
    if (size)
        memcpy(buffer, line.arriving.data, size);
    line.arriving.data += size;
    line.arriving.size -= size;
    return (ssize_t)size;
}

ssize_t __wrap_send(int fd, const void *data, size_t size, int flags);
ssize_t __wrap_send(int fd, const void *data, size_t size, int flags) {
    (void)fd;
    (void)flags;
    size = piece(size);
    MUST(line.sent_size + size <= sizeof line.sent);
    memcpy(line.sent + line.sent_size, data, size);
    line.sent_size += size;
    return (ssize_t)size;
}

#endif
