/* Scenes of control messages, of connecting, of files. */
#include "case.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* FDS_MAX descriptors are on their way to the socket, with one byte. */
static void pair_with_fds_set_up(props *p) {
    rs_error error;
    int fds[FDS_MAX];
    rs_bytes byte = {"d", 1};
    pair.set_up(p);
    for (int i = 0; i < FDS_MAX; i++)
        fds[i] = rs_fileno(p->peer);
    SAME(rs_send_fds(p->peer, &byte, 1, fds, FDS_MAX, 0, NULL, &error), 1);
}

static void use_pair(props *p) {
    pair.usable(p);
}

const scene pair_with_fds = {pair_with_fds_set_up, use_pair, tear_down_all};

/* connect() of libc to the socket under test; the descriptor stays in p->fd. */
static void call_listener(void *context) {
    props *p = context;
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(p->address.inet.port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    p->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(p->fd >= 0);
    SAME(connect(p->fd, (struct sockaddr *)&to, sizeof to), 0);
}

static void idle_listener_set_up(props *p) {
    rs_error error;
    p->socket = bound_socket(SOCK_STREAM, &p->address);
    WORKS(rs_listen(p->socket, 8, &error));
    set_mode(p);
}

static void listener_set_up(props *p) {
    idle_listener_set_up(p);
    call_listener(p);
}

static void late_listener_set_up(props *p) {
    idle_listener_set_up(p);
    fault_on_wait(call_listener, p);
}

/* It still gives connections, to those who wait already and to new ones. */
static void listener_usable(props *p) {
    rs_error error;
    int first = p->fd;
    fault_clear();
    for (int i = 0; i < MADE_MAX; i++) {
        rs_free(p->made[i]);
        p->made[i] = NULL;
    }
    set_timeout(p->socket, 5);
    call_listener(p);
    if (first >= 0)
        close(first);
    WORKS(rs_accept(p->socket, &p->made[0], NULL, &error));
}

static void listener_close_fails_set_up(props *p) {
    listener_set_up(p);
    fault_also(FAULT_close, EIO);
}

/* A listening socket; with one who has called, or who calls when it waits. */
const scene idle_listener = {idle_listener_set_up, listener_usable, tear_down_all};
const scene listener = {listener_set_up, listener_usable, tear_down_all};
const scene late_listener = {late_listener_set_up, listener_usable, tear_down_all};

/* What cleans up fails, too. */
const scene listener_close_fails = {listener_close_fails_set_up, listener_usable, tear_down_all};

/* Two bound datagram sockets; address is the peer's. */
static void two_bound_set_up(props *p) {
    rs_address own;
    p->socket = bound_socket(SOCK_DGRAM, &own);
    p->peer = bound_socket(SOCK_DGRAM, &p->address);
    set_mode(p);
}

static void two_bound_usable(props *p) {
    rs_error error;
    char block[8];
    set_timeout(p->peer, 5);
    SAME(rs_sendto(p->socket, "still", 5, 0, &p->address, &error), 5);
    do
        WORKS(rs_recv(p->peer, block, sizeof block, 0, &error));
    while (memcmp(block, "still", 5) != 0);
}

const scene two_bound = {two_bound_set_up, two_bound_usable, tear_down_all};

/* A listening peer, and a socket that is not connected yet. */
static void to_listener_set_up(props *p) {
    rs_error error;
    p->peer = bound_socket(SOCK_STREAM, &p->address);
    WORKS(rs_listen(p->peer, 8, &error));
    p->socket = open_socket(AF_INET, SOCK_STREAM);
    set_mode(p);
}

/* Connected already, or it can be; then the connection works. */
static void to_listener_usable(props *p) {
    rs_error error;
    rs_socket *far;
    char block[8];
    fault_clear();
    set_timeout(p->socket, 5);
    set_timeout(p->peer, 5);
    int number = rs_connect_ex(p->socket, &p->address, &error);
    CHECK(number == 0 || number == EISCONN);
    WORKS(rs_accept(p->peer, &far, NULL, &error));
    SAME(rs_send(p->socket, "hello", 5, 0, &error), 5);
    SAME(rs_recv(far, block, sizeof block, 0, &error), 5);
    rs_free(far);
}

const scene to_listener = {to_listener_set_up, to_listener_usable, tear_down_all};

char file_byte(int64_t place) {
    return (char)('a' + place % 23);
}

/* A file in p->fd, whose bytes are file_byte(). */
static void make_file(props *p) {
    char name[] = "/tmp/refsock-faults-XXXXXX";
    char block[FILE_SIZE];
    p->fd = mkstemp(name);
    CHECK(p->fd >= 0);
    CHECK(unlink(name) == 0);
    for (int i = 0; i < FILE_SIZE; i++)
        block[i] = file_byte(i);
    SAME(write(p->fd, block, sizeof block), sizeof block);
    SAME(lseek(p->fd, 0, SEEK_SET), 0);
}

static void file_to_pair_set_up(props *p) {
    pair.set_up(p);
    make_file(p);
}

/* Also for the blocking mode the descriptor does not block: by somebody else's doing. */
static void file_to_full_pair_set_up(props *p) {
    int on = 1;
    full_pair.set_up(p);
    make_file(p);
    CHECK(ioctl(rs_fileno(p->socket), FIONBIO, &on) == 0);
}

static void file_by_send_to_full_pair_set_up(props *p) {
    file_to_full_pair_set_up(p);
    fault_also(FAULT_sendfile, EINVAL);
}

static void file_in_pieces_set_up(props *p) {
    file_to_pair_set_up(p);
    fault_also(FAULT_sendfile, FAULT_SHORT);
}

static void file_by_send_set_up(props *p) {
    file_to_pair_set_up(p);
    fault_also(FAULT_sendfile, EINVAL);
}

/* A file, and a pair that has room for it, at once or when the call waits. */
const scene file_to_pair = {file_to_pair_set_up, use_pair, tear_down_all};
const scene file_to_full_pair = {file_to_full_pair_set_up, use_pair, tear_down_all};
/* Each sendfile() moves half of what it is to move. */
const scene file_in_pieces = {file_in_pieces_set_up, use_pair, tear_down_all};
/* sendfile() does not do it. */
const scene file_by_send_to_full_pair = {file_by_send_to_full_pair_set_up, use_pair, tear_down_all};
const scene file_by_send = {file_by_send_set_up, use_pair, tear_down_all};
