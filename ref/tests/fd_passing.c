/* Descriptors over AF_UNIX: sent, received, cut, closed; none is lost. */
#include "check.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static rs_error error;

static bool same_file(int a, int b) {
    struct stat one, two;
    CHECK(fstat(a, &one) == 0 && fstat(b, &two) == 0);
    return one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

static void passing(rs_socket *pair[2]) {
    int ends[2], got[4], flags;
    size_t count;
    char data[8];
    rs_bytes out[] = {{"he", 2}, {"llo", 3}};
    rs_address from;
    CHECK(pipe(ends) == 0);
    SAME(rs_send_fds(pair[0], out, 2, ends, 2, 0, NULL, &error), 5);
    SAME(rs_recv_fds(pair[1], data, sizeof data, got, 4, &count, 0, &flags, &from, &error), 5);
    CHECK(memcmp(data, "hello", 5) == 0 && count == 2 && !(flags & MSG_CTRUNC));
    CHECK(same_file(got[0], ends[0]) && same_file(got[1], ends[1]));
    CHECK(write(got[1], "x", 1) == 1 && read(ends[0], data, 1) == 1);
    for (int i = 0; i < 2; i++) {
        close(got[i]);
        close(ends[i]);
    }
}

static void cut(rs_socket *pair[2]) {
    int fds[3] = {0, 0, 0}, got[1], flags;
    size_t count;
    char byte;
    rs_bytes one = {"x", 1};
    fds[0] = fds[1] = fds[2] = rs_fileno(pair[0]);
    SAME(rs_send_fds(pair[0], &one, 1, fds, 3, 0, NULL, &error), 1);
    SAME(rs_recv_fds(pair[1], &byte, 1, got, 1, &count, 0, &flags, NULL, &error), 1);
    CHECK(count == 1 && (flags & MSG_CTRUNC));
    WORKS(rs_close_fd(got[0], &error));
    SAME(rs_send_fds(pair[0], &one, 1, fds, 3, 0, NULL, &error), 1);
    SAME(rs_recv_fds(pair[1], &byte, 1, got, 0, &count, 0, &flags, NULL, &error), 1);
    CHECK(count == 0 && (flags & MSG_CTRUNC));
    FAILS(rs_recv_fds(pair[1], &byte, 1, got, -1, &count, 0, &flags, NULL, &error), RS_OVERFLOW_ERROR, 0);
    FAILS(rs_recv_fds(pair[1], &byte, -1, got, 1, &count, 0, &flags, NULL, &error), RS_VALUE_ERROR, 0);
}

static void closing(rs_socket *pair[2]) {
    int fds[2] = {rs_fileno(pair[0]), rs_fileno(pair[1])}, before = count_fds();
    union {
        long long align;
        char room[256];
    } control;
    char byte;
    rs_buffer in = {&byte, 1};
    rs_bytes out = {"x", 1};
    rs_message message;
    SAME(rs_send_fds(pair[0], &out, 1, fds, 2, 0, NULL, &error), 1);
    SAME(rs_recvmsg(pair[1], &in, 1, &control, sizeof control, MSG_CMSG_CLOEXEC, &message, &error), 1);
    SAME(count_fds(), before + 2);
    rs_control item;
    void *cursor = NULL;
    SAME(rs_next_control(&message, &cursor, &item, &error), 1);
    int fd;
    memcpy(&fd, item.data, sizeof fd);
    CHECK(item.level == SOL_SOCKET && item.type == SCM_RIGHTS && item.size == 8 && (fcntl(fd, F_GETFD) & FD_CLOEXEC));
    rs_close_received(&message);
    SAME(count_fds(), before);
}

int main(void) {
    rs_socket *pair[2];
    make_pair(SOCK_STREAM, pair);
    int before = count_fds();
    passing(pair);
    cut(pair);
    closing(pair);
    SAME(count_fds(), before);
    rs_free(pair[0]);
    rs_free(pair[1]);
    return 0;
}
