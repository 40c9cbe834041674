/* Received control messages, one after the other, whatever a system has left of them. */
#include "error.h"
#include "message.h"
#include "system.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

/* Where an item's data starts, counted from its head. */
#define DATA_OFFSET CMSG_LEN(0)

static struct msghdr header_of(const rs_message *message) {
    return (struct msghdr){.msg_control = message->control, .msg_controllen = message->control_size};
}

static struct cmsghdr *next(struct msghdr *header, struct cmsghdr *item) {
    return item ? CMSG_NXTHDR(header, item) : CMSG_FIRSTHDR(header);
}

int rs_next_control(const rs_message *message, void **cursor, rs_control *item, rs_error *error) {
    struct msghdr header = header_of(message);
    struct cmsghdr *found = message->control_size ? next(&header, *cursor) : NULL;
    if (!found)
        return 0;
    size_t position = (size_t)((char *)found - (char *)message->control);
    size_t inside = message->control_size - position;
    if (found->cmsg_len < DATA_OFFSET || inside < DATA_OFFSET)
        return rs_fail(error, RS_OSERROR, "received malformed or improperly-truncated ancillary data");
    item->level = found->cmsg_level;
    item->type = found->cmsg_type;
    item->data = CMSG_DATA(found);
    item->cut = found->cmsg_len > inside;
    item->size = (item->cut ? inside : (size_t)found->cmsg_len) - DATA_OFFSET;
    *cursor = found;
    return 1;
}

void rs_close_received(const rs_message *message) {
    rs_control item = {0};
    void *cursor = NULL;
    while (rs_next_control(message, &cursor, &item, NULL) > 0) {
        if (item.level != SOL_SOCKET || item.type != SCM_RIGHTS)
            continue;
        for (size_t i = 0; i + sizeof(int) <= item.size; i += sizeof(int)) {
            int fd;
            memcpy(&fd, (const char *)item.data + i, sizeof fd);
            close(fd);
        }
    }
}

int64_t rs_CMSG_LEN(int64_t length, rs_error *error) {
    if (length < 0 || length > (int64_t)INT_MAX - (int64_t)CMSG_LEN(0))
        return rs_fail(error, RS_OVERFLOW_ERROR, "CMSG_LEN() argument out of range");
    return (int64_t)CMSG_LEN((size_t)length);
}

int64_t rs_CMSG_SPACE(int64_t length, rs_error *error) {
    if (length < 0 || length > (int64_t)INT_MAX - (int64_t)CMSG_SPACE(1))
        return rs_fail(error, RS_OVERFLOW_ERROR, "CMSG_SPACE() argument out of range");
    return (int64_t)CMSG_SPACE((size_t)length);
}
