/* Files go through read and send(), as in CPython. */
#include "file.h"

rs_verdict rs_sendfile_by_system(rs_socket *socket, const rs_file *file, int64_t offset, const int64_t *count,
                                 int64_t *sent, rs_error *error) {
    (void)socket, (void)file, (void)offset, (void)count, (void)sent, (void)error;
    return RS_NOT_THIS_WAY;
}
