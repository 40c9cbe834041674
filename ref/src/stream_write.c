/* Writing to a file, and closing it. */
#include "error.h"
#include "stream.h"

#include <errno.h>

/* The layers below text, too, write past what a reader of the text passes on. */
static int begin(const rs_stream *stream, rs_error *error) {
    return stream->in->text ? rs_wrapper_begin(stream->in->text, error) : 0;
}

static void end(const rs_stream *stream) {
    if (stream->in->text)
        rs_wrapper_end(stream->in->text);
}

/* Whether this buffered file can write, and is open. */
static int check(const rs_stream *stream, rs_error *error) {
    if (rs_text_layer(stream)) {
        if (rs_raw_check(&stream->in->raw, error) < 0)
            return -1;
        return stream->in->text->writer ? 0 : rs_fail_unsupported(error, "not writable");
    }
    if (stream->kind == RS_STREAM_READER)
        return rs_fail_unsupported(error, "write");
    return stream->in->raw.socket ? 0 : rs_fail(error, RS_VALUE_ERROR, "write to closed file");
}

ptrdiff_t rs_stream_write(rs_stream *stream, const void *data, size_t size, rs_error *error) {
    rs_wrapper *text = rs_text_layer(stream);
    if (stream->kind == RS_STREAM_RAW)
        return rs_none(rs_raw_write(&stream->in->raw, data, size, error), error);
    if (check(stream, error) < 0 || begin(stream, error) < 0)
        return -1;
    ptrdiff_t taken =
        text ? rs_wrapper_write(text, data, size, error) : rs_writer_write(&stream->in->writer, data, size, error);
    end(stream);
    return taken;
}

int rs_stream_writelines(rs_stream *stream, const rs_bytes *lines, size_t count, rs_error *error) {
    if (rs_raw_check(&stream->in->raw, error) < 0)
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

static int flush(const rs_stream *stream, rs_error *error) {
    if (rs_text_layer(stream))
        return rs_wrapper_flush(rs_text_layer(stream), error);
    bool buffered = stream->kind != RS_STREAM_RAW && stream->in->writer.buffer;
    return buffered ? rs_writer_flush(&stream->in->writer, error) : 0;
}

int rs_stream_flush(rs_stream *stream, rs_error *error) {
    if (rs_raw_check(&stream->in->raw, error) < 0)
        return -1;
    if (stream->kind == RS_STREAM_RAW)
        return 0;
    if (begin(stream, error) < 0)
        return -1;
    int flushed = flush(stream, error);
    end(stream);
    return flushed;
}

int rs_stream_reconfigure(rs_stream *stream, const rs_text_changes *changes, rs_error *error) {
    if (!rs_text_layer(stream))
        return rs_fail_unsupported(error, "reconfigure");
    if (rs_raw_check(&stream->in->raw, error) < 0 || begin(stream, error) < 0)
        return -1;
    int changed = rs_wrapper_reconfigure(stream->in->text, changes, error);
    end(stream);
    return changed;
}

/* Flushing a text file that is closed failed: the buffer below is closed, and so flushed, all the same, as in CPython,
 * and the later error is the one to tell. What a signal hook has ended with a class of its own is not begun again. */
static void flush_again(const rs_stream *stream, rs_error *error) {
    rs_error own;
    bool ended = error->kind != RS_TIMEOUT && error->kind != RS_OSERROR;
    if (!ended && rs_text_layer(stream) && stream->in->writer.buffer && rs_writer_flush(&stream->in->writer, &own) < 0)
        *error = own;
}

int rs_stream_close(rs_stream *stream, rs_error *error) {
    if (!stream->in->raw.socket)
        return 0;
    rs_error own;
    int begun = begin(stream, &own);
    if (begun < 0 && own.code == EDEADLK) { /* the call that the hook came into needs it yet */
        if (error)
            *error = own;
        return -1;
    }
    int flushed = begun < 0 ? begun : flush(stream, &own);
    if (flushed < 0 && begun == 0)
        flush_again(stream, &own);
    if (begun == 0)
        end(stream);
    int closed = rs_raw_close(&stream->in->raw, flushed < 0 ? NULL : error);
    if (flushed < 0 && error)
        *error = own;
    return flushed < 0 || closed < 0 ? -1 : 0;
}
