/* Files at the edges of their buffers: what goes through one and what past it, and what a text file asks for. */
#include "check.h"

#include <sys/ioctl.h>

static rs_error error;
static rs_socket *pair[2];

/* The file is of pair[0], without waiting. */
static rs_stream *open_file(const char *mode, int64_t buffering) {
    rs_text_options options = {.encoding = rs_str("ascii")};
    rs_stream *stream;
    make_pair(SOCK_STREAM, pair);
    WORKS(rs_setblocking(pair[0], false, &error));
    WORKS(rs_makefile(pair[0], rs_str(mode), buffering, strchr(mode, 'b') ? NULL : &options, &stream, &error));
    return stream;
}

static void close_all(rs_stream *stream) {
    rs_stream_free(stream);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

static int arrived(int end) {
    int count = -1;
    CHECK(ioctl(rs_fileno(pair[end]), FIONREAD, &count) == 0);
    return count;
}

static void sent(const char *data) {
    SAME(rs_send(pair[1], data, strlen(data), 0, &error), (ptrdiff_t)strlen(data));
}

/* What would fill the buffer goes past it, since CPython 3.13. */
static void write_as_much_as_the_buffer(const char *mode) {
    rs_stream *stream = open_file(mode, 5);
    SAME(rs_stream_write(stream, "1234", 4, &error), 4);
    SAME(arrived(1), 0);
    SAME(rs_stream_write(stream, "5", 1, &error), 1);
    SAME(arrived(1), 0);
    SAME(rs_stream_write(stream, "abcde", 5, &error), 5);
    SAME(arrived(1), 10);
    SAME(rs_stream_write(stream, "12", 2, &error), 2);
    SAME(rs_stream_write(stream, "abcdefg", 7, &error), 7);
    SAME(arrived(1), 19);
    close_all(stream);
}

/* Nothing is taken by the socket: the buffer takes what fits. */
static void write_without_room(void) {
    static const char much[1 << 16];
    rs_stream *stream = open_file("wb", 5);
    while (rs_send(pair[0], much, sizeof much, 0, &error) > 0)
        continue;
    SAME(rs_stream_write(stream, "12345", 5, &error), 5);
    FAILS(rs_stream_write(stream, "6", 1, &error), RS_OSERROR, EAGAIN);
    SAME(error.end, 0);
    close_all(stream);
}

/* One recv() more, where the rest is too much for the buffer; none, where it is not. */
static void readinto1(void) {
    char data[100];
    rs_text text;
    rs_stream *stream = open_file("rb", 3);
    sent("abc");
    SAME(rs_stream_read(stream, 1, &text, &error), 1);
    sent("0123456789");
    SAME(rs_stream_readinto1(stream, data, 100, &error), 12);
    CHECK(memcmp(data, "bc0123456789", 12) == 0);
    sent("abc");
    SAME(rs_stream_read(stream, 1, &text, &error), 1);
    sent("d");
    SAME(rs_stream_readinto1(stream, data, 5, &error), 2);
    SAME(rs_stream_readinto1(stream, data, 1, &error), 1);
    FAILS(rs_stream_readinto1(stream, data, 1, &error), RS_WOULD_BLOCK, EAGAIN);
    sent("abc");
    SAME(rs_stream_read(stream, 1, &text, &error), 1);
    SAME(rs_stream_readinto1(stream, data, 100, &error), 2); /* nothing more is there */
    close_all(stream);
}

/* A text file asks for as many bytes as characters are wanted, and 8,192 at least. */
static void chunks(void) {
    static char much[30000];
    rs_text text;
    memset(much, 'x', sizeof much);
    rs_stream *stream = open_file("r", 1);
    SAME(rs_send(pair[1], much, sizeof much, 0, &error), (ptrdiff_t)sizeof much);
    SAME(rs_stream_read(stream, 10000, &text, &error), 10000);
    SAME(arrived(0), 20000);
    SAME(rs_stream_read(stream, 1, &text, &error), 1);
    SAME(arrived(0), 20000 - 8192);
    close_all(stream);
}

/* The encoding is fixed from the first chunk on, until a readline() finds the end. */
static void reconfigure(void) {
    rs_text_changes changes = {.text = {.encoding = rs_str("latin-1")}};
    rs_text text;
    rs_stream *stream = open_file("r", -1);
    sent("ab");
    SAME(rs_stream_read(stream, 1, &text, &error), 1);
    SAME(rs_stream_read(stream, 1, &text, &error), 1);
    FAILS(rs_stream_reconfigure(stream, &changes, &error), RS_UNSUPPORTED_OPERATION, 0);
    WORKS(rs_shutdown(pair[1], SHUT_WR, &error));
    SAME(rs_stream_read(stream, -1, &text, &error), 0);
    FAILS(rs_stream_reconfigure(stream, &changes, &error), RS_UNSUPPORTED_OPERATION, 0);
    SAME(rs_stream_readline(stream, -1, &text, &error), 0);
    WORKS(rs_stream_reconfigure(stream, &changes, &error));
    close_all(stream);
    stream = open_file("r", -1);
    sent("ab");
    WORKS(rs_shutdown(pair[1], SHUT_WR, &error));
    SAME(rs_stream_read(stream, -1, &text, &error), 2); /* no chunk: all of it */
    WORKS(rs_stream_reconfigure(stream, &changes, &error));
    close_all(stream);
    stream = open_file("r", -1);
    set_timeout(pair[0], 0.05);
    sent("ab");
    SAME(rs_stream_read(stream, 2, &text, &error), 2);
    FAILS(rs_stream_readline(stream, -1, &text, &error), RS_TIMEOUT, 0);
    WORKS(rs_stream_reconfigure(stream, &changes, &error));
    close_all(stream);
}

/* A text file flushes twice when it is closed: the later failure is told, as in CPython. */
static void closed_after_a_reset(const char *mode, int expected) {
    rs_address address;
    rs_socket *listener = bound_socket(SOCK_STREAM, &address), *socket = open_socket(AF_INET, SOCK_STREAM), *peer;
    struct linger now = {.l_onoff = 1, .l_linger = 0};
    rs_text_options options = {.encoding = rs_str("ascii")};
    rs_stream *stream;
    WORKS(rs_listen(listener, 1, &error));
    WORKS(rs_connect(socket, &address, &error));
    WORKS(rs_accept(listener, &peer, NULL, &error));
    WORKS(rs_makefile(socket, rs_str(mode), -1, strchr(mode, 'b') ? NULL : &options, &stream, &error));
    SAME(rs_stream_write(stream, "x", 1, &error), 1);
    CHECK(setsockopt(rs_fileno(peer), SOL_SOCKET, SO_LINGER, &now, sizeof now) == 0);
    rs_free(peer);
    FAILS(rs_stream_close(stream, &error), RS_OSERROR, expected);
    rs_stream_free(stream);
    rs_free(socket);
    rs_free(listener);
}

int main(void) {
    write_as_much_as_the_buffer("wb");
    write_as_much_as_the_buffer("rwb");
    write_without_room();
    readinto1();
    chunks();
    reconfigure();
    closed_after_a_reset("w", EPIPE);
    closed_after_a_reset("rw", EPIPE);
    closed_after_a_reset("wb", ECONNRESET);
    closed_after_a_reset("rwb", ECONNRESET);
    return 0;
}
