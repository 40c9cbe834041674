/* JSON messages over a stream socket between the runner and a worker: four bytes of length, then the text. */
#ifndef SOCKSPEC_ACTOR_FRAME_H
#define SOCKSPEC_ACTOR_FRAME_H

#include <jansson.h>
#include <stddef.h>

struct frame_reader {
    char *data;
    size_t length, capacity;
};

/* Send one message, waiting until it is written. 0, or -1 with errno. Never raises SIGPIPE. */
int frame_send(int fd, const json_t *message);

/* Receive one: 1 and a new reference, 0 if it has not come whole and wait_ms is over, -1 at the end or if it is no
 * frame. wait_ms < 0 waits for ever. */
int frame_receive(int fd, struct frame_reader *reader, int wait_ms, json_t **message);

void frame_reader_free(struct frame_reader *reader);

#endif
