/* sendfile(): by the system where it can, otherwise by read and send(). */
#include "error.h"
#include "file.h"
#include "system.h"
#include "wait.h"

#include <sys/stat.h>

enum { BLOCK = 8192, LARGE_BLOCK = 1 << 30 };

static int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static int check(const rs_socket *socket, const rs_file *file, const int64_t *count, rs_error *error) {
    if (file->text)
        return rs_fail(error, RS_VALUE_ERROR, "file should be opened in binary mode");
    if (!(socket->type & SOCK_STREAM)) /* a bit, as in CPython: SOCK_SEQPACKET and SOCK_RAW pass */
        return rs_fail(error, RS_VALUE_ERROR, "only SOCK_STREAM type sockets are supported");
    if (count && *count <= 0)
        return rs_fail(error, RS_VALUE_ERROR, "count must be a positive integer (got %lld)", (long long)*count);
    return 0;
}

static int check_mode(const rs_socket *socket, rs_error *error) {
    if (atomic_load(&socket->timeout) == 0)
        return rs_fail(error, RS_VALUE_ERROR, "non-blocking sockets are not supported");
    return 0;
}

/* As Python's selectors say it. */
static int check_open(const rs_socket *socket, rs_error *error) {
    int fd = rs_fileno(socket);
    return fd < 0 ? rs_fail(error, RS_VALUE_ERROR, "Invalid file descriptor: %d", fd) : 0;
}

typedef enum verdict { DONE, FAILED, NOT_THIS_WAY } verdict;

/* NOT_THIS_WAY: nothing was sent, and send() is to be tried. */
static verdict by_system(rs_socket *socket, const rs_file *file, int64_t offset, const int64_t *count, int64_t *sent,
                         rs_error *error) {
    struct stat status;
    if (file->fd < 0 || fstat(file->fd, &status) < 0)
        return NOT_THIS_WAY;
    if (status.st_size == 0)
        return DONE;
    if (check_mode(socket, error) < 0 || check_open(socket, error) < 0)
        return FAILED;
    int64_t timeout = atomic_load(&socket->timeout);
    int64_t block = smaller(count ? *count : (int64_t)status.st_size, LARGE_BLOCK);
    bool wait = timeout > 0;
    while (!count || *sent < *count) {
        if (wait && rs_wait(socket, RS_WRITABLE, rs_deadline_in(timeout), error) < 0)
            return FAILED;
        int64_t size = count ? smaller(*count - *sent, block) : block;
        int64_t step = rs_sys_sendfile(rs_fileno(socket), file->fd, offset + *sent, size);
        int number = step < 0 ? errno : 0;
        wait = timeout > 0 || number == EAGAIN;
        if (step > 0)
            *sent += step;
        if (number == EINTR || (step > 0 && step < size)) {
            if (rs_interrupted(error) < 0)
                return FAILED;
        } else if (number != 0 && number != EAGAIN) {
            if (*sent == 0)
                return NOT_THIS_WAY;
            rs_fail_errno(error, number);
            return FAILED;
        }
        if (step == 0)
            return DONE;
    }
    return DONE;
}

/* The whole block, waiting as often as needed: each wait has the timeout of its own, as in CPython. */
static int send_block(rs_socket *socket, const char *data, size_t size, int64_t *sent, rs_error *error) {
    while (size > 0) {
        rs_error own;
        ptrdiff_t step = rs_send(socket, data, size, 0, &own);
        if (step < 0 && own.kind == RS_OSERROR && own.code == EAGAIN) {
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
    if (check_mode(socket, error) < 0 || (offset != 0 && go_to(file, offset, error) < 0))
        return -1;
    while (!count || *sent < *count) {
        size_t size = (size_t)(count ? smaller(*count - *sent, BLOCK) : BLOCK);
        ptrdiff_t got = rs_file_read(file, block, size, error);
        if (got <= 0)
            return (int)got;
        if (send_block(socket, block, (size_t)got, sent, error) < 0)
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
    verdict how = by_system(socket, file, offset, count, &total, error);
    int result = how == FAILED ? -1 : 0;
    if (how == NOT_THIS_WAY)
        result = by_send(socket, file, offset, count, &total, error);
    if (sent)
        *sent = total;
    /* The position tells how far it came, after a failure too; the first failure is the one to report. */
    if (total > 0 && rs_file_seek(file, offset + total, result < 0 ? NULL : error) < 0)
        result = -1;
    return result < 0 ? -1 : total;
}
