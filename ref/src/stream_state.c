/* What a file tells about itself. */
#include "error.h"
#include "stream.h"

static int check_socket(const rs_stream *stream, rs_error *error) {
    return stream->in->raw.socket ? 0 : rs_fail(error, RS_VALUE_ERROR, "I/O operation on closed socket.");
}

/* What a layer knows without asking the socket's: a reader that it does not write. */
int rs_stream_readable(const rs_stream *stream, rs_error *error) {
    if (stream->kind != RS_STREAM_RAW && !stream->in->raw.reading)
        return 0;
    return check_socket(stream, error) < 0 ? -1 : stream->in->raw.reading;
}

int rs_stream_writable(const rs_stream *stream, rs_error *error) {
    if (stream->kind != RS_STREAM_RAW && !stream->in->raw.writing)
        return 0;
    return check_socket(stream, error) < 0 ? -1 : stream->in->raw.writing;
}

/* A pair of a reader and a writer has no descriptor, no name and no mode of its own. */
static bool paired(const rs_stream *stream) {
    return stream->kind != RS_STREAM_RAW && stream->in->reader.buffer && stream->in->writer.buffer;
}

int rs_stream_seekable(const rs_stream *stream, rs_error *error) {
    return paired(stream) ? 0 : check_socket(stream, error);
}

int rs_stream_isatty(const rs_stream *stream, rs_error *error) {
    return rs_raw_check(&stream->in->raw, error);
}

int rs_stream_fileno(const rs_stream *stream, rs_error *error) {
    if (paired(stream))
        return rs_fail_unsupported(error, "fileno");
    if (rs_raw_check(&stream->in->raw, error) < 0)
        return -1;
    if (error)
        error->kind = RS_NO_ERROR;
    return rs_fileno(stream->in->raw.socket);
}

int rs_stream_closed(const rs_stream *stream) {
    return !stream->in->raw.socket;
}

rs_stream *rs_stream_buffer(rs_stream *stream) {
    return stream->kind == RS_STREAM_TEXT ? &stream->in->buffered : NULL;
}

rs_stream *rs_stream_raw(rs_stream *stream) {
    bool one_way = stream->kind == RS_STREAM_READER || stream->kind == RS_STREAM_WRITER;
    return one_way ? &stream->in->bare : NULL;
}

rs_text rs_stream_undecoded(const rs_stream *stream) {
    const rs_wrapper *text = rs_text_layer(stream);
    return text ? text->failed : rs_str(NULL);
}

rs_stream_kind rs_stream_type(const rs_stream *stream) {
    return stream->kind;
}

int rs_stream_name(const rs_stream *stream) {
    if (paired(stream))
        return -2;
    return stream->in->raw.socket ? rs_fileno(stream->in->raw.socket) : -1;
}

const char *rs_stream_mode(const rs_stream *stream) {
    if (rs_text_layer(stream))
        return stream->in->text->names.mode;
    if (paired(stream))
        return NULL;
    return !stream->in->raw.writing ? "rb" : stream->in->raw.reading ? "rwb" : "wb";
}

const char *rs_stream_encoding(const rs_stream *stream) {
    return rs_text_layer(stream) ? stream->in->text->names.encoding : NULL;
}

const char *rs_stream_errors(const rs_stream *stream) {
    return rs_text_layer(stream) ? stream->in->text->names.errors : NULL;
}

int rs_stream_newlines(const rs_stream *stream) {
    return rs_text_layer(stream) ? stream->in->text->newlines.seen : 0;
}

int rs_stream_line_buffering(const rs_stream *stream) {
    return rs_text_layer(stream) && stream->in->text->line_buffering;
}

int rs_stream_write_through(const rs_stream *stream) {
    return rs_text_layer(stream) && stream->in->text->write_through;
}
