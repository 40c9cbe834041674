/* Control messages as no kernel would leave them: every item lies inside the buffer, and only what is there is closed.
 */
#include "input.h"

#include <sys/socket.h>
#include <sys/uio.h>

enum { ROOM = 4096, FDS = 64 };

static struct {
    int number[ROOM];
    size_t count;
} closed;

/* Descriptors that are not there must not be closed for real. */
int __wrap_close(int fd);
int __wrap_close(int fd) {
    MUST(closed.count < ROOM);
    closed.number[closed.count++] = fd;
    return 0;
}

static const input *answer;

/* What rs_recvmsg() gets: the input, as far as there is room. */
ssize_t __wrap_recvmsg(int fd, struct msghdr *message, int flags);
ssize_t __wrap_recvmsg(int fd, struct msghdr *message, int flags) {
    (void)fd;
    (void)flags;
    size_t size = answer->size < message->msg_controllen ? answer->size : message->msg_controllen;
    if (size)
        memcpy(message->msg_control, answer->data, size);
    message->msg_controllen = size;
    message->msg_namelen = 0;
    return 1;
}

/* The descriptors in one item, after those that were counted before. */
static size_t count_fds(const rs_control *item, int *numbers, size_t count) {
    if (item->level != SOL_SOCKET || item->type != SCM_RIGHTS)
        return count;
    for (size_t i = 0; i + sizeof(int) <= item->size; i += sizeof(int))
        memcpy(&numbers[count++], (const char *)item->data + i, sizeof(int));
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static int expected[ROOM];
    static rs_socket *socket;
    size_t count = 0, items = 0;
    if (size > ROOM)
        return 0;
    /* Aligned, and not a byte longer than said. */
    char *control = malloc(size ? size : 1);
    if (!control)
        abort();
    if (size)
        memcpy(control, data, size);
    rs_message message = {.control = control, .control_size = size};
    rs_control item;
    rs_error error;
    void *cursor = NULL;
    int more;
    while ((more = rs_next_control(&message, &cursor, &item, &error)) > 0) {
        const char *start = item.data;
        MUST(start >= control && start + item.size <= control + size);
        MUST(++items <= size / sizeof(struct cmsghdr));
        count = count_fds(&item, expected, count);
    }
    MUST(more == 0 || error.kind == RS_OSERROR);
    closed.count = 0;
    rs_close_received(&message);
    MUST(closed.count == count && (count == 0 || memcmp(closed.number, expected, count * sizeof(int)) == 0));

    if (!socket && rs_open(AF_UNIX, SOCK_STREAM, 0, &socket, NULL) < 0)
        abort();
    input whole = {data, size};
    int fds[FDS], flags;
    size_t got = 0, room = size ? data[0] % FDS : 0;
    char byte;
    answer = &whole;
    closed.count = 0;
    ptrdiff_t result = rs_recv_fds(socket, &byte, 1, fds, (ptrdiff_t)room, &got, 0, &flags, NULL, &error);
    MUST(result < 0 || got <= room);
    MUST(result < 0 || closed.count == 0); /* what is handed over stays open */
    free(control);
    return 0;
}
