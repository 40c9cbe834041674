/* One kind of work, done by librefsock or by the system's calls alone, so that strace can count both (syscalls.sh).
 * Usage: syscalls raw|ref|ref-timeout WORK COUNT. Exit status 77: this machine cannot do the work. */
#include "check.h"

#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static rs_error error;
static char data[64];
static bool with_timeout;

static void ref_pair(rs_socket *pair[2]) {
    make_pair(SOCK_STREAM, pair);
    for (int i = 0; with_timeout && i < 2; i++)
        set_timeout(pair[i], 5);
}

static void ref_send_recv(int count) {
    rs_socket *pair[2];
    ref_pair(pair);
    for (int i = 0; i < count; i++) {
        SAME(rs_send(pair[0], data, sizeof data, 0, &error), sizeof data);
        SAME(rs_recv(pair[1], data, sizeof data, 0, &error), sizeof data);
        WORKS(rs_sendall(pair[0], data, sizeof data, 0, &error));
        SAME(rs_recvfrom(pair[1], data, sizeof data, 0, NULL, &error), sizeof data);
    }
    rs_free(pair[0]);
    rs_free(pair[1]);
}

static void raw_send_recv(int count) {
    int pair[2];
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    for (int i = 0; i < count; i++) {
        CHECK(send(pair[0], data, sizeof data, 0) == sizeof data);
        CHECK(recv(pair[1], data, sizeof data, 0) == sizeof data);
        CHECK(send(pair[0], data, sizeof data, 0) == sizeof data);
        CHECK(recvfrom(pair[1], data, sizeof data, 0, NULL, NULL) == sizeof data);
    }
}

static void ref_message(int count) {
    rs_socket *pair[2];
    rs_bytes out = {data, sizeof data};
    rs_buffer in = {data, sizeof data};
    rs_message message;
    ref_pair(pair);
    for (int i = 0; i < count; i++) {
        SAME(rs_sendmsg(pair[0], &out, 1, NULL, 0, 0, NULL, &error), sizeof data);
        SAME(rs_recvmsg(pair[1], &in, 1, NULL, 0, 0, &message, &error), sizeof data);
    }
    rs_free(pair[0]);
    rs_free(pair[1]);
}

static void raw_message(int count) {
    int pair[2];
    struct iovec io = {data, sizeof data};
    struct msghdr message = {.msg_iov = &io, .msg_iovlen = 1};
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    for (int i = 0; i < count; i++) {
        CHECK(sendmsg(pair[0], &message, 0) == sizeof data);
        CHECK(recvmsg(pair[1], &message, 0) == sizeof data);
    }
}

/* Two sockets that send to each other by their addresses. What cannot be had here ends with 77. */
enum { ETHERTYPE = 0x88b6 }; /* the second that is kept free for experiments (IEEE 802) */
typedef union any_address {
    struct sockaddr any;
    struct sockaddr_in inet;
    struct sockaddr_in6 inet6;
    struct sockaddr_un path;
    struct sockaddr_nl netlink;
    struct sockaddr_ll packet;
} any_address;

static void need(bool good, const char *what) {
    if (good)
        return;
    int number = errno;
    fprintf(stderr, "%s: %s\n", what, strerror(number));
    bool cannot = number == EAFNOSUPPORT || number == EPROTONOSUPPORT || number == EADDRNOTAVAIL || number == EPERM;
    exit(cannot ? 77 : 1);
}

static socklen_t own_address(int family, any_address *a) {
    *a = (any_address){.any.sa_family = (sa_family_t)family};
    switch (family) {
    case AF_INET:
        a->inet.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return sizeof a->inet;
    case AF_INET6:
        a->inet6.sin6_addr = in6addr_loopback;
        return sizeof a->inet6;
    case AF_NETLINK:
        return sizeof a->netlink;
    case AF_PACKET:
        a->packet.sll_protocol = htons(ETHERTYPE);
        a->packet.sll_ifindex = (int)if_nametoindex("lo");
        return sizeof a->packet;
    default: /* man:unix(7): autobind */
        return sizeof a->any.sa_family;
    }
}

/* The size of the address of fds[1]. A packet on the loopback interface comes back: there both are one socket. */
static socklen_t open_bound(int family, int fds[2], any_address *to) {
    socklen_t size = 0;
    for (int i = 0; i < 2; i++) {
        if (family == AF_PACKET && i == 1)
            fds[i] = dup(fds[0]);
        else
            fds[i] = socket(family, SOCK_DGRAM, family == AF_NETLINK ? NETLINK_USERSOCK : 0);
        need(fds[i] >= 0, "socket()");
        size = own_address(family, to);
        need((family == AF_PACKET && i == 1) || bind(fds[i], &to->any, size) == 0, "bind()");
    }
    size = sizeof *to;
    CHECK(getsockname(fds[1], &to->any, &size) == 0);
    /* Which is reported shorter than it may be given. */
    return family == AF_PACKET ? sizeof to->packet : size;
}

static void ref_addresses(int family, int count) {
    int fds[2];
    any_address a;
    rs_socket *pair[2];
    rs_address to, from;
    rs_bytes out = {data, sizeof data};
    rs_buffer in = {data, sizeof data};
    rs_message message;
    open_bound(family, fds, &a);
    for (int i = 0; i < 2; i++) {
        WORKS(rs_open_fd(-1, -1, -1, fds[i], &pair[i], &error));
        if (with_timeout)
            set_timeout(pair[i], 5);
    }
    WORKS(rs_getsockname(pair[1], &to, &error));
    for (int i = 0; i < count; i++) {
        SAME(rs_sendto(pair[0], data, sizeof data, 0, &to, &error), sizeof data);
        SAME(rs_recvfrom(pair[1], data, sizeof data, 0, &from, &error), sizeof data);
        SAME(rs_sendmsg(pair[0], &out, 1, NULL, 0, 0, &to, &error), sizeof data);
        SAME(rs_recvmsg(pair[1], &in, 1, NULL, 0, 0, &message, &error), sizeof data);
        SAME(from.kind, to.kind);
        SAME(message.address.kind, to.kind);
    }
    rs_free(pair[0]);
    rs_free(pair[1]);
}

static void raw_addresses(int family, int count) {
    int fds[2];
    any_address to, from;
    socklen_t size = open_bound(family, fds, &to);
    struct iovec io = {data, sizeof data};
    for (int i = 0; i < count; i++) {
        socklen_t from_size = sizeof from;
        struct msghdr out = {.msg_name = &to, .msg_namelen = size, .msg_iov = &io, .msg_iovlen = 1};
        struct msghdr in = {.msg_name = &from, .msg_namelen = sizeof from, .msg_iov = &io, .msg_iovlen = 1};
        CHECK(sendto(fds[0], data, sizeof data, 0, &to.any, size) == sizeof data);
        CHECK(recvfrom(fds[1], data, sizeof data, 0, &from.any, &from_size) == sizeof data);
        CHECK(sendmsg(fds[0], &out, 0) == sizeof data);
        CHECK(recvmsg(fds[1], &in, 0) == sizeof data);
    }
}

#define ADDRESSES(name, family)                                                                                        \
    static void ref_##name(int count) {                                                                                \
        ref_addresses(family, count);                                                                                  \
    }                                                                                                                  \
    static void raw_##name(int count) {                                                                                \
        raw_addresses(family, count);                                                                                  \
    }
ADDRESSES(udp, AF_INET)
ADDRESSES(udp6, AF_INET6)
ADDRESSES(unix_dgram, AF_UNIX)
ADDRESSES(netlink, AF_NETLINK)
ADDRESSES(packet, AF_PACKET)

/* With the peer's address, or without. */
static void ref_connections(int count, bool with_peer) {
    rs_address address, peer;
    rs_socket *server = bound_socket(SOCK_STREAM, &address), *client, *connection;
    WORKS(rs_listen(server, 5, &error));
    if (with_timeout)
        set_timeout(server, 5);
    for (int i = 0; i < count; i++) {
        client = open_socket(AF_INET, SOCK_STREAM);
        if (with_timeout)
            set_timeout(client, 5);
        WORKS(rs_connect(client, &address, &error));
        WORKS(rs_accept(server, &connection, with_peer ? &peer : NULL, &error));
        rs_free(connection);
        rs_free(client);
    }
    rs_free(server);
}

static void ref_connect_accept(int count) {
    ref_connections(count, false);
}

static void ref_accept_peer(int count) {
    ref_connections(count, true);
}

static void raw_connections(int count, bool with_peer) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)}, peer;
    struct sockaddr *any = (struct sockaddr *)&address;
    socklen_t size = sizeof address;
    int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(bind(server, any, size) == 0 && getsockname(server, any, &size) == 0 && listen(server, 5) == 0);
    for (int i = 0; i < count; i++) {
        int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        CHECK(connect(client, any, size) == 0);
        socklen_t peer_size = sizeof peer;
        int connection = with_peer ? accept4(server, (struct sockaddr *)&peer, &peer_size, SOCK_CLOEXEC)
                                   : accept4(server, NULL, NULL, SOCK_CLOEXEC);
        CHECK(connection >= 0 && close(connection) == 0 && close(client) == 0);
    }
}

static void raw_connect_accept(int count) {
    raw_connections(count, false);
}

static void raw_accept_peer(int count) {
    raw_connections(count, true);
}

static void ref_sendfile(int count) {
    rs_socket *pair[2];
    FILE *storage = tmpfile();
    CHECK(storage && ftruncate(fileno(storage), sizeof data) == 0);
    rs_file file = {.fd = fileno(storage)};
    int64_t all = sizeof data;
    ref_pair(pair);
    for (int i = 0; i < count; i++) {
        SAME(rs_sendfile(pair[0], &file, 0, &all, NULL, &error), all);
        SAME(rs_recv(pair[1], data, sizeof data, 0, &error), all);
    }
    fclose(storage);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

/* As much as sendfile()'s contract needs: the size of the file, the data, the position. */
static void raw_sendfile(int count) {
    int pair[2];
    FILE *storage = tmpfile();
    CHECK(storage && ftruncate(fileno(storage), sizeof data) == 0);
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    for (int i = 0; i < count; i++) {
        off_t offset = 0;
        struct stat status;
        CHECK(fstat(fileno(storage), &status) == 0);
        CHECK(lseek(fileno(storage), 0, SEEK_SET) == 0);
        CHECK(sendfile(pair[0], fileno(storage), &offset, sizeof data) == sizeof data);
        CHECK(recv(pair[1], data, sizeof data, 0) == sizeof data);
    }
    fclose(storage);
}

/* A turn is a full buffer of lines, 128 of 64 bytes. */
enum { LINE = 64, LINES = RS_DEFAULT_BUFFER_SIZE / LINE };
static char lines[LINE * LINES];

static void raw_lines(int count) {
    int pair[2];
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    for (int i = 0; i < count; i++) {
        CHECK(send(pair[0], lines, sizeof lines, 0) == sizeof lines);
        CHECK(recv(pair[1], lines, sizeof lines, 0) == sizeof lines);
    }
}

/* Written by lines to one end, and read by lines from the other. */
static void ref_lines_of(int count, const char *writing, const char *reading) {
    rs_socket *pair[2];
    rs_stream *in, *out;
    rs_text line;
    ref_pair(pair);
    WORKS(rs_makefile(pair[0], rs_str(writing), -1, NULL, &out, &error));
    WORKS(rs_makefile(pair[1], rs_str(reading), -1, NULL, &in, &error));
    memset(lines, 'x', LINE - 1);
    lines[LINE - 1] = '\n';
    for (int i = 0; i < count; i++) {
        for (int j = 0; j < LINES; j++)
            SAME(rs_stream_write(out, lines, LINE, &error), LINE);
        WORKS(rs_stream_flush(out, &error));
        for (int j = 0; j < LINES; j++)
            SAME(rs_stream_readline(in, -1, &line, &error), LINE);
    }
    rs_stream_free(in);
    rs_stream_free(out);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

static void ref_lines(int count) {
    ref_lines_of(count, "wb", "rb");
}

static void ref_text_lines(int count) {
    ref_lines_of(count, "w", "r");
}

/* The queue of the receiver, to whom the sender is not connected, stays full: the time runs out while it sleeps. */
static void ref_full_queue(int count) {
    rs_address any, to;
    rs_socket *from = open_socket(AF_UNIX, SOCK_DGRAM), *receiver = open_socket(AF_UNIX, SOCK_DGRAM);
    WORKS(rs_unix_name(&any, "", 0, &error));
    WORKS(rs_bind(receiver, &any, &error));
    WORKS(rs_getsockname(receiver, &to, &error));
    WORKS(rs_setblocking(from, false, &error));
    while (rs_sendto(from, data, sizeof data, 0, &to, &error) >= 0)
        ;
    SAME(error.code, EAGAIN);
    set_timeout(from, 0.001);
    for (int i = 0; i < count; i++)
        FAILS(rs_sendto(from, data, sizeof data, 0, &to, &error), RS_TIMEOUT, 0);
    rs_free(from);
    rs_free(receiver);
}

static const struct {
    const char *name;
    void (*raw)(int count);
    void (*ref)(int count);
} works[] = {
    {"send_recv", raw_send_recv, ref_send_recv},
    {"message", raw_message, ref_message},
    {"udp", raw_udp, ref_udp},
    {"udp6", raw_udp6, ref_udp6},
    {"unix_dgram", raw_unix_dgram, ref_unix_dgram},
    {"netlink", raw_netlink, ref_netlink},
    {"packet", raw_packet, ref_packet},
    {"connect_accept", raw_connect_accept, ref_connect_accept},
    {"accept_peer", raw_accept_peer, ref_accept_peer},
    {"sendfile", raw_sendfile, ref_sendfile},
    {"lines", raw_lines, ref_lines},
    {"text_lines", raw_lines, ref_text_lines},
    {"full_queue", NULL, ref_full_queue},
};

int main(int argc, char **argv) {
    CHECK(argc == 4);
    with_timeout = strcmp(argv[1], "ref-timeout") == 0;
    for (size_t i = 0; i < sizeof works / sizeof *works; i++)
        if (strcmp(works[i].name, argv[2]) == 0) {
            (strcmp(argv[1], "raw") == 0 ? works[i].raw : works[i].ref)(atoi(argv[3]));
            return 0;
        }
    fprintf(stderr, "no work is called %s\n", argv[2]);
    return 1;
}
