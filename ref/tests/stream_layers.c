/* Layers of a file of text, what reconfigure() changes, and reading while another thread writes. */
#include "check.h"

#include <pthread.h>
#include <sys/ioctl.h>

static rs_error error;
static rs_socket *pair[2];

static rs_stream *make(rs_socket *socket, const char *mode, int64_t buffering, const char *encoding) {
    rs_stream *stream = NULL;
    rs_text_options options = {.encoding = rs_str(encoding)};
    WORKS(rs_makefile(socket, rs_str(mode), buffering, &options, &stream, &error));
    return stream;
}

static rs_stream *begin(const char *mode, int64_t buffering, const char *encoding) {
    make_pair(SOCK_STREAM, pair);
    return make(pair[0], mode, buffering, encoding);
}

static void end(rs_stream *stream) {
    rs_stream_free(stream);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

static void comes(const char *bytes) {
    SAME(rs_sendall(pair[1], bytes, strlen(bytes), 0, &error), 0);
}

static void came(const char *bytes) {
    char block[100] = "";
    SAME(rs_recv(pair[1], block, sizeof block - 1, MSG_DONTWAIT, &error), strlen(bytes));
    SAME_TEXT(block, bytes);
}

static void line_is(rs_stream *stream, const char *text) {
    rs_text line;
    SAME(rs_stream_readline(stream, -1, &line, &error), strlen(text));
    CHECK(memcmp(line.data, text, line.size) == 0);
}

static void which(void) {
    rs_stream *both = begin("rw", -1, "utf-8"), *pair_of_two = rs_stream_buffer(both);
    SAME(rs_stream_type(pair_of_two), RS_STREAM_PAIR);
    CHECK(!rs_stream_raw(both) && !rs_stream_raw(pair_of_two) && !rs_stream_buffer(pair_of_two));
    CHECK(!rs_stream_encoding(pair_of_two) && !rs_stream_mode(pair_of_two));
    FAILS(rs_stream_fileno(pair_of_two, &error), RS_UNSUPPORTED_OPERATION, 0);
    FAILS(rs_stream_reconfigure(pair_of_two, &(rs_text_changes){0}, &error), RS_UNSUPPORTED_OPERATION, 0);
    end(both);
    rs_stream *reader = begin("r", -1, "utf-8"), *buffer = rs_stream_buffer(reader), *raw = rs_stream_raw(buffer);
    SAME(rs_stream_type(buffer), RS_STREAM_READER);
    SAME(rs_stream_type(raw), RS_STREAM_RAW);
    CHECK(raw != buffer && !rs_stream_raw(raw) && rs_stream_raw(buffer) == raw);
    SAME_TEXT(rs_stream_mode(raw), "rb");
    SAME(rs_stream_name(raw), rs_fileno(pair[0]));
    SAME(rs_stream_fileno(raw, &error), rs_fileno(pair[0]));
    end(reader);
}

/* What is written goes in the order in which it comes to the buffer. */
static void order(void) {
    rs_stream *text = begin("rw", -1, "utf-8"), *buffer = rs_stream_buffer(text);
    SAME(rs_stream_write(text, "a", 1, &error), 1);
    WORKS(rs_stream_flush(text, &error));
    SAME(rs_stream_write(buffer, "b", 1, &error), 1);
    SAME(rs_stream_write(text, "c", 1, &error), 1);
    WORKS(rs_stream_flush(text, &error));
    came("abc");
    SAME(rs_stream_write(text, "a", 1, &error), 1);
    SAME(rs_stream_write(buffer, "b", 1, &error), 1);
    WORKS(rs_stream_flush(text, &error));
    came("ba");
    comes("one\ntwo\nthree\n");
    line_is(buffer, "one\n");
    line_is(text, "two\n"); /* and took the rest of the buffer */
    comes("four\n");
    line_is(buffer, "four\n");
    line_is(text, "three\n");
    end(text);
    text = begin("w", -1, "utf-8");
    SAME(rs_stream_write(text, "b", 1, &error), 1);
    SAME(rs_stream_write(rs_stream_raw(rs_stream_buffer(text)), "a", 1, &error), 1);
    WORKS(rs_stream_flush(text, &error));
    came("ab");
    end(text);
}

/* What is above the layer that is closed is lost. */
static void closing(void) {
    rs_stream *text = begin("w", -1, "utf-8"), *buffer = rs_stream_buffer(text);
    SAME(rs_stream_write(buffer, "sent", 4, &error), 4);
    SAME(rs_stream_write(text, "lost", 4, &error), 4);
    WORKS(rs_stream_close(buffer, &error));
    CHECK(rs_stream_closed(text) && rs_stream_closed(rs_stream_raw(buffer)));
    FAILS(rs_stream_write(text, "x", 1, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_stream_reconfigure(text, &(rs_text_changes){0}, &error), RS_VALUE_ERROR, 0);
    WORKS(rs_stream_close(text, &error));
    came("sent");
    end(text);
    text = begin("w", -1, "utf-8");
    SAME(rs_stream_write(rs_stream_buffer(text), "lost", 4, &error), 4);
    WORKS(rs_stream_close(rs_stream_raw(rs_stream_buffer(text)), &error));
    WORKS(rs_stream_close(text, &error));
    WORKS(rs_shutdown(pair[0], SHUT_WR, &error));
    came("");
    end(text);
}

static void coding(void) {
    rs_stream *text = begin("rw", -1, "utf-8");
    rs_text_changes changes = {.text = {.encoding = rs_str("latin-1"), .newline = rs_str("\r\n")}, .newline = true};
    SAME(rs_stream_write(text, "\xc3\xa9\n", 3, &error), 2);
    WORKS(rs_stream_reconfigure(text, &changes, &error));
    came("\xc3\xa9\n");
    SAME_TEXT(rs_stream_encoding(text), "latin-1");
    SAME_TEXT(rs_stream_errors(text), "strict");
    SAME_TEXT(rs_stream_mode(text), "rw");
    SAME(rs_stream_write(text, "\xc3\xa9\n", 3, &error), 2);
    WORKS(rs_stream_reconfigure(text, &(rs_text_changes){.text.errors = rs_str("ignore")}, &error));
    came("\xe9\r\n");
    SAME_TEXT(rs_stream_encoding(text), "latin-1");
    SAME_TEXT(rs_stream_errors(text), "ignore");
    comes("\xe9\n\r\n");
    line_is(text, "\xc3\xa9\n\r\n");
    FAILS(rs_stream_reconfigure(text, &changes, &error), RS_UNSUPPORTED_OPERATION, 0);
    WORKS(rs_stream_reconfigure(text, &(rs_text_changes){.line_buffering = RS_ON}, &error));
    end(text);
}

/* The end of what was read lets it be changed, and begins anew. */
static void after_the_end(void) {
    rs_text all;
    rs_stream *text = begin("r", -1, "utf-8");
    comes("one\r\ntwo");
    WORKS(rs_shutdown(pair[1], SHUT_WR, &error));
    SAME(rs_stream_read(text, -1, &all, &error), 7);
    SAME(rs_stream_newlines(text), RS_NEWLINE_CRLF);
    WORKS(rs_stream_reconfigure(text, &(rs_text_changes){.text.encoding = rs_str("ascii")}, &error));
    SAME(rs_stream_newlines(text), 0);
    end(text);
}

static void buffering(void) {
    rs_stream *text = begin("w", 10, "utf-8");
    WORKS(rs_stream_reconfigure(text, &(rs_text_changes){.line_buffering = RS_ON}, &error));
    CHECK(rs_stream_line_buffering(text) && !rs_stream_write_through(text));
    SAME(rs_stream_write(text, "one\n", 4, &error), 4);
    came("one\n");
    WORKS(rs_stream_reconfigure(text, &(rs_text_changes){.line_buffering = RS_OFF, .write_through = RS_ON}, &error));
    CHECK(!rs_stream_line_buffering(text) && rs_stream_write_through(text));
    SAME(rs_stream_write(text, "123456", 6, &error), 6);
    SAME(rs_stream_write(text, "abcdef", 6, &error), 6);
    came("123456"); /* the second one did not fit into the buffer */
    end(text);
}

/* How much waits where nothing is flushed: less than a chunk, of whatever writes; what is a chunk itself does not wait,
 * nor what stands before it (CPython since 3.13). */
static void gathering(void) {
    static char block[8192 + 1], room[3 * 8192];
    static const struct {
        size_t first, second, come;
    } writes[] = {{8191, 1, 8192}, {8191, 4096, 12287}, {100, 8191, 8291},
                  {1, 8190, 0},    {10, 8192, 8202},    {8192, 10, 8192}};
    memset(block, 'x', sizeof block - 1);
    for (size_t i = 0; i < sizeof writes / sizeof *writes; i++) {
        rs_stream *text = begin("w", 1, "utf-8");
        SAME(rs_stream_write(text, block, writes[i].first, &error), writes[i].first);
        SAME(rs_stream_write(text, block, writes[i].second, &error), writes[i].second);
        size_t come = 0;
        ptrdiff_t got;
        while ((got = rs_recv(pair[1], room, sizeof room, MSG_DONTWAIT, &error)) > 0)
            come += (size_t)got;
        SAME(come, writes[i].come);
        end(text);
    }
}

/* A read that fails passes on what was written, too: to the buffer, and from there if that is too small for it. */
static void no_reader(void) {
    rs_text line;
    rs_lines lines;
    rs_stream *text = begin("w", -1, "utf-8");
    SAME(rs_stream_write(text, "line", 4, &error), 4);
    FAILS(rs_stream_read(text, 1, &line, &error), RS_UNSUPPORTED_OPERATION, 0); /* not this one */
    WORKS(rs_stream_flush(rs_stream_buffer(text), &error));
    FAILS(rs_recv(pair[1], &(char){0}, 1, MSG_DONTWAIT, &error), RS_OSERROR, EAGAIN);
    FAILS(rs_stream_readline(text, -1, &line, &error), RS_UNSUPPORTED_OPERATION, 0);
    WORKS(rs_stream_flush(rs_stream_buffer(text), &error));
    came("line");
    end(text);
    text = begin("w", 2, "utf-8");
    SAME(rs_stream_write(text, "lines", 5, &error), 5);
    FAILS(rs_stream_readlines(text, -1, &lines, &error), RS_UNSUPPORTED_OPERATION, 0);
    came("lines");
    SAME(rs_stream_write(text, "lines", 5, &error), 5);
    WORKS(rs_shutdown(pair[0], SHUT_WR, &error));
    FAILS(rs_stream_readline(text, -1, &line, &error), RS_OSERROR, EPIPE); /* which comes first */
    end(text);
}

/* On failure all is as it was. */
static void failures(void) {
    rs_stream *text = begin("w", -1, "utf-8");
    rs_text_changes changes = {.text = {.encoding = rs_str("latin-1"), .newline = rs_str("x")}, .newline = true};
    changes.line_buffering = RS_ON;
    FAILS(rs_stream_reconfigure(text, &changes, &error), RS_VALUE_ERROR, 0);
    changes.text = (rs_text_options){.encoding = rs_str("no-such-encoding"), .newline = rs_str("\r")};
    FAILS(rs_stream_reconfigure(text, &changes, &error), RS_LOOKUP_ERROR, 0);
    SAME_TEXT(rs_stream_encoding(text), "utf-8");
    CHECK(!rs_stream_line_buffering(text));
    SAME(rs_stream_write(text, "\xc3\xa9\n", 3, &error), 2);
    WORKS(rs_stream_flush(text, &error));
    came("\xc3\xa9\n");
    end(text);
}

enum { SIZE = 1 << 20 };

static void *write_much(void *stream) {
    static char block[SIZE];
    rs_error own;
    memset(block, 'x', sizeof block);
    CHECK(rs_stream_write(stream, block, sizeof block, &own) == SIZE);
    CHECK(rs_stream_flush(stream, &own) == 0);
    return NULL;
}

/* A thread waits for room to write, as long as nobody takes what it writes; another one reads meanwhile. */
static void both_sides(void) {
    static char block[SIZE];
    pthread_t thread;
    rs_stream *text = begin("rw", 100, "utf-8");
    set_timeout(pair[0], 20);
    SAME(rs_stream_write(text, "before", 6, &error), 6);
    CHECK(pthread_create(&thread, NULL, write_much, text) == 0);
    for (int queued = 0; queued == 0;)
        CHECK(ioctl(rs_fileno(pair[1]), FIONREAD, &queued) == 0);
    comes("line\n");
    line_is(text, "line\n");
    for (size_t got = 0; got < SIZE + 6;) {
        ptrdiff_t count = rs_recv(pair[1], block, sizeof block, 0, &error);
        WORKS(count);
        got += (size_t)count;
    }
    pthread_join(thread, NULL);
    end(text);
}

enum { LINES = 10000, EACH = 100 };

static void *write_lines(void *stream) {
    rs_error own;
    char line[16];
    for (int i = 0; i < LINES; i++) {
        snprintf(line, sizeof line, "%06d\n", i);
        CHECK(rs_stream_write(stream, line, 7, &own) == 7);
    }
    CHECK(rs_stream_flush(stream, &own) == 0);
    return NULL;
}

static void *read_lines(void *stream) {
    rs_error own;
    rs_text line;
    for (int i = 0; i < LINES; i += EACH)
        CHECK(rs_stream_readline(stream, -1, &line, &own) == 7 && strtol(line.data, NULL, 10) == i);
    return NULL;
}

/* One thread reads a file, and passes on what another one writes to it; all of it comes, in order. Few lines go the
 * other way, so that both ends never wait for room. */
static void two_threads(void) {
    pthread_t writer, reader;
    rs_text line;
    rs_stream *here = begin("rw", -1, "utf-8"), *there = make(pair[1], "rw", 100, "utf-8");
    CHECK(pthread_create(&writer, NULL, write_lines, there) == 0);
    CHECK(pthread_create(&reader, NULL, read_lines, there) == 0);
    for (int i = 0; i < LINES; i++) {
        SAME(rs_stream_readline(here, -1, &line, &error), 7);
        SAME(strtol(line.data, NULL, 10), i);
        if (i % EACH != 0)
            continue;
        char copy[7];
        memcpy(copy, line.data, sizeof copy);
        SAME(rs_stream_write(here, copy, sizeof copy, &error), 7);
        WORKS(rs_stream_flush(here, &error));
    }
    pthread_join(writer, NULL);
    pthread_join(reader, NULL);
    rs_stream_free(there);
    end(here);
}

int main(void) {
    which();
    order();
    closing();
    coding();
    after_the_end();
    buffering();
    failures();
    gathering();
    no_reader();
    both_sides();
    two_threads();
    return 0;
}
