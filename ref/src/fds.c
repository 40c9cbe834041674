/* send_fds() and recv_fds(). */
#include "error.h"
#include "message.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

ptrdiff_t rs_send_fds(rs_socket *socket, const rs_bytes *buffers, size_t count, const int *fds, size_t fd_count,
                      int flags, const rs_address *address, rs_error *error) {
    rs_control item = {.level = SOL_SOCKET, .type = SCM_RIGHTS, .data = fds, .size = fd_count * sizeof *fds};
    if (fd_count > INT_MAX / sizeof *fds)
        return rs_fail(error, RS_OSERROR, "ancillary data item too large");
    return rs_sendmsg(socket, buffers, count, &item, 1, flags, address, error);
}

/* Copies the descriptors of all items to fds. */
static int collect(const rs_message *message, int *fds, size_t room, size_t *fd_count, rs_error *error) {
    rs_control item;
    void *cursor = NULL;
    int more;
    *fd_count = 0;
    while ((more = rs_next_control(message, &cursor, &item, error)) > 0) {
        if (item.level != SOL_SOCKET || item.type != SCM_RIGHTS)
            continue;
        size_t found = item.size / sizeof *fds;
        if (found > room - *fd_count)
            found = room - *fd_count; /* the buffer has no space for more, so this does not happen */
        if (found)
            memcpy(fds + *fd_count, item.data, found * sizeof *fds);
        *fd_count += found;
    }
    if (more < 0)
        rs_close_received(message);
    return more;
}

ptrdiff_t rs_recv_fds(rs_socket *socket, void *buffer, ptrdiff_t size, int *fds, ptrdiff_t max_fds, size_t *fd_count,
                      int flags, int *message_flags, rs_address *from, rs_error *error) {
    union {
        struct cmsghdr align;
        char room[RS_CONTROL_INLINE];
    } small;
    if (max_fds < 0 || max_fds > INT_MAX / (ptrdiff_t)sizeof *fds)
        return rs_fail(error, RS_OVERFLOW_ERROR, "CMSG_LEN() argument out of range");
    int64_t length = rs_CMSG_LEN((int64_t)max_fds * (int64_t)sizeof *fds, error);
    if (length < 0)
        return -1;
    if (size < 0)
        return rs_fail(error, RS_VALUE_ERROR, "negative buffer size in recvmsg()");
    void *control = (size_t)length <= sizeof small ? (void *)&small : malloc((size_t)length);
    if (!control)
        return rs_fail_memory(error);
    rs_buffer data = {buffer, (size_t)size};
    rs_message message;
    ptrdiff_t count = rs_recvmsg(socket, &data, 1, control, (ptrdiff_t)length, flags, &message, error);
    if (count >= 0 && collect(&message, fds, (size_t)max_fds, fd_count, error) < 0)
        count = -1;
    if (count >= 0) {
        *message_flags = message.flags;
        if (from)
            *from = message.address;
    }
    if (control != &small)
        free(control);
    return count;
}
