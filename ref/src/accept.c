#include "address.h"
#include "error.h"
#include "wait.h"

typedef struct accepting {
    rs_c_address peer;
    bool nonblocking;
    bool nameless;
} accepting;

static ptrdiff_t attempt(int fd, int flag, void *call) {
    accepting *a = call;
    (void)flag;
    if (a->nameless)
        return rs_sys_accept(fd, NULL, NULL, a->nonblocking);
    a->peer = rs_address_room();
    return rs_sys_accept(fd, &a->peer.any, &a->peer.size, a->nonblocking);
}

int rs_accept(rs_socket *socket, rs_socket **connection, rs_address *peer, rs_error *error) {
    int64_t timeout = rs_default_timeout();
    accepting a = {.nonblocking = timeout >= 0, .nameless = rs_family_traits(socket->family) & RS_NAMELESS};
    ptrdiff_t fd = rs_perform(socket, RS_READABLE, !a.nameless, attempt, &a, NULL, error);
    if (fd < 0)
        return -1;
    if (rs_socket_wrap((int)fd, timeout, socket->family, socket->type, socket->proto, connection, error) < 0) {
        rs_discard_fd((int)fd);
        return -1;
    }
    if (peer) {
        rs_address_context context = rs_context(socket, "accept");
        rs_address_format(&context, &a.peer, peer);
    }
    return 0;
}
