/* Files on sockets. */
#include "case.h"

extern const fault_case stream_cases[];

/* `got` bytes of "data". */
static int64_t is_data(ptrdiff_t got, const rs_text *data) {
    if (got < 0)
        return -1;
    CHECK((size_t)got == data->size && got <= 4 && memcmp(data->data, "data", data->size) == 0);
    return got;
}

static int64_t do_makefile(props *p, rs_error *error) {
    return rs_makefile(p->socket, rs_str("rwb"), RS_DEFAULT_BUFFERING, NULL, &p->stream, error);
}

static int64_t do_makefile_text(props *p, rs_error *error) {
    rs_text_options options = {.encoding = rs_str("iso8859-15")};
    return rs_makefile(p->socket, rs_str("rw"), RS_DEFAULT_BUFFERING, &options, &p->stream, error);
}

static int64_t do_read(props *p, rs_error *error) {
    rs_text data;
    ptrdiff_t got = rs_stream_read(p->stream, 4, &data, error);
    return is_data(got, &data);
}

static int64_t do_read_all(props *p, rs_error *error) {
    rs_text data;
    ptrdiff_t got = rs_stream_read(p->stream, -1, &data, error);
    CHECK(got < 0 || got == 4);
    p->done = got > 0 ? (size_t)got : 0;
    return is_data(got, &data);
}

static int64_t do_read1(props *p, rs_error *error) {
    rs_text data;
    ptrdiff_t got = rs_stream_read1(p->stream, -1, &data, error);
    return is_data(got, &data);
}

static int64_t do_peek(props *p, rs_error *error) {
    rs_text data;
    ptrdiff_t got = rs_stream_peek(p->stream, &data, error);
    return is_data(got, &data);
}

static int64_t do_readline(props *p, rs_error *error) {
    rs_text data;
    ptrdiff_t got = rs_stream_readline(p->stream, 4, &data, error);
    return is_data(got, &data);
}

static int64_t do_readlines(props *p, rs_error *error) {
    rs_lines lines;
    ptrdiff_t count = rs_stream_readlines(p->stream, -1, &lines, error);
    CHECK(count <= 0 || (count == 1 && lines.items[0].size == 4));
    p->done = count > 0 ? lines.items[0].size : 0;
    rs_lines_free(&lines);
    return count;
}

static int64_t do_readinto(props *p, rs_error *error) {
    char block[4];
    ptrdiff_t got = rs_stream_readinto(p->stream, block, sizeof block, error);
    rs_text data = {block, got > 0 ? (size_t)got : 0, true};
    return is_data(got, &data);
}

static int64_t do_readinto1(props *p, rs_error *error) {
    char block[4];
    ptrdiff_t got = rs_stream_readinto1(p->stream, block, sizeof block, error);
    rs_text data = {block, got > 0 ? (size_t)got : 0, true};
    return is_data(got, &data);
}

/* In three: into the buffer, the buffer's own, past the buffer. */
static int64_t do_write(props *p, rs_error *error) {
    for (int i = 0; i < 3; i++) {
        ptrdiff_t taken = rs_stream_write(p->stream, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", i == 0 ? 6 : 36, error);
        if (taken < 0)
            return taken;
        SAME(taken, i == 0 ? 6 : 36);
    }
    return 78;
}

static int64_t do_write_raw(props *p, rs_error *error) {
    return rs_stream_write(p->stream, "data", 4, error);
}

static int64_t do_writelines(props *p, rs_error *error) {
    rs_bytes lines[3] = {{"one\n", 4}, {"twotwotwo\n", 10}, {"three\n", 6}};
    return rs_stream_writelines(p->stream, lines, 3, error);
}

/* Of a file that has text to be sent. */
static int64_t do_reconfigure(props *p, rs_error *error) {
    rs_text_changes changes = {.text = {.encoding = rs_str("iso8859-15"), .newline = rs_str("\n")}, .newline = true};
    changes.line_buffering = RS_ON;
    if (rs_stream_writable(p->stream, error)) {
        if (rs_stream_write(p->stream, "data\n", 5, error) < 0)
            return -1;
        p->done = 6;
    }
    int result = rs_stream_reconfigure(p->stream, &changes, error);
    CHECK(rs_stream_line_buffering(p->stream) == (result == 0));
    CHECK((strcmp(rs_stream_encoding(p->stream), "iso8859-15") == 0) == (result == 0));
    return result;
}

static int64_t do_flush(props *p, rs_error *error) {
    return rs_stream_flush(p->stream, error);
}

/* Twice as much as is kept of text before it goes on, with characters that are to be encoded. */
static int64_t do_write_text(props *p, rs_error *error) {
    for (int i = 0; i < 2000; i++) {
        ptrdiff_t taken = rs_stream_write(p->stream, "0123\xc3\xa9\n", 7, error);
        if (taken < 0)
            return taken;
        SAME(taken, 6);
        p->done += 7;
    }
    return 12000;
}

/* Closed, whatever it answers. */
static int64_t do_close(props *p, rs_error *error) {
    int result = rs_stream_close(p->stream, error);
    CHECK(rs_stream_closed(p->stream));
    SAME(rs_stream_close(p->stream, NULL), 0);
    return result;
}

/* Failures are not told. */
static int64_t do_free(props *p, rs_error *error) {
    (void)error;
    rs_stream_free(p->stream);
    p->stream = NULL;
    return 0;
}

const fault_case stream_cases[] = {
    {"makefile", &pair, do_makefile, BLOCKING},
    {"makefile.text", &pair, do_makefile_text, BLOCKING},
    {"stream_read.text", &text_reader, do_read, BLOCKING | TIMEOUT},
    {"stream_readline.text", &text_reader, do_readline, BLOCKING | TIMEOUT},
    {"stream_write.text", &text_writer, do_write_text, BLOCKING},
    {"stream_read", &reader, do_read, ANY_MODE},
    {"stream_read.waits", &late_reader, do_read, TIMEOUT},
    {"stream_read.all", &ended_reader, do_read_all, BLOCKING | TIMEOUT},
    {"stream_read.raw", &raw_reader, do_read, ANY_MODE},
    {"stream_read1", &reader, do_read1, BLOCKING | TIMEOUT},
    {"stream_peek", &reader, do_peek, BLOCKING | TIMEOUT},
    {"stream_readline", &reader, do_readline, BLOCKING | TIMEOUT},
    {"stream_readline.raw", &raw_reader, do_readline, BLOCKING | TIMEOUT},
    {"stream_readlines", &ended_reader, do_readlines, BLOCKING | TIMEOUT},
    {"stream_readinto", &reader, do_readinto, ANY_MODE},
    {"stream_readinto1", &reader, do_readinto1, ANY_MODE},
    {"stream_write", &small_stream, do_write, BLOCKING | TIMEOUT},
    {"stream_write.raw", &raw_writer, do_write_raw, ANY_MODE},
    {"stream_writelines", &small_stream, do_writelines, BLOCKING | TIMEOUT},
    {"stream_reconfigure.reader", &changed_reader, do_reconfigure, BLOCKING | TIMEOUT},
    {"stream_reconfigure.writer", &changed_writer, do_reconfigure, BLOCKING | TIMEOUT},
    {"stream_flush", &buffered_stream, do_flush, ANY_MODE},
    {"stream_close", &buffered_stream, do_close, ANY_MODE},
    {"stream_close.last", &last_stream, do_close, BLOCKING},
    {"stream_free", &freed_stream, do_free, BLOCKING},
    {NULL, NULL, NULL, 0},
};
