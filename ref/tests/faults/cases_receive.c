/* Receiving. */
#include "case.h"

#include <unistd.h>

extern const fault_case receive_cases[];

static int64_t is_data(const char *block, ptrdiff_t count) {
    CHECK(count < 0 || (count > 0 && count <= 4 && memcmp(block, "data", (size_t)count) == 0));
    return count;
}

static int64_t do_recv(props *p, rs_error *error) {
    char block[8] = "";
    return is_data(block, rs_recv(p->socket, block, sizeof block, 0, error));
}

static int64_t do_recv_into(props *p, rs_error *error) {
    char block[8] = "";
    return is_data(block, rs_recv_into(p->socket, block, sizeof block, 0, 0, error));
}

static int64_t do_recvfrom(props *p, rs_error *error) {
    char block[8] = "";
    return is_data(block, rs_recvfrom(p->socket, block, sizeof block, 0, &p->address, error));
}

static int64_t do_recvfrom_into(props *p, rs_error *error) {
    char block[8] = "";
    return is_data(block, rs_recvfrom_into(p->socket, block, sizeof block, 0, 0, &p->address, error));
}

static int64_t do_recvmsg(props *p, rs_error *error) {
    char block[8] = "";
    rs_buffer buffers[2] = {{block, 1}, {block + 1, 7}};
    rs_message message;
    return is_data(block, rs_recvmsg(p->socket, buffers, 2, NULL, 0, 0, &message, error));
}

/* More control messages than the room on the stack holds. */
static int64_t do_recv_fds(props *p, rs_error *error) {
    size_t count = 0;
    int flags;
    char byte;
    ptrdiff_t result = rs_recv_fds(p->socket, &byte, 1, p->fds, FDS_MAX, &count, 0, &flags, NULL, error);
    CHECK(result < 0 || count == FDS_MAX);
    return result;
}

/* It closes them all, also where close() has something to say. */
static int64_t do_close_received(props *p, rs_error *error) {
    union {
        struct cmsghdr align;
        char room[2048];
    } control;
    char byte;
    rs_buffer buffer = {&byte, 1};
    rs_message message;
    ptrdiff_t result = rs_recvmsg(p->socket, &buffer, 1, &control, sizeof control, 0, &message, error);
    if (result >= 0)
        rs_close_received(&message);
    return result;
}

const fault_case receive_cases[] = {
    {"recv", &pair_with_data, do_recv, ANY_MODE},
    {"recv.waits", &pair_with_late_data, do_recv, TIMEOUT},
    {"recv_into", &pair_with_data, do_recv_into, ANY_MODE},
    {"recv_into.waits", &pair_with_late_data, do_recv_into, TIMEOUT},
    {"recvfrom", &datagram, do_recvfrom, ANY_MODE},
    {"recvfrom.waits", &late_datagram, do_recvfrom, TIMEOUT},
    {"recvfrom_into", &datagram, do_recvfrom_into, ANY_MODE},
    {"recvfrom_into.waits", &late_datagram, do_recvfrom_into, TIMEOUT},
    {"recvmsg", &pair_with_data, do_recvmsg, ANY_MODE},
    {"recvmsg.waits", &pair_with_late_data, do_recvmsg, TIMEOUT},
    {"recv_fds", &pair_with_fds, do_recv_fds, ANY_MODE},
    {"close_received", &pair_with_fds, do_close_received, BLOCKING},
    {NULL, NULL, NULL, 0},
};
