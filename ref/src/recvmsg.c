#include "address.h"
#include "error.h"
#include "message.h"
#include "wait.h"

#include <limits.h>

RS_SAME_AS_IOVEC(rs_buffer);

typedef struct receiving {
    struct msghdr header;
    rs_c_address from;
    void *control;
    size_t control_size;
    int flags;
} receiving;

static ptrdiff_t attempt(int fd, int flag, void *call) {
    receiving *r = call;
    /* The system overwrites these. */
    r->header.msg_name = &r->from.any;
    r->header.msg_namelen = sizeof r->from.storage;
    r->header.msg_control = r->control_size ? r->control : NULL;
    r->header.msg_controllen = r->control_size;
    r->header.msg_flags = 0;
    return recvmsg(fd, &r->header, r->flags | flag);
}

ptrdiff_t rs_recvmsg(rs_socket *socket, const rs_buffer *buffers, size_t count, void *control, ptrdiff_t control_size,
                     int flags, rs_message *message, rs_error *error) {
    for (size_t i = 0; i < count; i++)
        if (buffers[i].size > PTRDIFF_MAX)
            return rs_fail(error, RS_VALUE_ERROR, "negative buffer size in recvmsg()");
    if (control_size < 0 || control_size > INT_MAX)
        return rs_fail(error, RS_VALUE_ERROR, "invalid ancillary data buffer length");
    receiving r = {.control = control, .control_size = (size_t)control_size, .flags = flags};
    r.header.msg_iov = (struct iovec *)(uintptr_t)buffers;
    r.header.msg_iovlen = count;
    ptrdiff_t result = rs_perform_at_once(socket, RS_READABLE, attempt, &r, error);
    if (result < 0)
        return -1;
    message->flags = r.header.msg_flags;
    message->control = control;
    message->control_size = r.header.msg_controllen;
    r.from.size = r.header.msg_namelen;
    rs_address_context context = rs_context(socket, "recvmsg");
    rs_address_format(&context, &r.from, &message->address);
    return result;
}
