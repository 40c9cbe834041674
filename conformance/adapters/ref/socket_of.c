#include "socket_of.h"

#include <refsock.h>
#include <sys/socket.h>

int socket_fd(const struct object *object) {
    return object->kind == OBJECT_STREAM ? rs_stream_fileno(object->stream, NULL) : rs_fileno(object->socket);
}

void wake(struct object *object) {
    if (object->kind == OBJECT_SOCKET)
        rs_shutdown(object->socket, SHUT_RDWR, NULL);
    if (object->kind == OBJECT_STREAM)
        shutdown(rs_stream_fileno(object->stream, NULL), SHUT_RDWR);
}
