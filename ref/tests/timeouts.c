/* Everything that waits gives up when its time is over: never earlier (hard), and soon after (generous). */
#include "check.h"

#include <sys/socket.h>

#define EXPIRES(call)                                                                                                  \
    do {                                                                                                               \
        double start_ = seconds_now();                                                                                 \
        FAILS(call, RS_TIMEOUT, 0);                                                                                    \
        double took_ = seconds_now() - start_;                                                                         \
        SAME_TEXT(error.text, "timed out");                                                                            \
        CHECK(took_ >= 0.05);                                                                                          \
        CHECK(took_ < 10);                                                                                             \
    } while (0)

static char large[1 << 20];

static void receiving(int type) {
    rs_error error;
    rs_socket *pair[2], *shared;
    rs_message message;
    rs_address from;
    rs_buffer buffer = {large, 8};
    make_pair(type, pair);
    set_timeout(pair[0], 0.05);
    EXPIRES(rs_recv(pair[0], large, 8, 0, &error));
    EXPIRES(rs_recv_into(pair[0], large, 8, 0, 0, &error));
    EXPIRES(rs_recvfrom(pair[0], large, 8, 0, &from, &error));
    EXPIRES(rs_recvfrom(pair[0], large, 0, 0, &from, &error));
    EXPIRES(rs_recvfrom_into(pair[0], large, 8, 0, 0, &from, &error));
    EXPIRES(rs_recvmsg(pair[0], &buffer, 1, NULL, 0, 0, &message, &error));
    SAME(rs_recv(pair[0], large, 0, 0, &error), 0);
    /* The descriptor's flag is shared; the mode is not. */
    WORKS(rs_dup(pair[0], &shared, &error));
    WORKS(rs_setblocking(shared, true, &error));
    EXPIRES(rs_recv(pair[0], large, 8, 0, &error));
    while (rs_send(pair[0], large, 1024, MSG_DONTWAIT, &error) >= 0)
        ;
    EXPIRES(rs_send(pair[0], large, 1024, 0, &error));
    /* Data that is there comes at once, in each mode. */
    SAME(rs_send(pair[1], "x", 1, 0, &error), 1);
    SAME(rs_recv(pair[0], large, 8, 0, &error), 1);
    WORKS(rs_setblocking(pair[0], false, &error));
    FAILS(rs_recv(pair[0], large, 8, 0, &error), RS_OSERROR, EAGAIN);
    rs_free(shared);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

static void sending(void) {
    rs_error error;
    rs_socket *pair[2];
    rs_bytes data = {large, sizeof large};
    make_pair(SOCK_STREAM, pair);
    set_timeout(pair[0], 0.05);
    EXPIRES(rs_sendall(pair[0], large, sizeof large, 0, &error));
    EXPIRES(rs_send(pair[0], large, sizeof large, 0, &error));
    EXPIRES(rs_sendmsg(pair[0], &data, 1, NULL, 0, 0, NULL, &error));
    rs_free(pair[0]);
    rs_free(pair[1]);
}

static void connecting(void) {
    rs_error error;
    rs_address address;
    rs_socket *server = bound_socket(SOCK_STREAM, &address), *client[3], *connection;
    set_timeout(server, 0.05);
    WORKS(rs_listen(server, 0, &error));
    EXPIRES(rs_accept(server, &connection, NULL, &error));
    /* Backlog 0 admits one connection; the next one waits for its answer. */
    for (int i = 0; i < 3; i++)
        client[i] = open_socket(AF_INET, SOCK_STREAM);
    WORKS(rs_connect(client[0], &address, &error));
    set_timeout(client[1], 0.05);
    EXPIRES(rs_connect(client[1], &address, &error));
    set_timeout(client[2], 0.05);
    SAME(rs_connect_ex(client[2], &address, &error), EAGAIN);
    for (int i = 0; i < 3; i++)
        rs_free(client[i]);
    rs_free(server);
}

/* Tried before it is waited for: poll() sees nothing at a listening socket, which fails nevertheless, and at once. */
static void trying(void) {
    rs_error error;
    rs_address address;
    rs_socket *server = bound_socket(SOCK_STREAM, &address);
    WORKS(rs_listen(server, 1, &error));
    set_timeout(server, 60);
    double start = seconds_now();
    FAILS(rs_recv(server, large, 8, 0, &error), RS_OSERROR, ENOTCONN);
    FAILS(rs_send(server, "x", 1, 0, &error), RS_OSERROR, EPIPE);
    CHECK(seconds_now() - start < 30);
    rs_free(server);
}

int main(void) {
    receiving(SOCK_STREAM);
    receiving(SOCK_DGRAM);
    sending();
    connecting();
    trying();
    return 0;
}
