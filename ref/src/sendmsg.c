#include "error.h"
#include "message.h"
#include "send_to.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

RS_SAME_AS_IOVEC(rs_bytes);

typedef struct sending {
    struct msghdr header;
    int flags;
} sending;

static ptrdiff_t attempt(int fd, int flag, void *call) {
    const sending *s = call;
    return sendmsg(fd, &s->header, s->flags | flag);
}

/* The bytes that the items need. */
static int64_t control_size(const rs_control *items, size_t count, rs_error *error) {
    int64_t total = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t space = items[i].size > INT_MAX ? -1 : rs_CMSG_SPACE((int64_t)items[i].size, NULL);
        if (space < 0)
            return rs_fail(error, RS_OSERROR, "ancillary data item too large");
        total += space;
        if (total > INT_MAX)
            return rs_fail(error, RS_OSERROR, "too much ancillary data");
    }
    return total;
}

/* header->msg_control is zeroed and large enough. */
static void fill_control(struct msghdr *header, const rs_control *items, size_t count) {
    char *at = header->msg_control; /* CMSG_NXTHDR() of musl has no empty item at the end */
    for (size_t i = 0; i < count; i++) {
        struct cmsghdr *item = (struct cmsghdr *)(void *)at;
        at += CMSG_SPACE(items[i].size);
        item->cmsg_level = items[i].level;
        item->cmsg_type = items[i].type;
        item->cmsg_len = CMSG_LEN(items[i].size);
        if (items[i].size)
            memcpy(CMSG_DATA(item), items[i].data, items[i].size);
    }
}

ptrdiff_t rs_sendmsg(rs_socket *socket, const rs_bytes *buffers, size_t count, const rs_control *items,
                     size_t item_count, int flags, const rs_address *address, rs_error *error) {
    rs_c_address to;
    sending s = {.flags = flags | socket->nosignal};
    union {
        struct cmsghdr align;
        char room[RS_CONTROL_INLINE];
    } small;
    s.header.msg_iov = (struct iovec *)(uintptr_t)buffers;
    s.header.msg_iovlen = count;
    if (address) {
        rs_address_context context = rs_context(socket, "sendmsg");
        if (rs_address_parse(&context, address, &to, error) < 0)
            return -1;
        s.header.msg_name = &to.any;
        s.header.msg_namelen = to.size;
    }
    int64_t size = control_size(items, item_count, error);
    if (size < 0)
        return -1;
    if (size > 0) {
        s.header.msg_control = (size_t)size <= sizeof small ? memset(&small, 0, (size_t)size) : calloc(1, (size_t)size);
        if (!s.header.msg_control)
            return rs_fail_memory(error);
        s.header.msg_controllen = (size_t)size;
        fill_control(&s.header, items, item_count);
    }
    ptrdiff_t sent = address ? rs_send_to(socket, &to, attempt, &s, error)
                             : rs_perform_at_once(socket, RS_WRITABLE, attempt, &s, error);
    if (s.header.msg_control != &small)
        free(s.header.msg_control);
    return sent;
}
