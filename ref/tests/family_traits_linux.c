/* What is special about some families beside their addresses, as it reaches the system's calls. */
#include "packing.h"

#include <unistd.h>

static int flags;
static bool asked_for_address;

ssize_t __wrap_send(int fd, const void *data, size_t size, int given);
ssize_t __wrap_send(int fd, const void *data, size_t size, int given) {
    (void)fd, (void)data;
    flags = given;
    return (ssize_t)size;
}

ssize_t __wrap_sendto(int fd, const void *data, size_t size, int given, const struct sockaddr *to, socklen_t to_size);
ssize_t __wrap_sendto(int fd, const void *data, size_t size, int given, const struct sockaddr *to, socklen_t to_size) {
    (void)fd, (void)data, (void)to, (void)to_size;
    flags = given;
    return (ssize_t)size;
}

ssize_t __wrap_sendmsg(int fd, const struct msghdr *header, int given);
ssize_t __wrap_sendmsg(int fd, const struct msghdr *header, int given) {
    (void)fd, (void)header;
    flags = given;
    return 1;
}

int __wrap_accept4(int fd, struct sockaddr *address, socklen_t *size, int given);
int __wrap_accept4(int fd, struct sockaddr *address, socklen_t *size, int given) {
    (void)given;
    asked_for_address = address != NULL;
    if (size)
        *size = 0;
    return dup(fd);
}

/* RDS and QIPCRTR refuse MSG_NOSIGNAL. */
static void sends_with(int family, int type, rs_address to, int expected) {
    rs_socket *socket = stand_in(family, type, 0);
    rs_bytes data = {"x", 1};
    WORKS(rs_send(socket, "x", 1, 0, &error));
    SAME(flags, expected);
    WORKS(rs_send(socket, "x", 1, MSG_OOB, &error));
    SAME(flags, expected | MSG_OOB);
    WORKS(rs_sendall(socket, "x", 1, 0, &error));
    SAME(flags, expected);
    WORKS(rs_sendto(socket, "x", 1, 0, &to, &error));
    SAME(flags, expected);
    WORKS(rs_sendmsg(socket, &data, 1, NULL, 0, 0, &to, &error));
    SAME(flags, expected);
    set_timeout(socket, 0.1);
    WORKS(rs_send(socket, "x", 1, 0, &error));
    SAME(flags, expected | MSG_DONTWAIT);
    rs_free(socket);
}

/* accept() of AF_ALG fails where it is asked for an address, and poll() never says that it can be done. */
static void accepts_without_address_and_wait(void) {
    rs_socket *socket = stand_in(AF_ALG, SOCK_SEQPACKET, 0), *made;
    rs_address peer;
    set_timeout(socket, 0.1);
    WORKS(rs_accept(socket, &made, &peer, &error));
    CHECK(!asked_for_address && peer.kind == RS_ADDRESS_NONE);
    SAME(rs_family(made), AF_ALG);
    rs_free(made);
    rs_free(socket);
    socket = stand_in(AF_INET, SOCK_STREAM, 0); /* stands on UDP, which is not readable */
    set_timeout(socket, 0.01);
    FAILS(rs_accept(socket, &made, &peer, &error), RS_TIMEOUT, 0);
    WORKS(rs_settimeout(socket, NULL, &error));
    WORKS(rs_accept(socket, &made, &peer, &error));
    CHECK(asked_for_address);
    rs_free(made);
    rs_free(socket);
}

static int connects, interrupted;

int __wrap_connect(int fd, const struct sockaddr *address, socklen_t size);
int __wrap_connect(int fd, const struct sockaddr *address, socklen_t size) {
    (void)fd, (void)address, (void)size;
    errno = EINTR;
    return connects++ < interrupted ? -1 : 0;
}

/* An interrupted connect() of AF_VSOCK has left nothing: poll() and SO_ERROR would call the socket connected. */
static void connects_again(int family, rs_address to, int expected) {
    for (interrupted = 0; interrupted < 3; interrupted++) {
        rs_socket *socket = stand_in(family, SOCK_STREAM, 0); /* it is writable, and has no error */
        connects = 0;
        WORKS(rs_connect(socket, &to, &error));
        SAME(connects, interrupted < expected ? interrupted + 1 : expected);
        rs_free(socket);
    }
}

int main(void) {
    rs_address inet = TUPLE(TEXT("127.0.0.1"), INT(4000)), pair = TUPLE(INT(1), INT(700));
    sends_with(AF_INET, SOCK_DGRAM, inet, MSG_NOSIGNAL);
    sends_with(AF_VSOCK, SOCK_STREAM, pair, MSG_NOSIGNAL);
    sends_with(AF_RDS, SOCK_SEQPACKET, inet, 0);
    sends_with(AF_QIPCRTR, SOCK_DGRAM, pair, 0);
    accepts_without_address_and_wait();
    connects_again(AF_VSOCK, pair, 3);
    connects_again(AF_UNIX, (rs_address)BARE(TEXT("nobody")), 3);
    connects_again(AF_INET, inet, 1);
    return 0;
}
