/* The three modes, and what each does when it would have to wait. */
#include "check.h"

#include <math.h>
#include <sys/socket.h>

static rs_error error;

#define EXPIRES(call)                                                                                                  \
    do {                                                                                                               \
        double start_ = seconds_now();                                                                                 \
        FAILS(call, RS_TIMEOUT, 0);                                                                                    \
        CHECK(seconds_now() - start_ >= 0.05);                                                                         \
    } while (0)

static void settings(void) {
    double value, wrong[] = {-1, NAN, INFINITY};
    rs_socket *s = open_socket(AF_INET, SOCK_STREAM);
    SAME(rs_gettimeout(s, &value), 0);
    set_timeout(s, 1.5);
    CHECK(rs_gettimeout(s, &value) == 1 && value == 1.5);
    FAILS(rs_settimeout(s, &wrong[0], &error), RS_VALUE_ERROR, 0);
    FAILS(rs_settimeout(s, &wrong[1], &error), RS_VALUE_ERROR, 0);
    FAILS(rs_settimeout(s, &wrong[2], &error), RS_OVERFLOW_ERROR, 0);
    rs_free(s);
}

static void timeout(void) {
    rs_socket *pair[2], *server, *connection;
    rs_address address;
    char data[8];
    make_pair(SOCK_STREAM, pair);
    set_timeout(pair[0], 0.05);
    EXPIRES(rs_recv(pair[0], data, sizeof data, 0, &error));
    EXPIRES(rs_recvfrom(pair[0], data, sizeof data, 0, NULL, &error));
    SAME(rs_send(pair[1], "x", 1, 0, &error), 1);
    SAME(rs_recv(pair[0], data, sizeof data, 0, &error), 1);
    server = bound_socket(SOCK_STREAM, &address);
    WORKS(rs_listen(server, 1, &error));
    set_timeout(server, 0.05);
    EXPIRES(rs_accept(server, &connection, NULL, &error));
    /* A connection is blocking, although the listening socket is not underneath. */
    rs_socket *client = open_socket(AF_INET, SOCK_STREAM);
    set_timeout(client, 10);
    WORKS(rs_connect(client, &address, &error));
    WORKS(rs_accept(server, &connection, NULL, &error));
    CHECK(rs_getblocking(connection) == 1);
    SAME(rs_send(client, "x", 1, 0, &error), 1);
    SAME(rs_recv(connection, data, sizeof data, 0, &error), 1);
    rs_free(connection);
    rs_free(client);
    rs_free(server);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

/* A peer that does not read: the buffers fill, and then sendall()'s time is over. */
static void full(void) {
    static char block[1 << 16];
    rs_socket *pair[2];
    int done = 0;
    make_pair(SOCK_STREAM, pair);
    set_timeout(pair[0], 0.05);
    for (int i = 0; i < 4096 && done == 0; i++)
        done = rs_sendall(pair[0], block, sizeof block, 0, &error);
    CHECK(done < 0 && error.kind == RS_TIMEOUT);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

static void refused(void) {
    rs_address address;
    rs_socket *nobody = bound_socket(SOCK_STREAM, &address), *client = open_socket(AF_INET, SOCK_STREAM);
    set_timeout(client, 20);
    FAILS(rs_connect(client, &address, &error), RS_OSERROR, ECONNREFUSED);
    rs_free(client);
    client = open_socket(AF_INET, SOCK_STREAM);
    set_timeout(client, 20);
    SAME(rs_connect_ex(client, &address, &error), ECONNREFUSED);
    rs_free(client);
    rs_free(nobody);
}

static void nonblocking(void) {
    rs_address address;
    char data[8];
    rs_socket *server = bound_socket(SOCK_STREAM, &address), *client = open_socket(AF_INET, SOCK_STREAM), *connection;
    WORKS(rs_listen(server, 1, &error));
    WORKS(rs_setblocking(server, false, &error));
    FAILS(rs_accept(server, &connection, NULL, &error), RS_OSERROR, EWOULDBLOCK);
    SAME_TEXT(rs_error_subclass(&error), "BlockingIOError");
    WORKS(rs_setblocking(client, false, &error));
    SAME(rs_connect_ex(client, &address, &error), EWOULDBLOCK);
    set_timeout(server, 10);
    WORKS(rs_accept(server, &connection, NULL, &error));
    WORKS(rs_setblocking(connection, false, &error));
    FAILS(rs_recv(connection, data, sizeof data, 0, &error), RS_OSERROR, EWOULDBLOCK);
    rs_free(connection);
    rs_free(client);
    rs_free(server);
}

int main(void) {
    settings();
    timeout();
    refused();
    nonblocking();
    full();
    return 0;
}
