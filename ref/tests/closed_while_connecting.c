/* The signal hook closes the socket that connects, and another one gets its number: that one is left alone. */
#include "check.h"

static rs_error error;
static rs_socket *mine, *other;
static int descriptors[2], connects;

int __wrap_connect(int fd, const struct sockaddr *address, socklen_t size);
int __wrap_connect(int fd, const struct sockaddr *address, socklen_t size) {
    (void)address, (void)size;
    if (connects < 2)
        descriptors[connects] = fd;
    errno = connects++ == 0 ? EINTR : fd < 0 ? EBADF : 0;
    return errno ? -1 : 0;
}

static int close_it(void *context, rs_error *why) {
    (void)context;
    (void)why;
    int number = rs_fileno(mine);
    WORKS(rs_close(mine, &error));
    other = open_socket(AF_UNIX, SOCK_STREAM);
    SAME(rs_fileno(other), number);
    return 0;
}

int main(void) {
    rs_address address;
    WORKS(rs_unix_name(&address, "nobody", 6, &error));
    mine = open_socket(AF_UNIX, SOCK_STREAM);
    int number = rs_fileno(mine);
    rs_set_signal_hook(close_it, NULL);
    FAILS(rs_connect(mine, &address, &error), RS_OSERROR, EBADF);
    SAME(connects, 2);
    SAME(descriptors[0], number);
    SAME(descriptors[1], -1);
    rs_free(mine);
    rs_free(other);
    return 0;
}
