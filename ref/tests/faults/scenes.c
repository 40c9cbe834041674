#include "case.h"

static void set_mode(props *p) {
    rs_error error;
    if (p->mode == TIMEOUT)
        set_timeout(p->socket, 5);
    else
        WORKS(rs_setblocking(p->socket, p->mode == BLOCKING, &error));
}

/* Both directions of a pair still work, whatever was left unread. */
static void talk(rs_socket *from, rs_socket *to) {
    rs_error error;
    char block[64];
    ptrdiff_t count;
    WORKS(rs_setblocking(to, false, &error));
    while (rs_recv(to, block, sizeof block, 0, &error) > 0)
        ;
    CHECK(error.kind == RS_OSERROR && error.code == EAGAIN);
    SAME(rs_send(from, "still", 5, 0, &error), 5);
    WORKS(count = rs_recv(to, block, sizeof block, 0, &error));
    SAME(count, 5);
    CHECK(memcmp(block, "still", 5) == 0);
}

static void pair_usable(props *p) {
    talk(p->peer, p->socket);
    talk(p->socket, p->peer);
}

static void pair_tear_down(props *p) {
    fault_on_wait(NULL, NULL);
    rs_free(p->socket);
    rs_free(p->peer);
}

static void pair_set_up(props *p) {
    rs_socket *pair[2];
    make_pair(SOCK_STREAM, pair);
    p->socket = pair[0];
    p->peer = pair[1];
    set_mode(p);
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

const scene pair_with_late_data = {pair_with_late_data_set_up, pair_usable, pair_tear_down};
const scene pair_with_data = {pair_with_data_set_up, pair_usable, pair_tear_down};
