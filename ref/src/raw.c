#include "raw.h"

#include "error.h"

#include <errno.h>

void rs_raw_open(rs_raw *raw, rs_socket *socket, bool reading, bool writing) {
    rs_socket_hold(socket);
    *raw = (rs_raw){.socket = socket, .reading = reading, .writing = writing};
}

int rs_raw_close(rs_raw *raw, rs_error *error) {
    rs_socket *socket = raw->socket;
    raw->socket = NULL;
    return socket ? rs_socket_release(socket, error) : 0;
}

int rs_fail_unsupported(rs_error *error, const char *what) {
    return rs_fail(error, RS_UNSUPPORTED_OPERATION, "%s", what);
}

int rs_fail_closed(rs_error *error) {
    return rs_fail(error, RS_VALUE_ERROR, "I/O operation on closed file.");
}

int rs_raw_check(const rs_raw *raw, rs_error *error) {
    return raw->socket ? 0 : rs_fail_closed(error);
}

ptrdiff_t rs_none(ptrdiff_t result, rs_error *error) {
    if (result != RS_NOTHING)
        return result;
    rs_fail_errno(error, EAGAIN);
    if (error)
        error->kind = RS_WOULD_BLOCK;
    return -1;
}

/* What failed with EAGAIN is an answer, not a failure. */
static ptrdiff_t nothing(const rs_error *own, rs_error *error) {
    if (own->kind == RS_OSERROR && (own->code == EAGAIN || own->code == EWOULDBLOCK))
        return RS_NOTHING;
    if (error)
        *error = *own;
    return -1;
}

ptrdiff_t rs_raw_readinto(rs_raw *raw, void *buffer, size_t size, rs_error *error) {
    rs_error own;
    if (rs_raw_check(raw, error) < 0)
        return -1;
    if (!raw->reading)
        return rs_fail_unsupported(error, "File or stream is not readable.");
    if (raw->timed_out)
        return rs_fail(error, RS_OSERROR, "cannot read from timed out object");
    ptrdiff_t got = rs_recv_into(raw->socket, buffer, size, 0, 0, &own);
    if (got >= 0)
        return got;
    raw->timed_out =
        own.kind == RS_TIMEOUT || (own.kind == RS_OSERROR && own.code == ETIMEDOUT); /* one class in Python */
    return nothing(&own, error);
}

ptrdiff_t rs_raw_write(rs_raw *raw, const void *data, size_t size, rs_error *error) {
    rs_error own;
    if (rs_raw_check(raw, error) < 0)
        return -1;
    if (!raw->writing)
        return rs_fail_unsupported(error, "File or stream is not writable.");
    ptrdiff_t sent = rs_send(raw->socket, data, size, 0, &own);
    return sent >= 0 ? sent : nothing(&own, error);
}
