#include "works.h"

#include "pairs.h"
#include "refsock.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
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

static int prepare_pair(bench_pair pair, double timeout) {
    int number = bench_open_pair(pair, fds);
    if (number != 0)
        return number;
    for (int i = 0; i < 2; i++) {
        bench_need(rs_open_fd(-1, -1, -1, fds[i], &ends[i], NULL) == 0, "rs_open_fd");
        if (timeout > 0)
            bench_need(rs_settimeout(ends[i], &timeout, NULL) == 0, "rs_settimeout");
    }
    return 0;
}

#define PREPARE(pair)                                                                                                  \
    static int pair##_blocking(void) {                                                                                 \
        return prepare_pair(BENCH_PAIR_##pair, 0);                                                                     \
    }                                                                                                                  \
    static int pair##_timeout(void) {                                                                                  \
        return prepare_pair(BENCH_PAIR_##pair, 5);                                                                     \
    }
BENCH_PAIRS(PREPARE)

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

static int start_listening(void) {
    socklen_t size = sizeof listener_address;
    listener_address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    listener = socket(AF_INET, SOCK_STREAM, 0);
    bench_need(bind(listener, (struct sockaddr *)&listener_address, size) == 0, "bind");
    bench_need(getsockname(listener, (struct sockaddr *)&listener_address, &size) == 0, "getsockname");
    bench_need(listen(listener, 5) == 0, "listen");
    bench_need(rs_open_fd(-1, -1, -1, listener, &ref_listener, NULL) == 0, "rs_open_fd");
    bench_need(rs_getsockname(ref_listener, &ref_address, NULL) == 0, "rs_getsockname");
    return 0;
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

static int pack(void) {
    raw_inet_pton(1);
    return 0;
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
#define WORKS(pair)                                                                                                    \
    {#pair "_blocking", raw_ping_pong, ref_ping_pong, pair##_blocking, close_ends},                                    \
        {#pair "_timeout", raw_ping_pong, ref_ping_pong, pair##_timeout, close_ends},
    BENCH_PAIRS(WORKS){"accept_cycle", raw_accept_cycle, ref_accept_cycle, start_listening, stop_listening},
    {"getaddrinfo", raw_getaddrinfo, ref_getaddrinfo, NULL, NULL},
    {"inet_pton", raw_inet_pton, ref_inet_pton, NULL, NULL},
    {"inet_ntop", raw_inet_ntop, ref_inet_ntop, pack, NULL},
};
const size_t bench_work_count = sizeof bench_works / sizeof *bench_works;

const bench_work *bench_work_at(size_t n) {
    if (n < bench_work_count)
        return &bench_works[n];
    return n - bench_work_count < BENCH_FILE_WORKS ? &bench_file_works[n - bench_work_count] : NULL;
}
