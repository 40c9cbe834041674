/* Where the system has no AF_ALG, no socket is of that family. */
#include "error.h"
#include "refsock.h"

ptrdiff_t rs_sendmsg_afalg(rs_socket *socket, const rs_bytes *buffers, size_t count, int64_t op, const rs_bytes *iv,
                           const int64_t *assoclen, int flags, rs_error *error) {
    (void)socket, (void)buffers, (void)count, (void)op, (void)iv, (void)assoclen, (void)flags;
    return rs_fail(error, RS_OSERROR, "algset is only supported for AF_ALG");
}
