/* Sending. What arrived is checked, too. */
#include "case.h"

#include <unistd.h>

extern const fault_case send_cases[];

/* recv() of libc: the peer has exactly the first `size` bytes of the file's. */
static void arrived(props *p, int64_t size) {
    static char block[FILE_SIZE + 1];
    int64_t total = 0;
    ptrdiff_t count;
    fault_pause(true);
    while ((count = recv(rs_fileno(p->peer), block + total, sizeof block - (size_t)total, MSG_DONTWAIT)) > 0)
        total += count;
    fault_pause(false);
    SAME(total, size);
    for (int64_t i = 0; i < total; i++)
        CHECK(block[i] == file_byte(i));
}

static const char *file_bytes(void) {
    static char block[FILE_SIZE];
    for (int i = 0; i < FILE_SIZE; i++)
        block[i] = file_byte(i);
    return block;
}

static int64_t do_send(props *p, rs_error *error) {
    ptrdiff_t sent = rs_send(p->socket, file_bytes(), 4, 0, error);
    arrived(p, sent < 0 ? 0 : sent);
    return sent;
}

/* In the scene of late room it is not told what arrives. */
static int64_t do_send_late(props *p, rs_error *error) {
    return rs_send(p->socket, "data", 4, 0, error);
}

static int64_t do_sendall(props *p, rs_error *error) {
    int result = rs_sendall(p->socket, file_bytes(), 100, 0, error);
    if (result == 0)
        arrived(p, 100);
    return result;
}

static int64_t do_sendall_late(props *p, rs_error *error) {
    return rs_sendall(p->socket, file_bytes(), FILE_SIZE, 0, error);
}

static int64_t do_sendto(props *p, rs_error *error) {
    ptrdiff_t sent = rs_sendto(p->socket, file_bytes(), 4, 0, &p->address, error);
    CHECK(sent < 0 || (sent > 0 && sent <= 4));
    return sent;
}

static int64_t do_sendmsg_to(props *p, rs_error *error) {
    rs_bytes buffer = {"data", 4};
    return rs_sendmsg(p->socket, &buffer, 1, NULL, 0, 0, &p->address, error);
}

static int64_t do_sendmsg(props *p, rs_error *error) {
    rs_bytes buffers[2] = {{file_bytes(), 10}, {file_bytes() + 10, 90}};
    ptrdiff_t sent = rs_sendmsg(p->socket, buffers, 2, NULL, 0, 0, NULL, error);
    arrived(p, sent < 0 ? 0 : sent);
    return sent;
}

static int64_t do_sendmsg_late(props *p, rs_error *error) {
    rs_bytes buffer = {"data", 4};
    return rs_sendmsg(p->socket, &buffer, 1, NULL, 0, 0, NULL, error);
}

/* More than the room on the stack holds. */
static int64_t do_send_fds(props *p, rs_error *error) {
    int fds[FDS_MAX];
    rs_bytes byte = {file_bytes(), 1};
    for (int i = 0; i < FDS_MAX; i++)
        fds[i] = rs_fileno(p->peer);
    ptrdiff_t sent = rs_send_fds(p->socket, &byte, 1, fds, FDS_MAX, 0, NULL, error);
    arrived(p, sent < 0 ? 0 : sent);
    return sent;
}

/* The number sent, its bytes and the position agree, after failures too. */
static int64_t sendfile_from(props *p, int64_t offset, const int64_t *count, rs_error *error) {
    rs_file file = {.fd = p->fd};
    int64_t sent = -1;
    int64_t result = rs_sendfile(p->socket, &file, offset, count, &sent, error);
    SAME(result, result < 0 ? -1 : sent);
    CHECK(result < 0 || sent == (count ? *count : FILE_SIZE - offset));
    if (offset == 0)
        arrived(p, sent);
    return result;
}

static int64_t do_sendfile(props *p, rs_error *error) {
    int64_t result = sendfile_from(p, 0, NULL, error);
    if (result > 0) {
        fault_pause(true);
        SAME(lseek(p->fd, 0, SEEK_CUR), FILE_SIZE);
        fault_pause(false);
    }
    return result;
}

static int64_t do_sendfile_part(props *p, rs_error *error) {
    int64_t count = 9000;
    return sendfile_from(p, 1000, &count, error);
}

/* What was there before arrives as well. */
static int64_t do_sendfile_late(props *p, rs_error *error) {
    rs_file file = {.fd = p->fd};
    int64_t result = rs_sendfile(p->socket, &file, 0, NULL, NULL, error);
    CHECK(result < 0 || result == FILE_SIZE);
    return result;
}

const fault_case send_cases[] = {
    {"send", &pair, do_send, ANY_MODE},
    {"send.waits", &full_pair, do_send_late, TIMEOUT},
    {"sendall", &pair, do_sendall, ANY_MODE},
    {"sendall.pieces", &pair_in_pieces, do_sendall, ANY_MODE},
    {"sendall.waits", &full_pair, do_sendall_late, TIMEOUT},
    {"sendto", &two_bound, do_sendto, ANY_MODE},
    {"sendto.stranger", &full_stranger, do_sendto, TIMEOUT},
    {"sendmsg.stranger", &full_stranger, do_sendmsg_to, TIMEOUT},
    {"sendmsg", &pair, do_sendmsg, ANY_MODE},
    {"sendmsg.waits", &full_pair, do_sendmsg_late, TIMEOUT},
    {"send_fds", &pair, do_send_fds, ANY_MODE},
    {"sendfile", &file_to_pair, do_sendfile, BLOCKING | TIMEOUT},
    {"sendfile.pieces", &file_in_pieces, do_sendfile, BLOCKING | TIMEOUT},
    {"sendfile.by_send", &file_by_send, do_sendfile, BLOCKING | TIMEOUT},
    {"sendfile.waits", &file_to_full_pair, do_sendfile_late, BLOCKING | TIMEOUT},
    {"sendfile.waits.by_send", &file_by_send_to_full_pair, do_sendfile_late, BLOCKING | TIMEOUT},
    {"sendfile.part", &file_to_pair, do_sendfile_part, BLOCKING | TIMEOUT},
    {"sendfile.part.by_send", &file_by_send, do_sendfile_part, BLOCKING | TIMEOUT},
    {NULL, NULL, NULL, 0},
};
