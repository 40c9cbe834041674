/* Files of makefile(): who closes what, what is borrowed, and that nothing is lost on the way. */
#include "check.h"

#include <pthread.h>
#include <unistd.h>

static rs_error error;

static rs_stream *make(rs_socket *socket, const char *mode, int64_t buffering) {
    rs_stream *stream = NULL;
    WORKS(rs_makefile(socket, rs_str(mode), buffering, NULL, &stream, &error));
    return stream;
}

/* The object is freed before its file; the file goes on, and its end is the descriptor's. */
static void freed_first(void) {
    rs_socket *pair[2];
    rs_text line;
    int before = count_fds();
    make_pair(SOCK_STREAM, pair);
    rs_stream *stream = make(pair[1], "rb", -1);
    int fd = rs_fileno(pair[1]);
    rs_free(pair[1]);
    SAME(rs_stream_fileno(stream, &error), fd);
    SAME(rs_send(pair[0], "x\n", 2, 0, &error), 2);
    SAME(rs_stream_readline(stream, -1, &line, &error), 2);
    WORKS(rs_stream_close(stream, &error));
    rs_stream_free(stream);
    SAME(rs_recv(pair[0], &fd, sizeof fd, 0, &error), 0);
    rs_free(pair[0]);
    SAME(count_fds(), before);
}

static void closed_first(void) {
    rs_socket *pair[2];
    make_pair(SOCK_STREAM, pair);
    rs_stream *one = make(pair[1], "rb", -1), *two = make(pair[1], "w", -1);
    int fd = rs_fileno(pair[1]);
    WORKS(rs_close(pair[1], &error));
    SAME(rs_fileno(pair[1]), fd);
    rs_stream_free(one);
    SAME(rs_fileno(pair[1]), fd);
    rs_stream_free(two);
    SAME(rs_fileno(pair[1]), -1);
    rs_free(pair[1]);
    rs_free(pair[0]);
}

/* A call that fails gives nothing, and holds nothing. */
static void failures(void) {
    rs_socket *pair[2];
    rs_stream *stream = NULL;
    rs_text_options options = {.encoding = rs_str("no-such-encoding")};
    make_pair(SOCK_STREAM, pair);
    FAILS(rs_makefile(pair[1], rs_str("x"), -1, NULL, &stream, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_makefile(pair[1], rs_str("r"), 0, NULL, &stream, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_makefile(pair[1], rs_str("r"), -1, &options, &stream, &error), RS_LOOKUP_ERROR, 0);
    FAILS(rs_makefile(pair[1], rs_str("rb"), INT64_MAX, NULL, &stream, &error), RS_MEMORY_ERROR, 0);
    options = (rs_text_options){.encoding = rs_str("ascii//TRANSLIT")};
    FAILS(rs_makefile(pair[1], rs_str("r"), -1, &options, &stream, &error), RS_LOOKUP_ERROR, 0);
    CHECK(!stream);
    SAME(rs_makefile(pair[1], rs_str("x"), -1, NULL, &stream, NULL), -1);
    WORKS(rs_close(pair[1], &error));
    SAME(rs_fileno(pair[1]), -1);
    rs_free(pair[1]);
    rs_free(pair[0]);
}

/* Where Python has None, an exception's numbers, and classes with two bases. */
static void classes(void) {
    rs_socket *pair[2];
    rs_text data;
    char large[100000] = {0};
    make_pair(SOCK_STREAM, pair);
    WORKS(rs_setblocking(pair[1], false, &error));
    rs_stream *stream = make(pair[1], "rwb", 10);
    FAILS(rs_stream_read(stream, 5, &data, &error), RS_WOULD_BLOCK, EAGAIN);
    SAME_TEXT(rs_error_class_name(error.kind), "BlockingIOError");
    while (rs_stream_write(stream, large, sizeof large, &error) == sizeof large)
        continue;
    SAME(error.kind, RS_OSERROR);
    SAME(error.code, EAGAIN);
    CHECK(error.end >= 10 && error.end < (int64_t)sizeof large);
    FAILS(rs_stream_close(stream, &error), RS_OSERROR, EAGAIN);
    CHECK(rs_stream_closed(stream));
    rs_stream_free(stream);
    WORKS(rs_setblocking(pair[1], true, &error));
    rs_text_options ascii = {.encoding = rs_str("ascii")};
    WORKS(rs_makefile(pair[1], rs_str("w"), -1, &ascii, &stream, &error));
    FAILS(rs_stream_write(stream, "ab\xc3\xa9", 4, &error), RS_UNICODE_ENCODE_ERROR, 0);
    SAME(error.start, 2);
    SAME(error.end, 3);
    FAILS(rs_stream_write(stream, "\xff", 1, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_stream_read(stream, 1, &data, &error), RS_UNSUPPORTED_OPERATION, 0);
    SAME_TEXT(rs_error_base(rs_error_subclass(&error)), "OSError");
    rs_stream_free(stream);
    rs_free(pair[1]);
    rs_free(pair[0]);
}

enum { COUNT = 20000, SIZE = 64 };

static void *write_lines(void *stream) {
    char line[SIZE + 1];
    rs_error own;
    for (int i = 0; i < COUNT; i++) {
        snprintf(line, sizeof line, "%063d\n", i);
        CHECK(rs_stream_write(stream, line, SIZE, &own) == SIZE);
    }
    CHECK(rs_stream_flush(stream, &own) == 0);
    return NULL;
}

/* One thread reads a binary file while another writes it. */
static void two_threads(void) {
    rs_socket *pair[2];
    rs_text line;
    pthread_t thread;
    make_pair(SOCK_STREAM, pair);
    rs_stream *here = make(pair[0], "rwb", -1), *there = make(pair[1], "rwb", 100);
    CHECK(pthread_create(&thread, NULL, write_lines, there) == 0);
    pthread_t other;
    CHECK(pthread_create(&other, NULL, write_lines, here) == 0);
    for (int i = 0; i < COUNT; i++) {
        SAME(rs_stream_readline(here, -1, &line, &error), SIZE);
        SAME(strtol(line.data, NULL, 10), i);
        SAME(rs_stream_readline(there, -1, &line, &error), SIZE);
        SAME(strtol(line.data, NULL, 10), i);
    }
    pthread_join(thread, NULL);
    pthread_join(other, NULL);
    rs_stream_free(here);
    rs_stream_free(there);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

/* Half a character that was read waits for the rest, whatever is written meanwhile. */
static void written_between(void) {
    rs_text_options options = {.encoding = rs_str("utf-8")};
    rs_socket *pair[2];
    rs_stream *stream;
    rs_text text;
    make_pair(SOCK_STREAM, pair);
    WORKS(rs_makefile(pair[0], rs_str("rw"), -1, &options, &stream, &error));
    SAME(rs_send(pair[1], "a\xc3", 2, 0, &error), 2);
    SAME(rs_stream_read(stream, 1, &text, &error), 1);
    SAME(rs_stream_write(stream, "x", 1, &error), 1);
    SAME(rs_send(pair[1], "\xa9\n", 2, 0, &error), 2);
    SAME(rs_stream_readline(stream, -1, &text, &error), 3);
    CHECK(memcmp(text.data, "\xc3\xa9\n", 3) == 0);
    rs_stream_free(stream);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

int main(void) {
    freed_first();
    closed_first();
    failures();
    classes();
    written_between();
    two_threads();
    return 0;
}
