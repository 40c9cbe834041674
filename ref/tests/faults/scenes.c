#include "case.h"

#include <netinet/in.h>
#include <unistd.h>

void set_mode(props *p) {
    rs_error error;
    if (p->mode == TIMEOUT)
        set_timeout(p->socket, 5);
    else
        WORKS(rs_setblocking(p->socket, p->mode == BLOCKING, &error));
}

void use_nothing(props *p) {
    (void)p;
}

void tear_down_all(props *p) {
    fault_clear();
    rs_stream_free(p->stream);
    rs_free(p->socket);
    rs_free(p->peer);
    for (int i = 0; i < MADE_MAX; i++)
        rs_free(p->made[i]);
    if (p->fd >= 0)
        close(p->fd);
    for (int i = 0; i < FDS_MAX; i++)
        if (p->fds[i] >= 0)
            close(p->fds[i]);
}

/* No object before the call; those that it made are good. */
static void nothing_set_up(props *p) {
    (void)p;
}

static void made_are_sockets(props *p) {
    rs_error error;
    rs_address address;
    for (int i = 0; i < MADE_MAX; i++)
        if (p->made[i])
            WORKS(rs_getsockname(p->made[i], &address, &error));
}

static void something_set_up(props *p) {
    p->made[0] = open_socket(AF_INET, SOCK_STREAM);
}

static void close_fails_set_up(props *p) {
    (void)p;
    fault_also(FAULT_close, EIO);
}

const scene nothing = {nothing_set_up, made_are_sockets, tear_down_all};
/* One socket beside. */
const scene something = {something_set_up, made_are_sockets, tear_down_all};
/* What cleans up fails, too. */
const scene close_fails = {close_fails_set_up, made_are_sockets, tear_down_all};

/* Takes all that is there to be received. */
static void drain(rs_socket *socket) {
    rs_error error;
    static char block[1 << 16];
    WORKS(rs_setblocking(socket, false, &error));
    while (rs_recv(socket, block, sizeof block, 0, &error) > 0)
        ;
    CHECK(error.kind == RS_OSERROR && error.code == EAGAIN);
}

static void talk(rs_socket *from, rs_socket *to) {
    rs_error error;
    char block[64];
    ptrdiff_t count;
    SAME(rs_send(from, "still", 5, 0, &error), 5);
    WORKS(count = rs_recv(to, block, sizeof block, 0, &error));
    SAME(count, 5);
    CHECK(memcmp(block, "still", 5) == 0);
}

/* Both directions of a pair still work, whatever was left unread; a socket that the case closed is closed. */
static void pair_usable(props *p) {
    rs_error error;
    if (rs_fileno(p->socket) < 0) {
        FAILS(rs_send(p->socket, "x", 1, 0, &error), RS_OSERROR, EBADF);
        return;
    }
    fault_clear();
    drain(p->peer);
    drain(p->socket);
    talk(p->peer, p->socket);
    talk(p->socket, p->peer);
    made_are_sockets(p);
}

static void pair_of(int type, props *p) {
    rs_socket *both[2];
    make_pair(type, both);
    p->socket = both[0];
    p->peer = both[1];
    set_mode(p);
}

static void pair_set_up(props *p) {
    pair_of(SOCK_STREAM, p);
}

/* The socket under test passes for one of another family, which this kernel may not have. */
static void pair_as(int family, props *p) {
    rs_error error;
    pair_of(SOCK_STREAM, p);
    int fd = rs_detach(p->socket);
    rs_free(p->socket);
    WORKS(rs_open_fd(family, SOCK_STREAM, 0, fd, &p->socket, &error));
    set_mode(p);
}

static void pair_as_alg_set_up(props *p) {
    pair_as(AF_ALG, p);
}

static void pair_as_packet_set_up(props *p) {
    pair_as(AF_PACKET, p);
}

/* send() of libc, past the library and the faults. */
static void send_data(void *context) {
    props *p = context;
    SAME(send(rs_fileno(p->peer), "data", 4, 0), 4);
}

static void pair_with_data_set_up(props *p) {
    pair_set_up(p);
    send_data(p);
}

static void pair_with_late_data_set_up(props *p) {
    pair_set_up(p);
    fault_on_wait(send_data, p);
}

static void datagram_set_up(props *p) {
    pair_of(SOCK_DGRAM, p);
    send_data(p);
}

static void late_datagram_set_up(props *p) {
    pair_of(SOCK_DGRAM, p);
    fault_on_wait(send_data, p);
}

/* recv() of libc, until nothing is left. */
static void make_room(void *context) {
    static char block[1 << 16];
    props *p = context;
    while (recv(rs_fileno(p->peer), block, sizeof block, MSG_DONTWAIT) > 0)
        ;
}

/* There is no room to send into, until the call waits. */
static void full_pair_set_up(props *p) {
    static const char block[1 << 12];
    pair_set_up(p);
    while (send(rs_fileno(p->socket), block, sizeof block, MSG_DONTWAIT) > 0)
        ;
    SAME(errno, EAGAIN);
    fault_on_wait(make_room, p);
}

/* Each send() moves half of what it is given. */
static void pair_in_pieces_set_up(props *p) {
    pair_set_up(p);
    fault_also(FAULT_send, FAULT_SHORT);
}

/* Two connected stream sockets; with four bytes ("data") to be received, at once or when the call waits. */
const scene pair = {pair_set_up, pair_usable, tear_down_all};
const scene pair_with_data = {pair_with_data_set_up, pair_usable, tear_down_all};
const scene pair_with_late_data = {pair_with_late_data_set_up, pair_usable, tear_down_all};
const scene full_pair = {full_pair_set_up, pair_usable, tear_down_all};
const scene pair_in_pieces = {pair_in_pieces_set_up, pair_usable, tear_down_all};
/* One end passes for a socket of another family. */
const scene pair_as_alg = {pair_as_alg_set_up, pair_usable, tear_down_all};
const scene pair_as_packet = {pair_as_packet_set_up, pair_usable, tear_down_all};
/* The same with datagrams. */
const scene datagram = {datagram_set_up, pair_usable, tear_down_all};
const scene late_datagram = {late_datagram_set_up, pair_usable, tear_down_all};
