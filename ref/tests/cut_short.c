/* A signal that cuts a send short, so that it does not show as EINTR, reaches the hook before the next one: in each
 * call that is made of several. */
#include "check.h"

static rs_error error;
static int sends, hooked;
static bool over;

ssize_t __wrap_send(int fd, const void *data, size_t size, int flags);

/* Takes one byte, as a system does that has no room for more when the signal comes; the next would wait for ever. */
ssize_t __wrap_send(int fd, const void *data, size_t size, int flags) {
    (void)fd, (void)data, (void)flags;
    if (over)
        return (ssize_t)size;
    CHECK(sends++ == 0);
    CHECK(size > 1);
    return 1;
}

static int hook(void *context, rs_error *why) {
    (void)context;
    hooked++;
    *why = (rs_error){.kind = RS_ABORTED, .text = "enough"};
    return -1;
}

static ptrdiff_t give(void *context, void *data, size_t size, rs_error *why) {
    (void)context, (void)why;
    memset(data, 'x', size);
    return (ptrdiff_t)size;
}

#define CUT_SHORT(call)                                                                                                \
    do {                                                                                                               \
        sends = hooked = 0;                                                                                            \
        FAILS(call, RS_ABORTED, 0);                                                                                    \
        SAME(sends, 1);                                                                                                \
        SAME(hooked, 1);                                                                                               \
    } while (0)

int main(void) {
    rs_socket *pair[2];
    rs_stream *binary;
    rs_file file = {.fd = -1, .read = give};
    int64_t sent = 0;
    make_pair(SOCK_STREAM, pair);
    WORKS(rs_makefile(pair[0], rs_str("wb"), 100, NULL, &binary, &error));
    rs_set_signal_hook(hook, NULL);
    CUT_SHORT(rs_sendall(pair[0], "data", 4, 0, &error));
    CUT_SHORT(rs_sendfile(pair[0], &file, 0, NULL, &sent, &error));
    SAME(sent, 1);
    SAME(rs_stream_write(binary, "data", 4, &error), 4);
    CUT_SHORT(rs_stream_flush(binary, &error));
    rs_set_signal_hook(NULL, NULL);
    over = true;
    rs_stream_free(binary);
    rs_free(pair[0]);
    rs_free(pair[1]);
    return 0;
}
