#include "works.h"

#include "refsock.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MESSAGE = 64 };
static char data[MESSAGE];

/* Two connected ends, for both implementations: ping on one, pong on the other, in one thread, so that data is always
 * ready. */
static rs_socket *ends[2];
static int fds[2];

void bench_need(bool good, const char *what) {
    if (!good) {
        fprintf(stderr, "bench: %s failed: %s\n", what, strerror(errno));
        exit(1);
    }
}

static void wrap(double timeout) {
    for (int i = 0; i < 2; i++) {
        bench_need(rs_open_fd(-1, -1, -1, fds[i], &ends[i], NULL) == 0, "rs_open_fd");
        if (timeout > 0)
            bench_need(rs_settimeout(ends[i], &timeout, NULL) == 0, "rs_settimeout");
    }
}

static void open_unix(void) {
    bench_need(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0, "socketpair");
}

static struct sockaddr_in bound(int fd) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    bench_need(bind(fd, (struct sockaddr *)&address, size) == 0, "bind");
    bench_need(getsockname(fd, (struct sockaddr *)&address, &size) == 0, "getsockname");
    return address;
}

static void open_tcp(void) {
    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    struct sockaddr_in address = bound(listener);
    bench_need(listen(listener, 1) == 0, "listen");
    fds[0] = socket(AF_INET, SOCK_STREAM, 0);
    bench_need(connect(fds[0], (struct sockaddr *)&address, sizeof address) == 0, "connect");
    fds[1] = accept(listener, NULL, NULL);
    bench_need(fds[1] >= 0, "accept");
    for (int i = 0; i < 2; i++)
        bench_need(setsockopt(fds[i], IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0, "TCP_NODELAY");
    close(listener);
}

static void open_udp(void) {
    struct sockaddr_in address[2];
    for (int i = 0; i < 2; i++) {
        fds[i] = socket(AF_INET, SOCK_DGRAM, 0);
        address[i] = bound(fds[i]);
    }
    for (int i = 0; i < 2; i++)
        bench_need(connect(fds[i], (struct sockaddr *)&address[1 - i], sizeof *address) == 0, "connect");
}

#define PREPARE(family)                                                                                                \
    static void family##_blocking(void) {                                                                              \
        open_##family();                                                                                               \
        wrap(0);                                                                                                       \
    }                                                                                                                  \
    static void family##_timeout(void) {                                                                               \
        open_##family();                                                                                               \
        wrap(5);                                                                                                       \
    }
PREPARE(unix)
PREPARE(tcp)
PREPARE(udp)

static void close_ends(void) {
    rs_free(ends[0]);
    rs_free(ends[1]);
}

static void raw_ping_pong(int turns) {
    for (; turns > 0; turns--)
        for (int i = 0; i < 2; i++) {
            bench_need(send(fds[i], data, MESSAGE, 0) == MESSAGE, "send");
            bench_need(recv(fds[1 - i], data, MESSAGE, 0) == MESSAGE, "recv");
        }
}

static void ref_ping_pong(int turns) {
    rs_error error;
    for (; turns > 0; turns--)
        for (int i = 0; i < 2; i++) {
            bench_need(rs_send(ends[i], data, MESSAGE, 0, &error) == MESSAGE, "rs_send");
            bench_need(rs_recv(ends[1 - i], data, MESSAGE, 0, &error) == MESSAGE, "rs_recv");
        }
}

static int listener;
static rs_socket *ref_listener;
static struct sockaddr_in listener_address;
static rs_address ref_address;

static void start_listening(void) {
    listener = socket(AF_INET, SOCK_STREAM, 0);
    listener_address = bound(listener);
    bench_need(listen(listener, 5) == 0, "listen");
    bench_need(rs_open_fd(-1, -1, -1, listener, &ref_listener, NULL) == 0, "rs_open_fd");
    bench_need(rs_getsockname(ref_listener, &ref_address, NULL) == 0, "rs_getsockname");
}

static void stop_listening(void) {
    rs_free(ref_listener);
}

/* With the peer's address, as accept() of the documentation has it. */
static void raw_accept_cycle(int turns) {
    for (; turns > 0; turns--) {
        struct sockaddr_in peer;
        socklen_t size = sizeof peer;
        int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        bench_need(connect(client, (struct sockaddr *)&listener_address, sizeof listener_address) == 0, "connect");
        int connection = accept4(listener, (struct sockaddr *)&peer, &size, SOCK_CLOEXEC);
        bench_need(connection >= 0, "accept4");
        close(client);
        close(connection);
    }
}

static void ref_accept_cycle(int turns) {
    rs_error error;
    for (; turns > 0; turns--) {
        rs_address peer;
        rs_socket *client, *connection;
        bench_need(rs_open(AF_INET, SOCK_STREAM, 0, &client, &error) == 0, "rs_open");
        bench_need(rs_connect(client, &ref_address, &error) == 0, "rs_connect");
        bench_need(rs_accept(ref_listener, &connection, &peer, &error) == 0, "rs_accept");
        rs_free(client);
        rs_free(connection);
    }
}

static void raw_getaddrinfo(int turns) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list;
    for (; turns > 0; turns--) {
        bench_need(getaddrinfo("127.0.0.1", "80", &hints, &list) == 0, "getaddrinfo");
        freeaddrinfo(list);
    }
}

static void ref_getaddrinfo(int turns) {
    rs_port port = {.kind = RS_PORT_NUMBER, .number = 80};
    rs_addrinfo *list;
    for (; turns > 0; turns--) {
        bench_need(rs_getaddrinfo(rs_str("127.0.0.1"), port, 0, SOCK_STREAM, 0, 0, &list, NULL) == 1, "rs_getaddrinfo");
        rs_addrinfo_free(list);
    }
}

static unsigned char packed[16];
static char text[RS_INET6_TEXT];

static void raw_inet_pton(int turns) {
    for (; turns > 0; turns--)
        bench_need(inet_pton(AF_INET6, "2001:db8::1", packed) == 1, "inet_pton");
}

static void ref_inet_pton(int turns) {
    for (; turns > 0; turns--)
        bench_need(rs_inet_pton(AF_INET6, rs_str("2001:db8::1"), packed, NULL) == 16, "rs_inet_pton");
}

static void pack(void) {
    raw_inet_pton(1);
}

static void raw_inet_ntop(int turns) {
    for (; turns > 0; turns--)
        bench_need(inet_ntop(AF_INET6, packed, text, sizeof text) != NULL, "inet_ntop");
}

static void ref_inet_ntop(int turns) {
    for (; turns > 0; turns--)
        bench_need(rs_inet_ntop(AF_INET6, packed, 16, text, NULL) > 0, "rs_inet_ntop");
}

const bench_work bench_works[] = {
    {"unix_blocking", raw_ping_pong, ref_ping_pong, unix_blocking, close_ends},
    {"tcp_blocking", raw_ping_pong, ref_ping_pong, tcp_blocking, close_ends},
    {"udp_blocking", raw_ping_pong, ref_ping_pong, udp_blocking, close_ends},
    {"unix_timeout", raw_ping_pong, ref_ping_pong, unix_timeout, close_ends},
    {"tcp_timeout", raw_ping_pong, ref_ping_pong, tcp_timeout, close_ends},
    {"udp_timeout", raw_ping_pong, ref_ping_pong, udp_timeout, close_ends},
    {"accept_cycle", raw_accept_cycle, ref_accept_cycle, start_listening, stop_listening},
    {"getaddrinfo", raw_getaddrinfo, ref_getaddrinfo, NULL, NULL},
    {"inet_pton", raw_inet_pton, ref_inet_pton, NULL, NULL},
    {"inet_ntop", raw_inet_ntop, ref_inet_ntop, pack, NULL},
};
const size_t bench_work_count = sizeof bench_works / sizeof *bench_works;
