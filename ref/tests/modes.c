/* The three modes, and what a new socket is like: O_NONBLOCK exactly when the mode asks, never inheritable. */
#include "check.h"

#include <fcntl.h>
#include <math.h>
#include <netinet/in.h>
#include <sys/socket.h>

static bool nonblocking(const rs_socket *socket) {
    return (fcntl(rs_fileno(socket), F_GETFL) & O_NONBLOCK) != 0;
}

static bool close_on_exec(const rs_socket *socket) {
    return (fcntl(rs_fileno(socket), F_GETFD) & FD_CLOEXEC) != 0;
}

static void settings(void) {
    rs_error error;
    double value;
    rs_socket *s = open_socket(AF_INET, SOCK_STREAM);
    SAME(rs_gettimeout(s, &value), 0);
    CHECK(!nonblocking(s) && close_on_exec(s) && rs_getblocking(s));
    set_timeout(s, 1.5);
    SAME(rs_gettimeout(s, &value), 1);
    CHECK(value == 1.5 && nonblocking(s) && rs_getblocking(s));
    set_timeout(s, 1e-10); /* up, to the nanosecond, and not to non-blocking mode */
    CHECK(rs_gettimeout(s, &value) && value == 1e-9);
    set_timeout(s, 86400.25);
    CHECK(rs_gettimeout(s, &value) && value == 86400.25);
    WORKS(rs_setblocking(s, false, &error));
    CHECK(rs_gettimeout(s, &value) && value == 0 && nonblocking(s) && !rs_getblocking(s));
    WORKS(rs_settimeout(s, NULL, &error));
    CHECK(!rs_gettimeout(s, &value) && !nonblocking(s));
    double wrong[] = {-1, -1e-10, NAN, INFINITY, 1e10};
    for (size_t i = 0; i < 5; i++)
        FAILS(rs_settimeout(s, &wrong[i], &error), i < 3 ? RS_VALUE_ERROR : RS_OVERFLOW_ERROR, 0);
    CHECK(!rs_gettimeout(s, &value));
    rs_free(s);
}

static void defaults(void) {
    rs_error error;
    double value = 0.75, negative = -1;
    rs_address address;
    WORKS(rs_setdefaulttimeout(&value, &error));
    FAILS(rs_setdefaulttimeout(&negative, &error), RS_VALUE_ERROR, 0);
    rs_socket *server = bound_socket(SOCK_STREAM, &address), *client, *connection, *pair[2];
    CHECK(rs_gettimeout(server, &value) && value == 0.75 && nonblocking(server));
    WORKS(rs_listen(server, RS_BACKLOG_DEFAULT, &error));
    client = open_socket(AF_INET, SOCK_STREAM);
    WORKS(rs_connect(client, &address, &error));
    WORKS(rs_accept(server, &connection, NULL, &error));
    CHECK(rs_gettimeout(connection, &value) && value == 0.75 && nonblocking(connection) && close_on_exec(connection));
    make_pair(SOCK_STREAM, pair);
    CHECK(rs_gettimeout(pair[1], &value) && nonblocking(pair[1]) && close_on_exec(pair[1]));
    WORKS(rs_setdefaulttimeout(NULL, &error));
    CHECK(!rs_getdefaulttimeout(&value));
    rs_socket *second;
    WORKS(rs_dup(connection, &second, &error));
    CHECK(rs_gettimeout(second, &value) && value == 0.75 && close_on_exec(second));
    rs_free(second);
    WORKS(rs_fromfd(rs_fileno(connection), AF_INET, SOCK_STREAM, 0, &second, &error));
    CHECK(!rs_gettimeout(second, &value) && nonblocking(second) && close_on_exec(second));
    for (int i = 0; i < 2; i++)
        rs_free(pair[i]);
    rs_free(second);
    rs_free(connection);
    rs_free(client);
    rs_free(server);
}

static void constructor(void) {
    rs_error error;
    rs_socket *s, *same;
    double value;
    WORKS(rs_open(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, &s, &error));
    CHECK(rs_type(s) == SOCK_DGRAM && rs_gettimeout(s, &value) && value == 0 && nonblocking(s));
    WORKS(rs_set_inheritable(s, true, &error));
    SAME(rs_get_inheritable(s, &error), 1);
    CHECK(!close_on_exec(s));
    int fd = rs_detach(s);
    CHECK(fd >= 0 && rs_detach(s) == -1 && rs_fileno(s) == -1);
    WORKS(rs_close(s, &error));
    FAILS(rs_getblocking(s) ? -1 : rs_setblocking(s, true, &error), RS_OSERROR, EBADF);
    FAILS(rs_shutdown(s, SHUT_RD, &error), RS_OSERROR, EBADF);
    WORKS(rs_open_fd(-1, -1, -1, fd, &same, &error));
    CHECK(rs_family(same) == AF_INET && rs_type(same) == SOCK_DGRAM && rs_proto(same) == IPPROTO_UDP &&
          rs_fileno(same) == fd);
    FAILS(rs_open_fd(-1, -1, -1, -1, &same, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_open_fd(AF_INET, SOCK_STREAM, 0, 12345, &same, &error), RS_OSERROR, EBADF);
    int null = open("/dev/null", O_RDONLY);
    FAILS(rs_fromfd(null, AF_INET, SOCK_STREAM, 0, &same, &error), RS_OSERROR, ENOTSOCK);
    WORKS(rs_close_fd(null, &error));
    FAILS(rs_close_fd(null, &error), RS_OSERROR, EBADF);
    FAILS(rs_dup_fd(null, &error), RS_OSERROR, EBADF);
    rs_free(same);
    rs_free(s);
    rs_free(NULL);
}

/* SOCK_NONBLOCK of a descriptor that exists is the mode of the object alone; a default timeout is not. */
static void on_a_descriptor(void) {
    rs_error error;
    double value = 0.5;
    rs_socket *original = open_socket(AF_INET, SOCK_STREAM), *copy, *taken;
    for (int turn = 0; turn < 2; turn++) {
        WORKS(rs_fromfd(rs_fileno(original), AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0, &copy, &error));
        CHECK(rs_gettimeout(copy, &value) && value == 0 && rs_type(copy) == SOCK_STREAM);
        CHECK(!nonblocking(copy) && !nonblocking(original));
        WORKS(rs_open_fd(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0, rs_detach(copy), &taken, &error));
        CHECK(rs_gettimeout(taken, &value) && value == 0 && !nonblocking(taken));
        rs_free(copy);
        rs_free(taken);
        value = 0.5;
        WORKS(rs_setdefaulttimeout(&value, &error));
    }
    WORKS(rs_fromfd(rs_fileno(original), AF_INET, SOCK_STREAM, 0, &copy, &error));
    CHECK(rs_gettimeout(copy, &value) && value == 0.5 && nonblocking(original));
    WORKS(rs_setdefaulttimeout(NULL, &error));
    rs_free(copy);
    rs_free(original);
}

int main(void) {
    settings();
    defaults();
    constructor();
    on_a_descriptor();
    return 0;
}
