/* sendmsg() to the kernel's cryptography: what is to be done goes along as control messages. Linux,
 * Documentation/crypto/userspace-if.rst. */
#include "error.h"
#include "refsock.h"

#include <limits.h>
#include <linux/if_alg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* Puts struct af_alg_iv with its bytes behind it into *item: into `room`, or allocated if they are too many. */
static int make_iv(const rs_bytes *iv, void *room, size_t room_size, rs_control *item, rs_error *error) {
    struct af_alg_iv head = {.ivlen = (uint32_t)iv->size};
    if (iv->size > INT_MAX)
        return rs_fail(error, RS_OSERROR, "ancillary data item too large");
    size_t size = sizeof head + iv->size;
    char *made = size <= room_size ? room : malloc(size);
    if (!made)
        return rs_fail_memory(error);
    memcpy(made, &head, sizeof head);
    if (iv->size)
        memcpy(made + sizeof head, iv->data, iv->size);
    *item = (rs_control){.level = SOL_ALG, .type = ALG_SET_IV, .data = made, .size = size};
    return 0;
}

ptrdiff_t rs_sendmsg_afalg(rs_socket *socket, const rs_bytes *buffers, size_t count, int64_t op, const rs_bytes *iv,
                           const int64_t *assoclen, int flags, rs_error *error) {
    uint32_t operation = (uint32_t)op, associated = 0;
    rs_control items[3], vector = {0};
    char room[128];
    size_t item_count = 0;
    if (rs_family(socket) != AF_ALG)
        return rs_fail(error, RS_OSERROR, "algset is only supported for AF_ALG");
    if (op < 0 || op > INT_MAX)
        return rs_fail(error, RS_TYPE_ERROR, "Invalid or missing argument 'op'");
    items[item_count++] = (rs_control){SOL_ALG, ALG_SET_OP, &operation, sizeof operation, false};
    if (assoclen) {
        if (*assoclen < 0)
            return rs_fail(error, RS_TYPE_ERROR, "assoclen must be positive");
        if (*assoclen > INT_MAX)
            return rs_fail(error, RS_OVERFLOW_ERROR, "Python int too large to convert to C int");
        associated = (uint32_t)*assoclen;
        items[item_count++] = (rs_control){SOL_ALG, ALG_SET_AEAD_ASSOCLEN, &associated, sizeof associated, false};
    }
    if (iv) {
        if (make_iv(iv, room, sizeof room, &vector, error) < 0)
            return -1;
        items[item_count++] = vector;
    }
    ptrdiff_t sent = rs_sendmsg(socket, buffers, count, items, item_count, flags, NULL, error);
    if (vector.data != room)
        free((void *)(uintptr_t)vector.data);
    return sent;
}
