/* Reading from a file: each operation, by kind. */
#include "error.h"
#include "stream.h"

#include <stdlib.h>

/* A raw read of `size` bytes goes into memory of the reader, which a raw file has for this alone. */
static ptrdiff_t raw_read(rs_stream *stream, int64_t size, rs_text *data, rs_error *error) {
    rs_growing *whole = &stream->in->reader.whole;
    rs_growing_clear(whole);
    if (size < 0) {
        ptrdiff_t all = rs_raw_readall(&stream->in->raw, whole, error);
        return all < 0 ? all : rs_give_bytes(whole->data, whole->size, data);
    }
    if ((uint64_t)size > PTRDIFF_MAX)
        return rs_fail_memory(error);
    if (rs_growing_reserve(whole, (size_t)size, error) < 0)
        return -1;
    /* Of no bytes, too: that the file is closed, or not for reading, is told. */
    ptrdiff_t got = rs_raw_readinto(&stream->in->raw, whole->data, (size_t)size, error);
    return got < 0 ? got : rs_give_bytes(whole->data, (size_t)got, data);
}

/* Byte by byte: what comes after the line stays in the socket. */
static ptrdiff_t raw_readline(rs_stream *stream, int64_t limit, rs_text *data, rs_error *error) {
    rs_growing *whole = &stream->in->reader.whole;
    rs_growing_clear(whole);
    if (rs_raw_check(&stream->in->raw, error) < 0)
        return -1;
    while (limit < 0 || whole->size < (uint64_t)limit) {
        if (rs_growing_reserve(whole, 1, error) < 0)
            return -1;
        ptrdiff_t got = rs_raw_readinto(&stream->in->raw, whole->data + whole->size, 1, error);
        if (got == -1)
            return -1;
        if (got == RS_NOTHING)
            return rs_fail_no_bytes(error);
        if (got == 0)
            break;
        if (whole->data[whole->size++] == '\n')
            break;
    }
    return rs_give_bytes(whole->data, whole->size, data);
}

/* For the kinds with a buffer: whether this one can read, and is open. `what` is the operation. */
static int check(const rs_stream *stream, const char *what, rs_error *error) {
    if (stream->kind == RS_STREAM_WRITER)
        return rs_fail_unsupported(error, what);
    if (!stream->in->raw.socket)
        return rs_fail(error, RS_VALUE_ERROR, "%s of closed file", what);
    return 0;
}

/* A text file for reading. */
static int check_text(const rs_stream *stream, rs_error *error) {
    if (rs_raw_check(&stream->in->raw, error) < 0)
        return -1;
    return stream->in->text->reader ? 0 : rs_fail_unsupported(error, "not readable");
}

ptrdiff_t rs_stream_read(rs_stream *stream, int64_t size, rs_text *data, rs_error *error) {
    if (rs_text_layer(stream))
        return check_text(stream, error) < 0
                   ? -1
                   : rs_none(rs_wrapper_read(rs_text_layer(stream), size, data, error), error);
    if (stream->kind == RS_STREAM_RAW)
        return rs_none(raw_read(stream, size, data, error), error);
    if (check(stream, "read", error) < 0)
        return -1;
    return rs_none(rs_reader_read(&stream->in->reader, size, data, error), error);
}

ptrdiff_t rs_stream_read1(rs_stream *stream, int64_t size, rs_text *data, rs_error *error) {
    if (stream->kind == RS_STREAM_RAW || stream->kind == RS_STREAM_WRITER || rs_text_layer(stream))
        return rs_fail_unsupported(error, "read1");
    if (check(stream, "read", error) < 0)
        return -1;
    return rs_reader_read1(&stream->in->reader, size, data, error);
}

ptrdiff_t rs_stream_peek(rs_stream *stream, rs_text *data, rs_error *error) {
    if (stream->kind == RS_STREAM_RAW || rs_text_layer(stream))
        return rs_fail_unsupported(error, "peek");
    return check(stream, "peek", error) < 0 ? -1 : rs_reader_peek(&stream->in->reader, data, error);
}

ptrdiff_t rs_stream_readline(rs_stream *stream, int64_t limit, rs_text *data, rs_error *error) {
    if (rs_text_layer(stream))
        return rs_raw_check(&stream->in->raw, error) < 0
                   ? -1
                   : rs_wrapper_readline(rs_text_layer(stream), limit, data, error);
    if (stream->kind == RS_STREAM_RAW)
        return raw_readline(stream, limit, data, error);
    if (stream->kind == RS_STREAM_WRITER)
        return rs_fail_unsupported(error, "read");
    if (!stream->in->raw.socket)
        return rs_fail(error, RS_VALUE_ERROR, "readline of closed file");
    return rs_reader_readline(&stream->in->reader, limit, stream->kind == RS_STREAM_PAIR, data, error);
}

static ptrdiff_t readinto(rs_stream *stream, void *buffer, size_t size, bool once, rs_error *error) {
    if (rs_text_layer(stream))
        return rs_fail_unsupported(error, once ? "readinto1" : "readinto");
    if (stream->kind == RS_STREAM_WRITER)
        return rs_fail_unsupported(error, once ? "read1" : "read");
    if (!stream->in->raw.socket)
        return rs_fail(error, RS_VALUE_ERROR, "readinto of closed file");
    return rs_none(rs_reader_readinto(&stream->in->reader, buffer, size, once, error), error);
}

ptrdiff_t rs_stream_readinto(rs_stream *stream, void *buffer, size_t size, rs_error *error) {
    if (stream->kind == RS_STREAM_RAW)
        return rs_none(rs_raw_readinto(&stream->in->raw, buffer, size, error), error);
    return readinto(stream, buffer, size, false, error);
}

ptrdiff_t rs_stream_readinto1(rs_stream *stream, void *buffer, size_t size, rs_error *error) {
    if (stream->kind == RS_STREAM_RAW)
        return rs_fail_unsupported(error, "readinto1");
    return readinto(stream, buffer, size, true, error);
}
