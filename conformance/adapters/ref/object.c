#include "object.h"

#include <refsock.h>
#include <stdlib.h>
#include <unistd.h>

static struct object *make(enum object_kind kind) {
    struct object *object = calloc(1, sizeof *object);
    if (!object) {
        fputs("refsock-adapter: out of memory for an object\n", stderr);
        abort();
    }
    object->kind = kind;
    object->references = 1;
    return object;
}

struct object *object_of_socket(struct rs_socket *socket) {
    struct object *object = make(OBJECT_SOCKET);
    object->socket = socket;
    return object;
}

struct object *object_of_buffer(const struct buffer *buffer) {
    struct object *object = make(OBJECT_BUFFER);
    object->buffer = *buffer;
    return object;
}

struct object *object_of_file(const struct file *file) {
    struct object *object = make(OBJECT_FILE);
    object->file = *file;
    return object;
}

struct object *object_of_stream(struct rs_stream *stream) {
    struct object *object = make(OBJECT_STREAM);
    object->stream = stream;
    return object;
}

struct object *object_hold(struct object *object) {
    __atomic_add_fetch(&object->references, 1, __ATOMIC_RELAXED);
    return object;
}

void object_release(struct object *object) {
    if (__atomic_sub_fetch(&object->references, 1, __ATOMIC_ACQ_REL) > 0)
        return;
    switch (object->kind) {
    case OBJECT_SOCKET:
        rs_free(object->socket);
        break;
    case OBJECT_BUFFER:
        free(object->buffer.data);
        break;
    case OBJECT_FILE:
        if (object->file.fd >= 0)
            close(object->file.fd);
        free(object->file.data);
        break;
    case OBJECT_STREAM:
        rs_stream_free(object->stream);
        break;
    }
    free(object);
}

const char *object_word(enum object_kind kind) {
    static const char *const words[] = {
        [OBJECT_SOCKET] = "socket", [OBJECT_BUFFER] = "buffer", [OBJECT_FILE] = "file", [OBJECT_STREAM] = "file"};
    return words[kind];
}
