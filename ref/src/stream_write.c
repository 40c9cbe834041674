/* Writing to a file, and closing it. */
#include "error.h"
#include "stream.h"

static ptrdiff_t write_text(rs_stream *stream, const void *data, size_t size, rs_error *error) {
    if (rs_raw_check(&stream->raw, error) < 0)
        return -1;
    if (!stream->text->writer)
        return rs_fail_unsupported(error, "not writable");
    return rs_wrapper_write(stream->text, data, size, error);
}

ptrdiff_t rs_stream_write(rs_stream *stream, const void *data, size_t size, rs_error *error) {
    if (stream->text)
        return write_text(stream, data, size, error);
    if (stream->kind == RS_STREAM_RAW)
        return rs_none(rs_raw_write(&stream->raw, data, size, error), error);
    if (stream->kind == RS_STREAM_READER)
        return rs_fail_unsupported(error, "write");
    if (!stream->raw.socket)
        return rs_fail(error, RS_VALUE_ERROR, "write to closed file");
    return rs_writer_write(&stream->writer, data, size, error);
}

int rs_stream_writelines(rs_stream *stream, const rs_bytes *lines, size_t count, rs_error *error) {
    if (rs_raw_check(&stream->raw, error) < 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        rs_error own;
        if (rs_stream_write(stream, lines[i].data, lines[i].size, &own) >= 0 || own.kind == RS_WOULD_BLOCK)
            continue; /* what a raw file did not take is lost, as in CPython */
        if (error)
            *error = own;
        return -1;
    }
    return 0;
}

int rs_stream_flush(rs_stream *stream, rs_error *error) {
    if (rs_raw_check(&stream->raw, error) < 0)
        return -1;
    if (stream->text)
        return rs_wrapper_flush(stream->text, error);
    return stream->writer.buffer ? rs_writer_flush(&stream->writer, error) : 0;
}

int rs_stream_close(rs_stream *stream, rs_error *error) {
    if (!stream->raw.socket)
        return 0;
    int flushed = rs_stream_flush(stream, error);
    int closed = rs_raw_close(&stream->raw, flushed < 0 ? NULL : error);
    return flushed < 0 || closed < 0 ? -1 : 0;
}
