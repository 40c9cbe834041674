/* recv() and its like. Nothing here allocates. */
#include "address.h"
#include "error.h"
#include "wait.h"

typedef struct receiving {
    void *buffer;
    size_t size;
    int flags;
    rs_c_address *from;
} receiving;

static ptrdiff_t attempt_recv(int fd, int flag, void *call) {
    receiving *r = call;
    return recv(fd, r->buffer, r->size, r->flags | flag);
}

static ptrdiff_t attempt_recvfrom(int fd, int flag, void *call) {
    receiving *r = call;
    r->from->size = sizeof r->from->storage;
    return recvfrom(fd, r->buffer, r->size, r->flags | flag, &r->from->any, &r->from->size);
}

static ptrdiff_t receive(rs_socket *socket, void *buffer, ptrdiff_t size, int flags, rs_error *error) {
    if (size == 0)
        return 0;
    receiving r = {buffer, (size_t)size, flags, NULL};
    return rs_perform_at_once(socket, RS_READABLE, attempt_recv, &r, error);
}

static ptrdiff_t receive_from(rs_socket *socket, void *buffer, ptrdiff_t size, int flags, rs_address *from,
                              rs_error *error) {
    rs_c_address sender = rs_address_room();
    receiving r = {buffer, (size_t)size, flags, &sender};
    ptrdiff_t count = rs_perform_at_once(socket, RS_READABLE, attempt_recvfrom, &r, error);
    if (count >= 0 && from) {
        rs_address_context context = rs_context(socket, "recvfrom");
        rs_address_format(&context, &sender, from);
    }
    return count;
}

ptrdiff_t rs_recv(rs_socket *socket, void *buffer, ptrdiff_t size, int flags, rs_error *error) {
    if (size < 0)
        return rs_fail(error, RS_VALUE_ERROR, "negative buffersize in recv");
    return receive(socket, buffer, size, flags, error);
}

ptrdiff_t rs_recv_into(rs_socket *socket, void *buffer, size_t size, ptrdiff_t nbytes, int flags, rs_error *error) {
    if (nbytes < 0)
        return rs_fail(error, RS_VALUE_ERROR, "negative buffersize in recv_into");
    if ((size_t)nbytes > size)
        return rs_fail(error, RS_VALUE_ERROR, "buffer too small for requested bytes");
    return receive(socket, buffer, nbytes ? nbytes : (ptrdiff_t)size, flags, error);
}

ptrdiff_t rs_recvfrom(rs_socket *socket, void *buffer, ptrdiff_t size, int flags, rs_address *from, rs_error *error) {
    if (size < 0)
        return rs_fail(error, RS_VALUE_ERROR, "negative buffersize in recvfrom");
    return receive_from(socket, buffer, size, flags, from, error);
}

ptrdiff_t rs_recvfrom_into(rs_socket *socket, void *buffer, size_t size, ptrdiff_t nbytes, int flags, rs_address *from,
                           rs_error *error) {
    if (nbytes < 0)
        return rs_fail(error, RS_VALUE_ERROR, "negative buffersize in recvfrom_into");
    if ((size_t)nbytes > size)
        return rs_fail(error, RS_VALUE_ERROR, "nbytes is greater than the length of the buffer");
    return receive_from(socket, buffer, nbytes ? nbytes : (ptrdiff_t)size, flags, from, error);
}
