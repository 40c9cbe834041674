/* Each time that poll() says ready, others have been faster: the call ends at its deadline all the same. */
#include "check.h"

ssize_t __wrap_recv(int fd, void *buffer, size_t size, int flags);
ssize_t __wrap_recv(int fd, void *buffer, size_t size, int flags) {
    (void)fd;
    (void)buffer;
    (void)size;
    (void)flags;
    errno = EAGAIN;
    return -1;
}

int main(void) {
    rs_error error;
    rs_socket *pair[2];
    char byte;
    make_pair(SOCK_STREAM, pair);
    SAME(rs_send(pair[1], "x", 1, 0, &error), 1);
    set_timeout(pair[0], 0.03);
    double begun = seconds_now();
    FAILS(rs_recv(pair[0], &byte, 1, 0, &error), RS_TIMEOUT, 0);
    CHECK(seconds_now() - begun >= 0.03);
    rs_free(pair[0]);
    rs_free(pair[1]);
    return 0;
}
