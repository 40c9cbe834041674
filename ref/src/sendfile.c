/* sendfile(): by the system where it can (sendfile_*.c), otherwise by read and send(). */
#include "error.h"
#include "file.h"
#include "send_to.h"
#include "system.h"

enum { BLOCK = 8192 };

static int check(const rs_socket *socket, const rs_file *file, const int64_t *count, rs_error *error) {
    if (file->text)
        return rs_fail(error, RS_VALUE_ERROR, "file should be opened in binary mode");
    if (!(socket->type & SOCK_STREAM)) /* a bit, as in CPython: SOCK_SEQPACKET and SOCK_RAW pass */
        return rs_fail(error, RS_VALUE_ERROR, "only SOCK_STREAM type sockets are supported");
    if (count && *count <= 0)
        return rs_fail(error, RS_VALUE_ERROR, "count must be a positive integer (got %lld)", (long long)*count);
    return 0;
}

int rs_sendfile_mode(const rs_socket *socket, int64_t *timeout, rs_error *error) {
    *timeout = atomic_load(&socket->timeout);
    if (*timeout == 0)
        return rs_fail(error, RS_VALUE_ERROR, "non-blocking sockets are not supported");
    return 0;
}

/* The whole block, waiting as often as needed: each wait has the whole timeout, as in CPython. */
static int send_block(rs_socket *socket, const char *data, size_t size, int64_t timeout, int64_t *sent,
                      rs_error *error) {
    while (size > 0) {
        rs_error own;
        rs_limit limit = {timeout, 0};
        ptrdiff_t step = rs_send_within(socket, data, size, &limit, &own);
        if (step < 0 && own.kind == RS_OSERROR && rs_would_block(own.code)) {
            /* Blocking mode on a descriptor that somebody else made non-blocking. */
            if (rs_wait(socket, RS_WRITABLE, RS_FOREVER, error) < 0)
                return -1;
            continue;
        }
        if (step < 0) {
            if (error)
                *error = own;
            return -1;
        }
        data += step;
        size -= (size_t)step;
        *sent += step;
        if (size > 0 && rs_interrupted(error) < 0) /* a signal may have cut it short */
            return -1;
    }
    return 0;
}

static int go_to(const rs_file *file, int64_t offset, rs_error *error) {
    if (file->fd < 0 && !file->seek)
        return rs_fail(error, RS_UNSUPPORTED_OPERATION, "seek");
    return rs_file_seek(file, offset, error);
}

static int by_send(rs_socket *socket, const rs_file *file, int64_t offset, const int64_t *count, int64_t *sent,
                   rs_error *error) {
    char block[BLOCK];
    int64_t timeout;
    if (rs_sendfile_mode(socket, &timeout, error) < 0 || (offset != 0 && go_to(file, offset, error) < 0))
        return -1;
    while (!count || *sent < *count) {
        size_t size = (size_t)(count ? rs_smaller(*count - *sent, BLOCK) : BLOCK);
        ptrdiff_t got = rs_file_read(file, block, size, error);
        if (got <= 0)
            return (int)got;
        if (send_block(socket, block, (size_t)got, timeout, sent, error) < 0)
            return -1;
    }
    return 0;
}

int64_t rs_sendfile(rs_socket *socket, const rs_file *file, int64_t offset, const int64_t *count, int64_t *sent,
                    rs_error *error) {
    int64_t total = 0;
    if (sent)
        *sent = 0;
    if (check(socket, file, count, error) < 0)
        return -1;
    rs_verdict how = rs_sendfile_by_system(socket, file, offset, count, &total, error);
    int result = how == RS_FAILED ? -1 : 0;
    if (how == RS_NOT_THIS_WAY)
        result = by_send(socket, file, offset, count, &total, error);
    if (sent)
        *sent = total;
    /* The position tells how far it came, after a failure too; the first failure is the one to report. */
    if (total > 0 && rs_file_seek(file, offset + total, result < 0 ? NULL : error) < 0)
        result = -1;
    return result < 0 ? -1 : total;
}
