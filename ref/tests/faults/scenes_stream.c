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

static void changed_reader_set_up(props *p) {
    rs_error error;
    rs_text_options options = {.encoding = rs_str("utf-8")};
    pair_with_data.set_up(p);
    WORKS(rs_makefile(p->socket, rs_str("r"), RS_DEFAULT_BUFFERING, &options, &p->stream, &error));
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

void end_stream(props *p) {
    rs_error error;
    rs_text data;
    WORKS(rs_stream_close(p->stream, &error));
    CHECK(rs_stream_closed(p->stream));
    FAILS(rs_stream_flush(p->stream, &error), RS_VALUE_ERROR, 0);
    CHECK(rs_stream_read(p->stream, 1, &data, &error) < 0);
    CHECK(error.kind == RS_VALUE_ERROR || error.kind == RS_UNSUPPORTED_OPERATION);
}

/* What the call did not give can be read, and then the end. A call that failed loses what it had got: as much as is
 * neither in the socket nor in the buffer any more. */
static void ended_usable(props *p) {
    rs_error error;
    rs_text rest;
    char block[8];
    fault_clear();
    if (fault_was(FAULT_recv, ETIMEDOUT)) { /* a timeout in Python */
        FAILS(rs_stream_read(p->stream, -1, &rest, &error), RS_OSERROR, 0);
        end_stream(p);
        return;
    }
    ptrdiff_t left = recv(rs_fileno(p->socket), block, sizeof block, MSG_PEEK);
    CHECK(left == 0 || left == 4);
    if (p->result < 0 && fault_was(FAULT_recv, 0) && fault_place() == 0)
        SAME(left, 4); /* it has got nothing */
    WORKS(rs_stream_read(p->stream, -1, &rest, &error));
    bool buffered = p->result < 0 && rest.size > (size_t)left; /* it came no further for want of memory */
    CHECK(!buffered || fault_was(FAULT_malloc, 0));
    SAME(rest.size, p->result < 0 && !buffered ? (size_t)left : 4 - p->done);
    CHECK(memcmp(rest.data, &"data"[4 - rest.size], rest.size) == 0);
    SAME(rs_stream_read(p->stream, 1, &rest, &error), 0);
    end_stream(p);
}

/* recv() of libc: all that has come to the peer. */
static size_t arrived(props *p, char block[FILE_SIZE]) {
    size_t size = 0;
    ptrdiff_t got;
    while ((got = recv(rs_fileno(p->peer), block + size, FILE_SIZE - size, MSG_DONTWAIT)) > 0)
        size += (size_t)got;
    SAME(errno, EAGAIN);
    return size;
}

/* What is written now comes after what was taken before, which comes once; but what was on its way to the buffer when
 * send() failed is lost, and of that a buffer keeps what it has room for where the socket took nothing. */
static void text_writer_usable(props *p) {
    static const char line[] = "0123\xe9\r\n";
    static char block[FILE_SIZE];
    rs_error error;
    size_t kept = p->done;
    fault_clear();
    if (p->result < 0 && fault_was(FAULT_send, 0))
        kept = fault_was(FAULT_send, EAGAIN) ? RS_DEFAULT_BUFFER_SIZE : 0;
    SAME(rs_stream_write(p->stream, "still\n", 6, &error), 6);
    WORKS(rs_stream_flush(p->stream, &error));
    SAME(arrived(p, block), kept + 7);
    for (size_t at = 0; at < kept; at++)
        SAME(block[at], line[at % (sizeof line - 1)]);
    CHECK(memcmp(block + kept, "still\r\n", 7) == 0);
    end_stream(p);
}

/* Latin 1 has U+00A4 at A4, and Latin 9 U+20AC; each lacks the other's. What was not changed is as it was: encoding,
 * ends of lines, and when they are sent. */
static void changed_writer_usable(props *p) {
    static char block[FILE_SIZE];
    rs_error error;
    bool changed = p->result == 0;
    const char *can = changed ? "still\u20ac\n" : "still\u00a4\n", *cannot = changed ? "\u00a4" : "\u20ac";
    const char *coded = changed ? "still\xa4\n" : "still\xa4\r\n";
    fault_clear();
    CHECK(rs_stream_write(p->stream, cannot, strlen(cannot), &error) < 0);
    SAME(error.kind, RS_UNICODE_ENCODE_ERROR);
    SAME(rs_stream_write(p->stream, can, strlen(can), &error), 7);
    size_t size = arrived(p, block);
    CHECK(changed || size == 0 || size == p->done);
    if (!changed) {
        WORKS(rs_stream_flush(p->stream, &error));
        size += arrived(p, block + size);
    }
    SAME(size, p->done + strlen(coded));
    CHECK(memcmp(block, "data\r\n", p->done) == 0 && memcmp(block + p->done, coded, strlen(coded)) == 0);
    end_stream(p);
}

/* The two bytes of U+00A4 in UTF-8 are U+00C2 and U+20AC in Latin 9; an end of line of two bytes becomes one, or stays.
 */
static void changed_reader_usable(props *p) {
    static const char old[] = "data\u00a4\n", changed[] = "data\u00c2\u20ac\r\n";
    rs_error error;
    rs_text line;
    const char *wanted = p->result == 0 ? changed : old;
    fault_clear();
    SAME(send(rs_fileno(p->peer), "\xc2\xa4\r\n", 4, 0), 4);
    WORKS(rs_stream_readline(p->stream, -1, &line, &error));
    SAME(line.size, strlen(wanted));
    CHECK(memcmp(line.data, wanted, line.size) == 0);
    end_stream(p);
}

/* "data" to be read, at once or when the call waits. */
const scene reader = {reader_set_up, stream_usable, tear_down_all};
const scene late_reader = {late_reader_set_up, stream_usable, tear_down_all};
/* ... and then the end. */
const scene ended_reader = {ended_reader_set_up, ended_usable, tear_down_all};
const scene text_reader = {text_reader_set_up, stream_usable, tear_down_all};
const scene text_writer = {text_writer_set_up, text_writer_usable, tear_down_all};
/* ... whose coding and ends of lines the call changes. */
const scene changed_reader = {changed_reader_set_up, changed_reader_usable, tear_down_all};
const scene changed_writer = {text_writer_set_up, changed_writer_usable, tear_down_all};
const scene raw_reader = {raw_reader_set_up, stream_usable, tear_down_all};
const scene raw_writer = {raw_writer_set_up, stream_usable, tear_down_all};
const scene small_stream = {small_pair_set_up, stream_usable, tear_down_all};
/* "data" was written, and is not sent yet. */
const scene buffered_stream = {buffered_pair_set_up, stream_usable, tear_down_all};
/* ... and nothing is there afterwards. */
const scene freed_stream = {buffered_pair_set_up, use_nothing, tear_down_all};
const scene last_stream = {last_set_up, stream_usable, tear_down_all};
