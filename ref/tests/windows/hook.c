/* A signal hook that writes to the text file that its own thread is writing: EDEADLK, and the file stays as it is.
 * There are no signals here; the hook is called where send() was cut short. */
#include "check.h"
#include "replaced.h"

static rs_stream *file;
static int hooked;

enum { MOST = 10000, ALL = 25000 }; /* more than the file's buffer */

REPLACED(int, send, (SOCKET handle, const char *data, int size, int flags)) {
    return REAL("ws2_32", send)(handle, data, size < MOST ? size : MOST, flags);
}

static int hook(void *context, rs_error *why) {
    rs_error error;
    rs_text_changes changes = {.line_buffering = RS_ON};
    (void)context, (void)why;
    hooked++;
    FAILS(rs_stream_write(file, "b", 1, &error), RS_OSERROR, EDEADLK);
    FAILS(rs_stream_flush(file, &error), RS_OSERROR, EDEADLK);
    FAILS(rs_stream_reconfigure(file, &changes, &error), RS_OSERROR, EDEADLK);
    FAILS(rs_stream_close(file, &error), RS_OSERROR, EDEADLK);
    CHECK(!rs_stream_closed(file));
    return 0;
}

static void receive(rs_socket *from, size_t expected) {
    static char data[2 * ALL];
    rs_error error;
    size_t size = 0;
    while (size < expected) {
        ptrdiff_t count = rs_recv(from, data + size, (ptrdiff_t)(sizeof data - size), 0, &error);
        WORKS(count);
        CHECK(count > 0);
        size += (size_t)count;
    }
    SAME(size, expected);
    for (size_t i = 0; i < size; i++)
        CHECK(data[i] == 'a');
}

int main(void) {
    static char block[ALL];
    rs_error error;
    rs_socket *pair[2];
    make_pair(SOCK_STREAM, pair);
    WORKS(rs_makefile(pair[0], rs_str("rw"), -1, NULL, &file, &error));
    rs_set_signal_hook(hook, NULL);
    memset(block, 'a', sizeof block);
    SAME(rs_stream_write(file, block, sizeof block, &error), ALL);
    WORKS(rs_stream_flush(file, &error));
    CHECK(hooked > 0);
    receive(pair[1], ALL);
    /* It was given back. */
    rs_set_signal_hook(NULL, NULL);
    SAME(rs_stream_write(file, "a", 1, &error), 1);
    WORKS(rs_stream_close(file, &error));
    receive(pair[1], 1);
    rs_stream_free(file);
    rs_free(pair[0]);
    rs_free(pair[1]);
    return 0;
}
