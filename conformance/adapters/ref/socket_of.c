#include "socket_of.h"

#include <refsock.h>
#include <sys/socket.h>

int socket_fd(const struct object *object) {
    return rs_fileno(object->socket);
}

void wake(struct object *object) {
    if (object->kind == OBJECT_SOCKET)
        rs_shutdown(object->socket, SHUT_RDWR, NULL);
}
