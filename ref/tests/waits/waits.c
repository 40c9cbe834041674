#include "waits.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/un.h>
#include <unistd.h>

static void set_mode(scene *s) {
    rs_error error;
    WORKS(rs_settimeout(s->socket, s->timeout, &error));
}

void tear_down(scene *s) {
    rs_error error;
    if (s->stream) { /* what it keeps is not waited for */
        WORKS(rs_setblocking(s->socket, false, &error));
        rs_stream_free(s->stream);
    }
    rs_free(s->socket);
    rs_free(s->peer);
    rs_free(s->made);
    rs_free(s->filler);
    if (s->file >= 0)
        close(s->file);
}

/* ---- receiving: nothing is there yet */

static void empty(int type, scene *s) {
    rs_socket *pair[2];
    make_pair(type, pair);
    s->socket = pair[0];
    s->peer = pair[1];
    set_mode(s);
}

void empty_stream(scene *s) {
    empty(SOCK_STREAM, s);
}

static void empty_datagram(scene *s) {
    empty(SOCK_DGRAM, s);
}

void send_a_byte(scene *s) {
    SAME(send(rs_fileno(s->peer), "x", 1, 0), 1);
}

static void send_a_descriptor(scene *s) {
    rs_error error;
    rs_bytes byte = {"x", 1};
    int fd = rs_fileno(s->peer);
    SAME(rs_send_fds(s->peer, &byte, 1, &fd, 1, 0, NULL, &error), 1);
}

static int64_t do_recv(scene *s, rs_error *error) {
    char block[8];
    return rs_recv(s->socket, block, sizeof block, 0, error);
}

static int64_t do_recv_into(scene *s, rs_error *error) {
    char block[8];
    return rs_recv_into(s->socket, block, sizeof block, 0, 0, error);
}

static int64_t do_recvfrom(scene *s, rs_error *error) {
    char block[8];
    return rs_recvfrom(s->socket, block, sizeof block, 0, &s->address, error);
}

static int64_t do_recvfrom_into(scene *s, rs_error *error) {
    char block[8];
    return rs_recvfrom_into(s->socket, block, sizeof block, 0, 0, &s->address, error);
}

static int64_t do_recvmsg(scene *s, rs_error *error) {
    char block[8];
    rs_buffer buffer = {block, sizeof block};
    rs_message message;
    return rs_recvmsg(s->socket, &buffer, 1, NULL, 0, 0, &message, error);
}

static int64_t do_recv_fds(scene *s, rs_error *error) {
    char byte;
    int fd = -1, flags;
    size_t count = 0;
    ptrdiff_t result = rs_recv_fds(s->socket, &byte, 1, &fd, 1, &count, 0, &flags, NULL, error);
    if (result >= 0) {
        SAME(count, 1);
        close(fd);
    }
    return result;
}

/* ---- sending: there is no room */

void full_stream(scene *s) {
    static const char block[1 << 12];
    empty_stream(s);
    while (send(rs_fileno(s->socket), block, sizeof block, MSG_DONTWAIT) > 0)
        ;
    SAME(errno, EAGAIN);
    char name[] = "/tmp/refsock-waits-XXXXXX";
    s->file = mkstemp(name);
    CHECK(s->file >= 0 && unlink(name) == 0);
    SAME(write(s->file, "data", 4), 4);
    SAME(lseek(s->file, 0, SEEK_SET), 0);
}

void receive_all(scene *s) {
    static char block[1 << 16];
    while (recv(rs_fileno(s->peer), block, sizeof block, MSG_DONTWAIT) > 0)
        ;
}

static int64_t do_send(scene *s, rs_error *error) {
    return rs_send(s->socket, "data", 4, 0, error);
}

static int64_t do_sendall(scene *s, rs_error *error) {
    return rs_sendall(s->socket, "data", 4, 0, error);
}

static int64_t do_sendmsg(scene *s, rs_error *error) {
    rs_bytes data = {"data", 4};
    return rs_sendmsg(s->socket, &data, 1, NULL, 0, 0, NULL, error);
}

static int64_t do_send_fds(scene *s, rs_error *error) {
    rs_bytes data = {"data", 4};
    int fd = s->file;
    return rs_send_fds(s->socket, &data, 1, &fd, 1, 0, NULL, error);
}

static int64_t do_sendfile(scene *s, rs_error *error) {
    rs_file file = {.fd = s->file};
    return rs_sendfile(s->socket, &file, 0, NULL, NULL, error);
}

static ptrdiff_t read_four(void *context, void *buffer, size_t size, rs_error *error) {
    scene *s = context;
    (void)error;
    return read(s->file, buffer, size);
}

/* No descriptor: by read and send(). */
static int64_t do_sendfile_by_send(scene *s, rs_error *error) {
    rs_file file = {.fd = -1, .read = read_four, .context = s};
    return rs_sendfile(s->socket, &file, 0, NULL, NULL, error);
}

/* A datagram socket whose peer's queue is full. */
static void full_queue_of(scene *s, bool connected) {
    rs_error error;
    s->socket = open_socket(AF_UNIX, SOCK_DGRAM);
    s->peer = open_socket(AF_UNIX, SOCK_DGRAM);
    rs_address any;
    WORKS(rs_unix_name(&any, "", 0, &error));
    WORKS(rs_bind(s->peer, &any, &error));
    WORKS(rs_getsockname(s->peer, &s->address, &error));
    if (connected)
        WORKS(rs_connect(s->socket, &s->address, &error));
    WORKS(rs_setblocking(s->socket, false, &error));
    while (rs_sendto(s->socket, "data", 4, 0, &s->address, &error) >= 0)
        ;
    SAME(error.code, EAGAIN);
    set_mode(s);
}

static void full_queue(scene *s) {
    full_queue_of(s, true);
}

/* poll() takes it for writable. */
static void full_queue_of_stranger(scene *s) {
    full_queue_of(s, false);
}

static int64_t do_sendmsg_to(scene *s, rs_error *error) {
    rs_bytes data = {"data", 4};
    return rs_sendmsg(s->socket, &data, 1, NULL, 0, 0, &s->address, error);
}

static int64_t do_sendto(scene *s, rs_error *error) {
    return rs_sendto(s->socket, "data", 4, 0, &s->address, error);
}

/* ---- connections */

static void lonely_listener(scene *s) {
    rs_error error;
    s->socket = bound_socket(SOCK_STREAM, &s->address);
    WORKS(rs_listen(s->socket, 4, &error));
    set_mode(s);
}

static void call_it(scene *s) {
    rs_error error;
    s->peer = open_socket(AF_INET, SOCK_STREAM);
    WORKS(rs_connect(s->peer, &s->address, &error));
}

static int64_t do_accept(scene *s, rs_error *error) {
    return rs_accept(s->socket, &s->made, NULL, error);
}

/* A backlog of 0 has one place, which is taken: the next one waits. */
static void full_backlog(scene *s) {
    rs_error error;
    s->peer = bound_socket(SOCK_STREAM, &s->address);
    WORKS(rs_listen(s->peer, 0, &error));
    s->filler = open_socket(AF_INET, SOCK_STREAM);
    WORKS(rs_connect(s->filler, &s->address, &error));
    s->socket = open_socket(AF_INET, SOCK_STREAM);
    set_mode(s);
}

static void full_unix_backlog(scene *s) {
    rs_error error;
    rs_address any;
    WORKS(rs_unix_name(&any, "", 0, &error));
    s->peer = open_socket(AF_UNIX, SOCK_STREAM);
    WORKS(rs_bind(s->peer, &any, &error));
    WORKS(rs_getsockname(s->peer, &s->address, &error));
    WORKS(rs_listen(s->peer, 0, &error));
    s->filler = open_socket(AF_UNIX, SOCK_STREAM);
    WORKS(rs_connect(s->filler, &s->address, &error));
    s->socket = open_socket(AF_UNIX, SOCK_STREAM);
    set_mode(s);
}

/* The place in the backlog is free. */
static void accept_one(scene *s) {
    int fd = accept4(rs_fileno(s->peer), NULL, NULL, SOCK_CLOEXEC);
    CHECK(fd >= 0);
    close(fd);
}

static int64_t do_connect(scene *s, rs_error *error) {
    return rs_connect(s->socket, &s->address, error);
}

static int64_t do_connect_ex(scene *s, rs_error *error) {
    int number = rs_connect_ex(s->socket, &s->address, error);
    if (number == EAGAIN) {
        *error = (rs_error){.kind = RS_TIMEOUT, .text = "told by its number"};
        return -1;
    }
    CHECK(number <= 0);
    return number;
}

static int64_t do_create_connection(scene *s, rs_error *error) {
    rs_connection_options options = {.timeout = s->timeout ? RS_TIMEOUT_SECONDS : RS_NO_TIMEOUT};
    options.seconds = s->timeout ? *s->timeout : 0;
    rs_port port = {.kind = RS_PORT_NUMBER, .number = s->address.inet.port};
    return rs_create_connection(rs_str("127.0.0.1"), port, &options, &s->made, error);
}

const wait waits[] = {
    {"recv", empty_stream, do_recv, send_a_byte, NO_TRAITS},
    {"recv_into", empty_stream, do_recv_into, send_a_byte, NO_TRAITS},
    {"recvfrom", empty_datagram, do_recvfrom, send_a_byte, NO_TRAITS},
    {"recvfrom_into", empty_datagram, do_recvfrom_into, send_a_byte, NO_TRAITS},
    {"recvmsg", empty_stream, do_recvmsg, send_a_byte, NO_TRAITS},
    {"recv_fds", empty_stream, do_recv_fds, send_a_descriptor, NO_TRAITS},
    {"send", full_stream, do_send, receive_all, NO_TRAITS},
    {"sendall", full_stream, do_sendall, receive_all, NO_TRAITS},
    {"sendto", full_queue, do_sendto, receive_all, NO_TRAITS},
    {"sendto a stranger", full_queue_of_stranger, do_sendto, receive_all, NO_TRAITS},
    {"sendmsg to a stranger", full_queue_of_stranger, do_sendmsg_to, receive_all, NO_TRAITS},
    {"sendmsg", full_stream, do_sendmsg, receive_all, NO_TRAITS},
    {"send_fds", full_stream, do_send_fds, receive_all, NO_TRAITS},
    {"sendfile", full_stream, do_sendfile, receive_all, NO_TRAITS},
    {"sendfile by send", full_stream, do_sendfile_by_send, receive_all, NO_TRAITS},
    {"accept", lonely_listener, do_accept, call_it, NO_TRAITS},
    {"connect", full_backlog, do_connect, accept_one, SLOW_END},
    {"connect to unix", full_unix_backlog, do_connect, accept_one, ONLY_BLOCKING},
    {"connect_ex", full_backlog, do_connect_ex, accept_one, SLOW_END},
    {"create_connection", full_backlog, do_create_connection, accept_one, SLOW_END},
    {0},
};

const wait *const wait_tables[] = {waits, file_waits, close_waits, resolver_waits, NULL};
