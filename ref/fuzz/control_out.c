/* Control messages that are sent can be read by the same rules as received ones, and are what was said. */
#include "input.h"

#include <sys/socket.h>
#include <sys/uio.h>

enum { ITEMS = 8 };

static rs_control items[ITEMS];
static size_t item_count;
static int sends;

ssize_t __wrap_sendmsg(int fd, const struct msghdr *message, int flags);
ssize_t __wrap_sendmsg(int fd, const struct msghdr *message, int flags) {
    (void)fd;
    (void)flags;
    rs_message received = {.control = message->msg_control, .control_size = message->msg_controllen};
    rs_control item;
    void *cursor = NULL;
    size_t count = 0;
    while (rs_next_control(&received, &cursor, &item, NULL) > 0) {
        MUST(count < item_count);
        const rs_control *said = &items[count++];
        MUST(item.level == said->level && item.type == said->type && item.size == said->size && !item.cut);
        MUST(item.size == 0 || memcmp(item.data, said->data, item.size) == 0);
    }
    MUST(count == item_count);
    sends++;
    return 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static rs_socket *socket;
    input from = {data, size};
    rs_bytes byte = {"x", 1};
    rs_error error;
    if (!socket && rs_open(AF_UNIX, SOCK_STREAM, 0, &socket, NULL) < 0)
        abort();
    for (item_count = take_byte(&from) % (ITEMS + 1), sends = 0; (size_t)sends < item_count; sends++) {
        rs_control *item = &items[sends];
        item->level = (int)take_number(&from);
        item->type = (int)take_number(&from);
        input part = take_part(&from, 2000);
        item->data = part.data;
        item->size = part.size;
    }
    sends = 0;
    MUST(rs_sendmsg(socket, &byte, 1, items, item_count, 0, NULL, &error) == 1);
    MUST(sends == 1);
    return 0;
}
