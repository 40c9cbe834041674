/* Scenes of files on sockets. */
#include "case.h"

#include <string.h>

static void open_stream(props *p, const char *mode, int64_t buffering) {
    rs_error error;
    WORKS(rs_makefile(p->socket, rs_str(mode), buffering, NULL, &p->stream, &error));
}

static void reader_set_up(props *p) {
    pair_with_data.set_up(p);
    open_stream(p, "rb", RS_DEFAULT_BUFFERING);
}

static void late_reader_set_up(props *p) {
    pair_with_late_data.set_up(p);
    open_stream(p, "rb", RS_DEFAULT_BUFFERING);
}

static void ended_reader_set_up(props *p) {
    reader_set_up(p);
    rs_error error;
    WORKS(rs_shutdown(p->peer, SHUT_WR, &error));
}

static void raw_reader_set_up(props *p) {
    pair_with_data.set_up(p);
    open_stream(p, "rb", 0);
}

static void raw_writer_set_up(props *p) {
    pair.set_up(p);
    open_stream(p, "wb", 0);
}

/* A buffer of ten bytes, so that what is written goes out soon, in two pieces and more. */
static void small_pair_set_up(props *p) {
    pair.set_up(p);
    open_stream(p, "rwb", 10);
}

static void buffered_pair_set_up(props *p) {
    pair.set_up(p);
    open_stream(p, "rwb", RS_DEFAULT_BUFFERING);
    rs_error error;
    SAME(rs_stream_write(p->stream, "data", 4, &error), 4);
}

static void text_reader_set_up(props *p) {
    pair_with_data.set_up(p);
    open_stream(p, "r", RS_DEFAULT_BUFFERING);
}

static void text_writer_set_up(props *p) {
    rs_error error;
    rs_text_options options = {.encoding = rs_str("latin-1"), .newline = rs_str("\r\n")};
    pair.set_up(p);
    WORKS(rs_makefile(p->socket, rs_str("w"), RS_DEFAULT_BUFFERING, &options, &p->stream, &error));
}

/* The file is the last that holds the socket. */
static void last_set_up(props *p) {
    rs_error error;
    buffered_pair_set_up(p);
    WORKS(rs_close(p->socket, &error));
}

/* The next line comes, after whatever was left of what was there before. */
static void reads_on(props *p) {
    rs_error error;
    rs_text line;
    if (fault_was(FAULT_recv, ETIMEDOUT)) { /* a timeout in Python */
        FAILS(rs_stream_readline(p->stream, -1, &line, &error), RS_OSERROR, 0);
        return;
    }
    SAME(send(rs_fileno(p->peer), "\nstill\n", 7, 0), 7);
    do
        WORKS(rs_stream_readline(p->stream, -1, &line, &error));
    while (line.size < 6 || memcmp(line.data + line.size - 6, "still\n", 6) != 0);
}

/* What is written and flushed arrives last. */
static void writes_on(props *p) {
    rs_error error;
    static char block[FILE_SIZE];
    SAME(rs_stream_write(p->stream, "still", 5, &error), 5);
    WORKS(rs_stream_flush(p->stream, &error));
    ptrdiff_t got = recv(rs_fileno(p->peer), block, sizeof block, 0);
    CHECK(got >= 5 && memcmp(block + got - 5, "still", 5) == 0);
}

static void stream_usable(props *p) {
    rs_error error;
    fault_clear();
    if (rs_stream_closed(p->stream)) {
        FAILS(rs_stream_flush(p->stream, &error), RS_VALUE_ERROR, 0);
        return;
    }
    if (rs_stream_readable(p->stream, &error) > 0)
        reads_on(p);
    if (rs_stream_writable(p->stream, &error) > 0)
        writes_on(p);
}

/* "data" to be read, at once or when the call waits. */
const scene reader = {reader_set_up, stream_usable, tear_down_all};
const scene late_reader = {late_reader_set_up, stream_usable, tear_down_all};
/* ... and then the end. */
const scene ended_reader = {ended_reader_set_up, use_nothing, tear_down_all};
const scene text_reader = {text_reader_set_up, stream_usable, tear_down_all};
const scene text_writer = {text_writer_set_up, use_nothing, tear_down_all};
const scene raw_reader = {raw_reader_set_up, stream_usable, tear_down_all};
const scene raw_writer = {raw_writer_set_up, stream_usable, tear_down_all};
const scene small_stream = {small_pair_set_up, stream_usable, tear_down_all};
/* "data" was written, and is not sent yet. */
const scene buffered_stream = {buffered_pair_set_up, stream_usable, tear_down_all};
const scene freed_stream = {buffered_pair_set_up, use_nothing, tear_down_all};
const scene last_stream = {last_set_up, stream_usable, tear_down_all};
