/* What the adapter itself needs of a socket. */
#ifndef ADAPTER_SOCKET_OF_H
#define ADAPTER_SOCKET_OF_H

#include "object.h"

/* Its descriptor, −1 once it is closed. */
int socket_fd(const struct object *object);

/* Wakes whoever waits on it, by shutting both halves down. Does nothing to other objects. */
void wake(struct object *object);

#endif
