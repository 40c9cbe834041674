/* What the runner names: sockets, buffers, files. Counted references; a lane may still use what another lane lets go
 * of. */
#ifndef ADAPTER_OBJECT_H
#define ADAPTER_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct rs_socket;
struct rs_stream;

enum object_kind { OBJECT_SOCKET, OBJECT_BUFFER, OBJECT_FILE, OBJECT_STREAM };

/* Memory for the _into operations, and a view of it. */
struct buffer {
    unsigned char *data; /* owned */
    size_t length;
    bool readonly;
    size_t start, items, item_size; /* the view: items of item_size bytes from byte start on, */
    long long stride;               /* in bytes from one item to the next */
};

/* A regular file by descriptor, or bytes in memory. */
struct file {
    int fd;              /* -1: in memory */
    bool text;           /* opened in text mode */
    unsigned char *data; /* owned */
    size_t length, position;
};

struct object {
    enum object_kind kind;
    union {
        struct rs_socket *socket; /* owned */
        struct buffer buffer;
        struct file file;
        struct rs_stream *stream; /* a file of makefile(); owned */
    };
    int references; /* atomic */
};

/* New objects have one reference and own what they are given. They end the process when memory runs out. */
struct object *object_of_socket(struct rs_socket *socket);
struct object *object_of_buffer(const struct buffer *buffer);
struct object *object_of_file(const struct file *file);
struct object *object_of_stream(struct rs_stream *stream);

struct object *object_hold(struct object *object);
void object_release(struct object *object); /* the last one closes it */

const char *object_word(enum object_kind kind);

#endif
