/* sendfile(): by the system and by send(), offset, count, position. */
#include "check.h"

#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static rs_error error;
static rs_socket *pair[2];

static void received(const char *expected) {
    char data[64] = "";
    ptrdiff_t count = rs_recv(pair[1], data, sizeof data - 1, MSG_DONTWAIT, &error);
    CHECK(count >= 0 || *expected == '\0');
    SAME_TEXT(data, expected);
}

/* A file in memory. */
typedef struct memory {
    const char *data;
    size_t size;
    size_t position;
} memory;

static ptrdiff_t memory_read(void *context, void *buffer, size_t size, rs_error *why) {
    memory *m = context;
    (void)why;
    size_t left = m->position < m->size ? m->size - m->position : 0;
    size = size < left ? size : left;
    memcpy(buffer, m->data + m->position, size);
    m->position += size;
    return (ptrdiff_t)size;
}

static int memory_seek(void *context, int64_t position, rs_error *why) {
    memory *m = context;
    if (position < 0) {
        *why = (rs_error){.kind = RS_VALUE_ERROR, .text = "negative seek value"};
        return -1;
    }
    m->position = (size_t)position;
    return 0;
}

static void on_disk(int fd) {
    rs_file file = {.fd = fd};
    int64_t count = 3, sent = -1;
    SAME(rs_sendfile(pair[0], &file, 0, NULL, &sent, &error), 10);
    SAME(sent, 10);
    received("0123456789");
    SAME(lseek(fd, 0, SEEK_CUR), 10);
    SAME(rs_sendfile(pair[0], &file, 4, &count, NULL, &error), 3);
    received("456");
    SAME(lseek(fd, 0, SEEK_CUR), 7);
    count = 100;
    SAME(rs_sendfile(pair[0], &file, 8, &count, NULL, &error), 2);
    received("89");
    SAME(rs_sendfile(pair[0], &file, 10, NULL, NULL, &error), 0);
    SAME(rs_sendfile(pair[0], &file, 1000, NULL, NULL, &error), 0);
    SAME(lseek(fd, 0, SEEK_CUR), 10); /* nothing sent, nothing moved */
    FAILS(rs_sendfile(pair[0], &file, -1, NULL, NULL, &error), RS_OSERROR, EINVAL);
}

static void in_memory(void) {
    memory m = {"0123456789", 10, 0};
    rs_file file = {.fd = -1, .read = memory_read, .seek = memory_seek, .context = &m};
    int64_t count = 2;
    SAME(rs_sendfile(pair[0], &file, 0, NULL, NULL, &error), 10);
    received("0123456789");
    SAME(m.position, 10);
    SAME(rs_sendfile(pair[0], &file, 7, &count, NULL, &error), 2);
    received("78");
    SAME(m.position, 9);
    FAILS(rs_sendfile(pair[0], &file, -1, NULL, NULL, &error), RS_VALUE_ERROR, 0);
}

/* A block goes, then the file's own read() and seek() fail: the first failure is told, and each has where to say it. */
static ptrdiff_t breaking_read(void *context, void *buffer, size_t size, rs_error *why) {
    int *calls = context;
    if ((*calls)++ == 0) {
        memset(buffer, 'x', 4);
        return 4;
    }
    CHECK(why && size > 0);
    *why = (rs_error){.kind = RS_OSERROR, .code = EIO, .text = "read"};
    return -1;
}

static int breaking_seek(void *context, int64_t position, rs_error *why) {
    int *calls = context;
    *calls += 10;
    SAME(position, 4);
    CHECK(why);
    *why = (rs_error){.kind = RS_OSERROR, .code = ESPIPE, .text = "seek"};
    return -1;
}

static void file_fails(rs_error *told) {
    int calls = 0;
    int64_t sent = 0;
    rs_file file = {.fd = -1, .read = breaking_read, .seek = breaking_seek, .context = &calls};
    SAME(rs_sendfile(pair[0], &file, 0, NULL, &sent, told), -1);
    SAME(sent, 4);
    SAME(calls, 12); /* two of read(), one of seek() */
    if (told)
        SAME(told->code, EIO);
    received("xxxx");
}

static void refused(int fd) {
    rs_file file = {.fd = fd}, text = {.fd = fd, .text = true};
    int64_t zero = 0, negative = -1;
    rs_socket *udp = open_socket(AF_INET, SOCK_DGRAM);
    FAILS(rs_sendfile(udp, &file, 0, NULL, NULL, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_sendfile(pair[0], &text, 0, NULL, NULL, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_sendfile(pair[0], &file, 0, &zero, NULL, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_sendfile(pair[0], &file, 0, &negative, NULL, &error), RS_VALUE_ERROR, 0);
    WORKS(rs_setblocking(pair[0], false, &error));
    FAILS(rs_sendfile(pair[0], &file, 0, NULL, NULL, &error), RS_VALUE_ERROR, 0);
    WORKS(rs_setblocking(pair[0], true, &error));
    rs_free(udp);
}

/* A file that has no position, and a part of it that begins elsewhere. */
static void no_position(void) {
    memory m = {"0123456789", 10, 0};
    rs_file file = {.fd = -1, .read = memory_read, .context = &m};
    FAILS(rs_sendfile(pair[0], &file, 3, NULL, NULL, &error), RS_UNSUPPORTED_OPERATION, 0);
    SAME_TEXT(error.text, "seek");
    SAME(m.position, 0);
    received("");
    SAME(rs_sendfile(pair[0], &file, 0, NULL, NULL, &error), 10);
    received("0123456789");
}

/* The system's way asks for a descriptor before it looks at the file's position; send() only once there is data. */
static void closed(int fd, double timeout) {
    memory m = {"0123", 4, 0};
    rs_file file = {.fd = fd}, buffer = {.fd = -1, .read = memory_read, .seek = memory_seek, .context = &m};
    rs_socket *socket = open_socket(AF_UNIX, SOCK_STREAM);
    if (timeout > 0)
        set_timeout(socket, timeout);
    WORKS(rs_close(socket, &error));
    for (int at = 0; at <= 10; at += 10) {
        lseek(fd, at, SEEK_SET);
        FAILS(rs_sendfile(socket, &file, 0, NULL, NULL, &error), RS_VALUE_ERROR, 0);
        SAME_TEXT(error.text, "Invalid file descriptor: -1");
        SAME(lseek(fd, 0, SEEK_CUR), at);
    }
    FAILS(rs_sendfile(socket, &buffer, 0, NULL, NULL, &error), RS_OSERROR, EBADF);
    SAME(rs_sendfile(socket, &buffer, 4, NULL, NULL, &error), 0);
    rs_free(socket);
}

/* What fstat() calls empty is not read, whatever it holds. */
static void size_zero(void) {
    int ends[2];
    CHECK(pipe(ends) == 0 && write(ends[1], "hello", 5) == 5);
    rs_file file = {.fd = ends[0]};
    int64_t sent = -1;
    SAME(rs_sendfile(pair[0], &file, 0, NULL, &sent, &error), 0);
    SAME(sent, 0);
    received("");
    close(ends[0]);
    close(ends[1]);
}

/* Another thread's settings are for calls that begin later: its call to rs_setblocking() stands in the file's read().
 */
static ptrdiff_t setting_read(void *context, void *buffer, size_t size, rs_error *why) {
    (void)context;
    memset(buffer, 'x', size);
    return rs_setblocking(pair[0], false, why) < 0 ? -1 : (ptrdiff_t)size;
}

static void set_meanwhile(void) {
    rs_file file = {.fd = -1, .read = setting_read, .seek = memory_seek, .context = &(memory){0}};
    int64_t sent;
    make_pair(SOCK_STREAM, pair);
    set_timeout(pair[0], 0.05);
    double begun = seconds_now();
    FAILS(rs_sendfile(pair[0], &file, 0, NULL, &sent, &error), RS_TIMEOUT, 0);
    CHECK(seconds_now() - begun >= 0.05);
    CHECK(sent > 0);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

/* A part goes, then the time is over, or the peer is: the position and *sent tell how far it came. */
static void fails_halfway(int fd) {
    rs_file file = {.fd = fd};
    int64_t sent;
    CHECK(ftruncate(fd, 4 << 20) == 0);
    set_timeout(pair[0], 0.05);
    FAILS(rs_sendfile(pair[0], &file, 0, NULL, &sent, &error), RS_TIMEOUT, 0);
    CHECK(sent > 0 && sent < 4 << 20);
    SAME(lseek(fd, 0, SEEK_CUR), sent);
    rs_free(pair[1]);
    lseek(fd, 0, SEEK_SET);
    FAILS(rs_sendfile(pair[0], &file, 0, NULL, &sent, &error), RS_OSERROR, EPIPE);
    SAME(sent, 0);
}

int main(void) {
    FILE *storage = tmpfile();
    CHECK(storage);
    int fd = fileno(storage);
    signal(SIGPIPE, SIG_IGN);
    CHECK(write(fd, "0123456789", 10) == 10);
    for (int timeout = 0; timeout < 2; timeout++) {
        make_pair(SOCK_STREAM, pair);
        if (timeout)
            set_timeout(pair[0], 5);
        on_disk(fd);
        in_memory();
        file_fails(&error);
        file_fails(NULL);
        closed(fd, timeout);
        if (!timeout) {
            refused(fd);
            size_zero();
            no_position();
            rs_free(pair[1]);
        } else {
            fails_halfway(fd);
        }
        rs_free(pair[0]);
    }
    set_meanwhile();
    fclose(storage);
    return 0;
}
