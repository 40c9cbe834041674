/* Scenes of datagrams to a name of AF_UNIX. */
#include "case.h"

static void empty_queue(void *context) {
    char block[8];
    props *p = context;
    while (recv(rs_fileno(p->peer), block, sizeof block, MSG_DONTWAIT) > 0)
        ;
}

static void stranger_set_up(props *p) {
    rs_error error;
    rs_address any;
    p->socket = open_socket(AF_UNIX, SOCK_DGRAM);
    p->peer = open_socket(AF_UNIX, SOCK_DGRAM);
    WORKS(rs_unix_name(&any, "", 0, &error));
    WORKS(rs_bind(p->peer, &any, &error));
    WORKS(rs_getsockname(p->peer, &p->address, &error));
    WORKS(rs_setblocking(p->socket, false, &error));
    while (rs_sendto(p->socket, "full", 4, 0, &p->address, &error) > 0)
        ;
    SAME(error.code, EAGAIN);
    set_mode(p);
    fault_on_wait(empty_queue, p);
}

static void stranger_usable(props *p) {
    rs_error error;
    char block[8];
    fault_clear();
    empty_queue(p);
    SAME(rs_sendto(p->socket, "still", 5, 0, &p->address, &error), 5);
    SAME(rs_recv(p->peer, block, sizeof block, 0, &error), 5);
    CHECK(memcmp(block, "still", 5) == 0);
}

/* A socket, and a peer that it is not connected to, whose queue is full until the call waits. */
const scene full_stranger = {stranger_set_up, stranger_usable, tear_down_all};
