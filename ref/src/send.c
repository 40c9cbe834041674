/* send(), sendall(), sendto(). Nothing here allocates, and SIGPIPE is never raised. */
#include "error.h"
#include "send_to.h"

typedef struct sending {
    const void *data;
    size_t size;
    int flags;
    const rs_c_address *to;
} sending;

static ptrdiff_t attempt_send(int fd, int flag, void *call) {
    const sending *s = call;
    return send(fd, s->data, s->size, s->flags | flag);
}

static ptrdiff_t attempt_sendto(int fd, int flag, void *call) {
    const sending *s = call;
    return sendto(fd, s->data, s->size, s->flags | flag, &s->to->any, s->to->size);
}

ptrdiff_t rs_send(rs_socket *socket, const void *data, size_t size, int flags, rs_error *error) {
    sending s = {data, size, flags | socket->nosignal, NULL};
    return rs_perform_at_once(socket, RS_WRITABLE, attempt_send, &s, error);
}

ptrdiff_t rs_send_within(rs_socket *socket, const void *data, size_t size, rs_limit *limit, rs_error *error) {
    sending s = {data, size, socket->nosignal, NULL};
    return rs_perform(socket, RS_WRITABLE, false, attempt_send, &s, limit, error);
}

int rs_sendall(rs_socket *socket, const void *data, size_t size, int flags, rs_error *error) {
    sending s = {data, size, flags | socket->nosignal, NULL};
    rs_limit limit = {atomic_load(&socket->timeout), 0};
    for (;;) {
        ptrdiff_t sent = rs_perform(socket, RS_WRITABLE, false, attempt_send, &s, &limit, error);
        if (sent < 0)
            return -1;
        s.data = (const char *)s.data + sent;
        s.size -= (size_t)sent;
        if (s.size == 0)
            return 0;
        /* Data may go out piece by piece without a single wait, and take longer than it may. */
        if (limit.timeout > 0 && limit.deadline == 0)
            limit.deadline = rs_deadline_in(limit.timeout);
        else if (limit.timeout > 0 && rs_deadline_over(limit.deadline))
            return rs_fail(error, RS_TIMEOUT, "timed out");
        /* A signal that cut the step short has not shown as EINTR. */
        if (rs_interrupted(error) < 0)
            return -1;
    }
}

ptrdiff_t rs_sendto(rs_socket *socket, const void *data, size_t size, int flags, const rs_address *address,
                    rs_error *error) {
    rs_c_address to;
    rs_address_context context = rs_context(socket, "sendto");
    if (rs_address_parse(&context, address, &to, error) < 0)
        return -1;
    sending s = {data, size, flags | socket->nosignal, &to};
    return rs_send_to(socket, &to, attempt_sendto, &s, error);
}
