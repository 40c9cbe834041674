/* Files on sockets that wait. */
#include "waits.h"

static void open_it(scene *s, const char *mode, int64_t buffering, const char *encoding) {
    rs_error error;
    rs_text_options options = {.encoding = rs_str(encoding)};
    WORKS(rs_makefile(s->socket, rs_str(mode), buffering, &options, &s->stream, &error));
}

/* ---- reading: nothing is there yet */

static void raw_reader(scene *s) {
    empty_stream(s);
    open_it(s, "rb", 0, NULL);
}

static void reader(scene *s) {
    empty_stream(s);
    open_it(s, "rwb", RS_DEFAULT_BUFFERING, NULL);
}

static void text_reader(scene *s) {
    empty_stream(s);
    open_it(s, "r", RS_DEFAULT_BUFFERING, "utf-8");
}

static void iconv_reader(scene *s) {
    empty_stream(s);
    open_it(s, "rw", 1, "iso8859-15");
}

static int64_t do_read(scene *s, rs_error *error) {
    rs_text data;
    ptrdiff_t got = rs_stream_read(s->stream, 1, &data, error);
    CHECK(got < 0 || (got == 1 && data.data[0] == 'x'));
    return got;
}

static int64_t do_readline(scene *s, rs_error *error) {
    rs_text data;
    return rs_stream_readline(s->stream, 1, &data, error);
}

static int64_t do_readinto(scene *s, rs_error *error) {
    char byte;
    return rs_stream_readinto(s->stream, &byte, 1, error);
}

static int64_t do_read1(scene *s, rs_error *error) {
    rs_text data;
    return rs_stream_read1(s->stream, 8, &data, error);
}

static int64_t do_peek(scene *s, rs_error *error) {
    rs_text data;
    return rs_stream_peek(s->stream, &data, error);
}

static int64_t do_readinto1(scene *s, rs_error *error) {
    char block[8];
    return rs_stream_readinto1(s->stream, block, sizeof block, error);
}

/* One line is enough. */
static int64_t do_readlines(scene *s, rs_error *error) {
    rs_lines lines;
    ptrdiff_t count = rs_stream_readlines(s->stream, 1, &lines, error);
    CHECK(count < 0 || (count == 1 && lines.items[0].size == 3));
    if (count >= 0)
        rs_lines_free(&lines);
    return count;
}

static void send_a_line(scene *s) {
    SAME(send(rs_fileno(s->peer), "xx\n", 3, 0), 3);
}

/* ---- writing: there is no room */

static void raw_writer(scene *s) {
    full_stream(s);
    open_it(s, "wb", 0, NULL);
}

static void writer(scene *s) {
    full_stream(s);
    open_it(s, "wb", 1, NULL);
}

/* What is written is kept. */
static void kept(scene *s) {
    rs_error error;
    SAME(rs_stream_write(s->stream, "data", 4, &error), 4);
}

static void buffered_writer(scene *s) {
    full_stream(s);
    open_it(s, "rwb", RS_DEFAULT_BUFFERING, NULL);
    kept(s);
}

static void text_writer(scene *s) {
    full_stream(s);
    open_it(s, "w", RS_DEFAULT_BUFFERING, "latin-1");
    kept(s);
}

static void iconv_writer(scene *s) {
    full_stream(s);
    open_it(s, "rw", 1, "iso8859-15");
    kept(s);
}

static int64_t do_write(scene *s, rs_error *error) {
    return rs_stream_write(s->stream, "data", 4, error);
}

static int64_t do_writelines(scene *s, rs_error *error) {
    rs_bytes lines[] = {{"da", 2}, {"ta", 2}};
    return rs_stream_writelines(s->stream, lines, 2, error);
}

static int64_t do_reconfigure(scene *s, rs_error *error) {
    rs_text_changes changes = {.line_buffering = RS_ON};
    return rs_stream_reconfigure(s->stream, &changes, error);
}

static int64_t do_flush(scene *s, rs_error *error) {
    return rs_stream_flush(s->stream, error);
}

static int64_t do_close(scene *s, rs_error *error) {
    int result = rs_stream_close(s->stream, error);
    CHECK(rs_stream_closed(s->stream));
    return result;
}

const wait file_waits[] = {
    {"read of a raw file", raw_reader, do_read, send_a_byte, NO_TRAITS},
    {"read of a file", reader, do_read, send_a_byte, NO_TRAITS},
    {"readinto of a file", reader, do_readinto, send_a_byte, NO_TRAITS},
    {"read1 of a file", reader, do_read1, send_a_byte, NO_TRAITS},
    {"peek of a file", reader, do_peek, send_a_byte, NO_TRAITS},
    {"readinto1 of a file", reader, do_readinto1, send_a_byte, NO_TRAITS},
    {"readlines of a file", reader, do_readlines, send_a_line, NO_TRAITS},
    {"read of text", text_reader, do_read, send_a_byte, NO_TRAITS},
    {"readlines of text", text_reader, do_readlines, send_a_line, NO_TRAITS},
    {"readline of text by iconv", iconv_reader, do_readline, send_a_byte, NO_TRAITS},
    {"write to a raw file", raw_writer, do_write, receive_all, NO_TRAITS},
    {"write to a file", writer, do_write, receive_all, NO_TRAITS},
    {"writelines to a file", writer, do_writelines, receive_all, NO_TRAITS},
    {"flush of a file", buffered_writer, do_flush, receive_all, NO_TRAITS},
    {"flush of text", text_writer, do_flush, receive_all, NO_TRAITS},
    {"flush of text by iconv", iconv_writer, do_flush, receive_all, NO_TRAITS},
    {"reconfigure of text", text_writer, do_reconfigure, receive_all, NO_TRAITS},
    {"close of a file", buffered_writer, do_close, receive_all, NO_TRAITS},
    {"close of text", text_writer, do_close, receive_all, TWO_WAITS},
    {0},
};
