/* The file of sendfile(). */
#ifndef RS_FILE_H
#define RS_FILE_H

#include "refsock.h"

/* Through the callbacks, or read() and lseek() without them. */
ptrdiff_t rs_file_read(const rs_file *file, void *buffer, size_t size, rs_error *error);
/* Nothing where the file has no position. */
int rs_file_seek(const rs_file *file, int64_t position, rs_error *error);

static inline int64_t rs_smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}

/* The timeout that the whole has; ValueError of a non-blocking socket. */
int rs_sendfile_mode(const rs_socket *socket, int64_t *timeout, rs_error *error);

/* rs_sendfile() by the system's call, if it has one, with *sent counted. RS_NOT_THIS_WAY: nothing was sent, and send()
 * is to be tried. */
typedef enum rs_verdict { RS_DONE, RS_FAILED, RS_NOT_THIS_WAY } rs_verdict;
rs_verdict rs_sendfile_by_system(rs_socket *socket, const rs_file *file, int64_t offset, const int64_t *count,
                                 int64_t *sent, rs_error *error);

/* That call. The bytes sent, 0 at the end of the file; -1 and errno. */
int64_t rs_sys_sendfile(int to, int from, int64_t offset, int64_t size);

#endif
