/* The file object: its layers, which share what is in them. Each is a stream of its own kind. */
#ifndef RS_STREAM_H
#define RS_STREAM_H

#include "wrapper.h"

struct rs_stream {
    rs_stream_kind kind;
    struct rs_layers *in;
};

typedef struct rs_layers {
    rs_raw raw;
    rs_reader reader;                /* there if the file reads through a buffer */
    rs_writer writer;                /* likewise */
    rs_wrapper *text;                /* NULL: binary; owned */
    rs_stream whole, buffered, bare; /* the file, what it codes for, and the socket without a buffer */
} rs_layers;

/* NULL if the stream is none of text. */
static inline rs_wrapper *rs_text_layer(const rs_stream *stream) {
    return stream->kind == RS_STREAM_TEXT ? stream->in->text : NULL;
}

#endif
