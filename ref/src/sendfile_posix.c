/* sendfile() of the system: what CPython's os.sendfile() is used for. */
#include "error.h"
#include "file.h"
#include "system.h"
#include "wait.h"

#include <sys/stat.h>

enum { LARGE_BLOCK = 1 << 30 };

/* As Python's selectors say it. */
static int check_open(const rs_socket *socket, rs_error *error) {
    int fd = rs_fileno(socket);
    return fd < 0 ? rs_fail(error, RS_VALUE_ERROR, "Invalid file descriptor: %d", fd) : 0;
}

rs_verdict rs_sendfile_by_system(rs_socket *socket, const rs_file *file, int64_t offset, const int64_t *count,
                                 int64_t *sent, rs_error *error) {
    struct stat status;
    if (file->fd < 0 || fstat(file->fd, &status) < 0)
        return RS_NOT_THIS_WAY;
    if (status.st_size == 0)
        return RS_DONE;
    int64_t timeout;
    if (rs_sendfile_mode(socket, &timeout, error) < 0 || check_open(socket, error) < 0)
        return RS_FAILED;
    int64_t block = rs_smaller(count ? *count : (int64_t)status.st_size, LARGE_BLOCK);
    bool wait = timeout > 0;
    while (!count || *sent < *count) {
        if (wait && rs_wait(socket, RS_WRITABLE, rs_deadline_in(timeout), error) < 0)
            return RS_FAILED;
        int64_t size = count ? rs_smaller(*count - *sent, block) : block;
        int64_t step = rs_sys_sendfile(rs_fileno(socket), file->fd, offset + *sent, size);
        int number = step < 0 ? errno : 0;
        wait = timeout > 0 || number == EAGAIN;
        if (step > 0)
            *sent += step;
        if (number == EINTR || (step > 0 && step < size)) {
            if (rs_interrupted(error) < 0)
                return RS_FAILED;
        } else if (number != 0 && number != EAGAIN) {
            if (*sent == 0)
                return RS_NOT_THIS_WAY;
            rs_fail_errno(error, number);
            return RS_FAILED;
        }
        if (step == 0)
            return RS_DONE;
    }
    return RS_DONE;
}
