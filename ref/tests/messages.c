/* recvmsg() and sendmsg(): scattering, control messages whole and cut, limits. */
#include "check.h"

#include <limits.h>
#include <sys/socket.h>
#include <unistd.h>

static rs_error error;

static void scatter(void) {
    rs_socket *pair[2];
    char a[3], b[4], c[9] = "unused";
    rs_bytes out[] = {{"ab", 2}, {"", 0}, {"cdef", 4}};
    rs_buffer in[] = {{a, 3}, {b, 4}, {c, 9}};
    rs_message message;
    make_pair(SOCK_DGRAM, pair);
    SAME(rs_sendmsg(pair[0], out, 3, NULL, 0, 0, NULL, &error), 6);
    SAME(rs_recvmsg(pair[1], in, 3, NULL, 0, 0, &message, &error), 6);
    CHECK(memcmp(a, "abc", 3) == 0 && memcmp(b, "def", 3) == 0);
    SAME_TEXT(c, "unused");
    CHECK(message.flags == 0 && message.control_size == 0);
    SAME(rs_sendmsg(pair[0], out, 3, NULL, 0, 0, NULL, &error), 6);
    SAME(rs_recvmsg(pair[1], in, 1, NULL, 0, 0, &message, &error), 3);
    CHECK(message.flags & MSG_TRUNC);
    SAME(rs_sendmsg(pair[0], NULL, 0, NULL, 0, 0, NULL, &error), 0);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

static void limits(void) {
    static rs_bytes many[1025];
    static rs_buffer into[1025];
    rs_socket *pair[2];
    rs_message message;
    rs_control large = {.level = 1, .type = 1, .data = "", .size = INT_MAX}, half[3];
    make_pair(SOCK_DGRAM, pair);
    FAILS(rs_sendmsg(pair[0], many, sysconf(_SC_IOV_MAX) + 1, NULL, 0, 0, NULL, &error), RS_OSERROR, EMSGSIZE);
    FAILS(rs_recvmsg(pair[0], into, sysconf(_SC_IOV_MAX) + 1, NULL, 0, 0, &message, &error), RS_OSERROR, EMSGSIZE);
    FAILS(rs_sendmsg(pair[0], many, 1, &large, 1, 0, NULL, &error), RS_OSERROR, 0);
    SAME_TEXT(error.text, "ancillary data item too large");
    for (int i = 0; i < 3; i++)
        half[i] = (rs_control){.level = 1, .type = 1, .data = "", .size = 1000000000};
    FAILS(rs_sendmsg(pair[0], many, 1, half, 3, 0, NULL, &error), RS_OSERROR, 0);
    SAME_TEXT(error.text, "too much ancillary data");
    FAILS(rs_recvmsg(pair[0], into, 1, NULL, -1, 0, &message, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_recvmsg(pair[0], into, 1, NULL, (ptrdiff_t)INT_MAX + 1, 0, &message, &error), RS_VALUE_ERROR, 0);
    into[0].size = SIZE_MAX;
    FAILS(rs_recvmsg(pair[0], into, 1, NULL, -1, 0, &message, &error), RS_VALUE_ERROR, 0);
    SAME_TEXT(error.text, "negative buffer size in recvmsg()");
    FAILS(rs_recv(pair[0], NULL, -1, 0, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_recv_into(pair[0], NULL, 3, 4, 0, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_recv_into(pair[0], NULL, 3, -1, 0, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_recvfrom(pair[0], NULL, -1, 0, NULL, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_recvfrom_into(pair[0], NULL, 3, 4, 0, NULL, &error), RS_VALUE_ERROR, 0);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

/* Iteration over what no system would deliver, made by hand. */
static void by_hand(void) {
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(4) + CMSG_SPACE(8)];
    } room;
    memset(&room, 0, sizeof room);
    struct msghdr header = {.msg_control = &room, .msg_controllen = sizeof room};
    struct cmsghdr *item = CMSG_FIRSTHDR(&header);
    *item = (struct cmsghdr){.cmsg_len = CMSG_LEN(4), .cmsg_level = 11, .cmsg_type = 12};
    memcpy(CMSG_DATA(item), "four", 4);
    item = CMSG_NXTHDR(&header, item);
    *item = (struct cmsghdr){.cmsg_len = CMSG_LEN(8), .cmsg_level = 21, .cmsg_type = 22};
    memcpy(CMSG_DATA(item), "eight888", 8);

    rs_message message = {.control = &room, .control_size = sizeof room};
    rs_control found;
    void *cursor = NULL;
    SAME(rs_next_control(&message, &cursor, &found, &error), 1);
    CHECK(found.level == 11 && found.type == 12 && found.size == 4 && !found.cut && memcmp(found.data, "four", 4) == 0);
    SAME(rs_next_control(&message, &cursor, &found, &error), 1);
    CHECK(found.level == 21 && found.size == 8 && !found.cut && memcmp(found.data, "eight888", 8) == 0);
    SAME(rs_next_control(&message, &cursor, &found, &error), 0);

    /* The first item claims to be longer than the buffer: its inner part is given, and marked. */
    message.control_size = CMSG_LEN(2);
    cursor = NULL;
    SAME(rs_next_control(&message, &cursor, &found, &error), 1);
    CHECK(found.cut && found.size == 2);
    SAME(rs_next_control(&message, &cursor, &found, &error), 0);

    room.align.cmsg_len = 3; /* shorter than its own head */
    cursor = NULL;
    FAILS(rs_next_control(&message, &cursor, &found, &error), RS_OSERROR, 0);
    SAME_TEXT(error.text, "received malformed or improperly-truncated ancillary data");
}

/* Control messages beyond the inline room. */
static void many_items(void) {
    rs_socket *pair[2];
    int fds[200], got[253], flags;
    size_t count;
    char byte;
    rs_bytes one = {"x", 1};
    rs_control items[2];
    make_pair(SOCK_STREAM, pair);
    for (int i = 0; i < 200; i++)
        fds[i] = rs_fileno(pair[i % 2]);
    for (int i = 0; i < 2; i++)
        items[i] = (rs_control){.level = SOL_SOCKET, .type = SCM_RIGHTS, .data = fds, .size = 120 * sizeof(int)};
    SAME(rs_sendmsg(pair[0], &one, 1, items, 2, 0, NULL, &error), 1);
    SAME(rs_recv_fds(pair[1], &byte, 1, got, 253, &count, 0, &flags, NULL, &error), 1);
    SAME(count, 240);
    for (size_t i = 0; i < count; i++)
        WORKS(rs_close_fd(got[i], &error));
    rs_free(pair[0]);
    rs_free(pair[1]);
}

int main(void) {
    scatter();
    limits();
    by_hand();
    many_items();
    return 0;
}
