#include "file.h"

#include "error.h"
#include "system.h"

#include "wait.h"
#include <unistd.h>

/* Callbacks always have an rs_error to fill. */
ptrdiff_t rs_file_read(const rs_file *file, void *buffer, size_t size, rs_error *error) {
    rs_error own;
    if (file->read)
        return file->read(file->context, buffer, size, error ? error : &own);
    for (;;) {
        ptrdiff_t got = read(file->fd, buffer, size);
        if (got >= 0)
            return got;
        if (errno != EINTR)
            return rs_fail_errno(error, errno);
        if (rs_interrupted(error) < 0)
            return -1;
    }
}

int rs_file_seek(const rs_file *file, int64_t position, rs_error *error) {
    rs_error own;
    if (file->seek)
        return file->seek(file->context, position, error ? error : &own);
    if (file->fd >= 0 && lseek(file->fd, (off_t)position, SEEK_SET) < 0)
        return rs_fail_errno(error, errno);
    return 0;
}
