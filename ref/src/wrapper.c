#include "wrapper.h"

#include "error.h"
#include "text.h"

#include <stdlib.h>

/* Mode, encoding and errors as C strings in one piece. */
static int keep_names(rs_wrapper *wrapper, rs_text mode, rs_text encoding, rs_text errors, rs_error *error) {
    if (rs_text_has_nul(encoding) || rs_text_has_nul(errors))
        return rs_fail(error, RS_VALUE_ERROR, "embedded null character");
    char *names = malloc(mode.size + encoding.size + errors.size + 3);
    if (!names)
        return rs_fail_memory(error);
    const rs_text texts[] = {mode, encoding, errors};
    char **const places[] = {&wrapper->mode, &wrapper->encoding, &wrapper->errors};
    for (size_t i = 0; i < 3; i++) {
        *places[i] = names;
        if (texts[i].size)
            memcpy(names, texts[i].data, texts[i].size);
        names += texts[i].size;
        *names++ = '\0';
    }
    return 0;
}

int rs_wrapper_open(rs_wrapper **result, rs_text mode, const rs_text_options *options, rs_reader *reader,
                    rs_writer *writer, rs_error *error) {
    char default_encoding[64];
    rs_text encoding = options->encoding, errors = options->errors.data ? options->errors : rs_str("strict");
    rs_wrapper *wrapper = calloc(1, sizeof *wrapper);
    *result = wrapper;
    if (!wrapper)
        return rs_fail_memory(error);
    wrapper->reader = reader;
    wrapper->writer = writer;
    if (rs_text_has_nul(options->newline))
        return rs_fail(error, RS_VALUE_ERROR, "embedded null character");
    if (!encoding.data) {
        rs_default_encoding(default_encoding);
        encoding = rs_str(default_encoding);
    }
    if (keep_names(wrapper, mode, encoding, errors, error) < 0 ||
        rs_newlines_open(&wrapper->newlines, options->newline, error) < 0)
        return -1;
    return rs_codec_open(&wrapper->codec, wrapper->encoding, wrapper->errors, reader, writer, error);
}

void rs_wrapper_free(rs_wrapper *wrapper) {
    if (!wrapper)
        return;
    rs_codec_close(&wrapper->codec);
    rs_growing_free(&wrapper->undecoded);
    rs_growing_free(&wrapper->decoded);
    rs_growing_free(&wrapper->pending);
    rs_growing_free(&wrapper->translated);
    rs_growing_free(&wrapper->encoded);
    free(wrapper->mode);
    free(wrapper);
}
