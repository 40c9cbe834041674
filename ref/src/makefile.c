/* makefile(): the arguments, and which layers they ask for. */
#include "error.h"
#include "stream.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct requested {
    bool reading, writing, binary;
} requested;

/* The mode as Python prints it in its message, cut if it is long. */
static int fail_mode(rs_text mode, rs_error *error) {
    return rs_fail(error, RS_VALUE_ERROR, "invalid mode '%.*s' (only r, w, b allowed)",
                   RS_CUT(100, mode.data, mode.size));
}

static int parse_mode(rs_text mode, requested *wanted, rs_error *error) {
    *wanted = (requested){false, false, false};
    for (size_t i = 0; i < mode.size; i++)
        switch (mode.data[i]) {
        case 'r':
            wanted->reading = true;
            break;
        case 'w':
            wanted->writing = true;
            break;
        case 'b':
            wanted->binary = true;
            break;
        default:
            return fail_mode(mode, error);
        }
    if (!wanted->writing)
        wanted->reading = true;
    return 0;
}

static rs_stream_kind buffered_kind(const requested *wanted) {
    if (wanted->reading && wanted->writing)
        return RS_STREAM_PAIR;
    return wanted->reading ? RS_STREAM_READER : RS_STREAM_WRITER;
}

static void name_layers(rs_layers *layers, const requested *wanted, bool buffer) {
    layers->bare = (rs_stream){RS_STREAM_RAW, layers};
    layers->buffered = (rs_stream){buffered_kind(wanted), layers};
    rs_stream_kind kind = !wanted->binary ? RS_STREAM_TEXT : buffer ? layers->buffered.kind : RS_STREAM_RAW;
    layers->whole = (rs_stream){kind, layers};
}

static int open_buffers(rs_layers *layers, const requested *wanted, size_t size, rs_error *error) {
    if (wanted->reading && rs_reader_open(&layers->reader, &layers->raw, size, error) < 0)
        return -1;
    return wanted->writing ? rs_writer_open(&layers->writer, &layers->raw, size, error) : 0;
}

static int open_text(rs_layers *layers, const requested *wanted, rs_text mode, const rs_text_options *options,
                     rs_error *error) {
    static const rs_text_options none;
    return rs_wrapper_open(&layers->text, mode, options ? options : &none, wanted->reading ? &layers->reader : NULL,
                           wanted->writing ? &layers->writer : NULL, error);
}

static void free_layers(rs_layers *layers) {
    rs_wrapper_free(layers->text);
    rs_reader_free(&layers->reader);
    rs_writer_free(&layers->writer);
    free(layers);
}

int rs_makefile(rs_socket *socket, rs_text mode, int64_t buffering, const rs_text_options *text, rs_stream **result,
                rs_error *error) {
    requested wanted;
    if (rs_need_text(mode, "'NoneType' object is not iterable", error) < 0 || parse_mode(mode, &wanted, error) < 0)
        return -1;
    if (buffering == 0 && !wanted.binary)
        return rs_fail(error, RS_VALUE_ERROR, "unbuffered streams must be binary");
    if (buffering >= PTRDIFF_MAX)
        return rs_fail_memory(error);
    rs_layers *layers = calloc(1, sizeof *layers);
    if (!layers)
        return rs_fail_memory(error);
    name_layers(layers, &wanted, buffering != 0);
    size_t size = buffering < 0 ? RS_DEFAULT_BUFFER_SIZE : (size_t)buffering;
    if ((buffering != 0 && open_buffers(layers, &wanted, size, error) < 0) ||
        (!wanted.binary && open_text(layers, &wanted, mode, text, error) < 0)) {
        free_layers(layers);
        return -1;
    }
    rs_raw_open(&layers->raw, socket, wanted.reading, wanted.writing);
    *result = &layers->whole;
    return 0;
}

void rs_stream_free(rs_stream *stream) {
    if (!stream)
        return;
    rs_stream_close(stream, NULL);
    free_layers(stream->in);
}
