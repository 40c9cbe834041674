/* A connection that the system gives up (ETIMEDOUT) is a timeout in Python: a file of it is not to be read further. */
#include "check.h"

static int calls;

ssize_t __wrap_recv(int fd, void *buffer, size_t size, int flags);
ssize_t __wrap_recv(int fd, void *buffer, size_t size, int flags) {
    (void)fd;
    (void)size;
    (void)flags;
    if (calls++ == 0) {
        errno = ETIMEDOUT;
        return -1;
    }
    *(char *)buffer = 'a';
    return 1;
}

int main(void) {
    rs_error error;
    rs_socket *pair[2];
    char byte;
    for (int buffering = -1; buffering <= 0; buffering++) {
        rs_stream *stream;
        calls = 0;
        make_pair(SOCK_STREAM, pair);
        WORKS(rs_makefile(pair[0], rs_str("rb"), buffering, NULL, &stream, &error));
        FAILS(rs_stream_readinto(stream, &byte, 1, &error), RS_OSERROR, ETIMEDOUT);
        FAILS(rs_stream_readinto(stream, &byte, 1, &error), RS_OSERROR, 0);
        SAME_TEXT(error.text, "cannot read from timed out object");
        SAME(calls, 1);
        rs_stream_free(stream);
        rs_free(pair[0]);
        rs_free(pair[1]);
    }
    return 0;
}
