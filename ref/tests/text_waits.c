/* A text file whose peer is not ready: when readline(0) reads, and what a flush without room keeps. */
#include "check.h"

static rs_error error;
static rs_socket *pair[2];

static rs_stream *open_text(const char *mode) {
    rs_text_options options = {.encoding = rs_str("utf-8")};
    rs_stream *stream;
    make_pair(SOCK_STREAM, pair);
    set_timeout(pair[0], 0.05);
    WORKS(rs_makefile(pair[0], rs_str(mode), -1, &options, &stream, &error));
    return stream;
}

static void close_all(rs_stream *stream) {
    rs_stream_free(stream);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

/* CPython reads a first chunk even where no character is wanted, and none while that is there, given or not. */
static void no_characters(void) {
    rs_stream *stream = open_text("r");
    rs_text text;
    SAME(rs_send(pair[1], "a\xc3", 2, 0, &error), 2);
    SAME(rs_stream_readline(stream, 0, &text, &error), 0);
    SAME(rs_stream_read(stream, 1, &text, &error), 1);
    SAME(rs_stream_readline(stream, 0, &text, &error), 0);
    close_all(stream);
    stream = open_text("r");
    SAME(rs_send(pair[1], "\xc3", 1, 0, &error), 1); /* a chunk without a character */
    FAILS(rs_stream_readline(stream, 0, &text, &error), RS_TIMEOUT, 0);
    close_all(stream);
    stream = open_text("r");
    rs_free(pair[1]);
    pair[1] = NULL;
    SAME(rs_stream_readline(stream, 0, &text, &error), 0);
    close_all(stream);
    stream = open_text("r");
    FAILS(rs_stream_readline(stream, 0, &text, &error), RS_TIMEOUT, 0);
    FAILS(rs_stream_readline(stream, 0, &text, &error), RS_OSERROR, 0); /* cannot read from timed out object */
    close_all(stream);
}

/* Fills what the socket and its peer hold. */
static void fill(void) {
    static const char much[1 << 16];
    WORKS(rs_setblocking(pair[0], false, &error));
    while (rs_send(pair[0], much, sizeof much, 0, &error) > 0)
        continue;
    SAME(error.code, EAGAIN);
    set_timeout(pair[0], 0.05);
}

/* How many of each of the two letters arrive until the writer has closed. */
static void count(size_t *first, size_t *second) {
    char data[1 << 16];
    ptrdiff_t got;
    *first = *second = 0;
    while ((got = rs_recv(pair[1], data, sizeof data, 0, &error)) > 0) {
        for (ptrdiff_t i = 0; i < got; i++) {
            *first += data[i] == 'A';
            *second += data[i] == 'B';
        }
    }
    SAME(got, 0);
}

/* 8,000 letters are in the buffer, which has no room for 500 more: those were the text's, and are lost. */
static void flush_without_room(void) {
    static char letters[8000];
    size_t first, second;
    rs_stream *stream = open_text("w");
    fill();
    memset(letters, 'A', sizeof letters);
    SAME(rs_stream_write(stream, letters, sizeof letters, &error), (ptrdiff_t)sizeof letters);
    FAILS(rs_stream_flush(stream, &error), RS_TIMEOUT, 0);
    memset(letters, 'B', 500);
    SAME(rs_stream_write(stream, letters, 500, &error), 500);
    FAILS(rs_stream_flush(stream, &error), RS_TIMEOUT, 0);
    static char drained[1 << 22];
    while (rs_recv(pair[1], drained, sizeof drained, MSG_DONTWAIT, &error) > 0)
        continue;
    WORKS(rs_stream_flush(stream, &error));
    WORKS(rs_stream_close(stream, &error));
    WORKS(rs_shutdown(pair[0], SHUT_WR, &error));
    count(&first, &second);
    SAME(first, sizeof letters);
    SAME(second, 0);
    close_all(stream);
}

int main(void) {
    no_characters();
    flush_without_room();
    return 0;
}
