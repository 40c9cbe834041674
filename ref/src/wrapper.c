#include "wrapper.h"

#include "error.h"
#include "text.h"

#include <stdlib.h>

static void copy_name(char *place, rs_text text) {
    if (text.size)
        memcpy(place, text.data, text.size);
    place[text.size] = '\0';
}

/* Mode, encoding and errors as C strings in one piece. */
static int make_names(rs_names *names, rs_text mode, rs_text encoding, rs_text errors, rs_error *error) {
    names->mode = names->encoding = names->errors = NULL;
    if (rs_text_has_nul(encoding) || rs_text_has_nul(errors))
        return rs_fail(error, RS_VALUE_ERROR, "embedded null character");
    names->mode = malloc(mode.size + encoding.size + errors.size + 3);
    if (!names->mode)
        return rs_fail_memory(error);
    names->encoding = names->mode + mode.size + 1;
    names->errors = names->encoding + encoding.size + 1;
    copy_name(names->mode, mode);
    copy_name(names->encoding, encoding);
    copy_name(names->errors, errors);
    return 0;
}

/* The names and the codec that they stand for: both, or nothing. */
static int open_coding(rs_wrapper *wrapper, rs_text mode, rs_text encoding, rs_text errors, rs_names *names,
                       rs_codec *codec, rs_error *error) {
    char default_encoding[64];
    if (!encoding.data || (encoding.size == 6 && memcmp(encoding.data, "locale", 6) == 0)) {
        rs_default_encoding(default_encoding);
        encoding = rs_str(default_encoding);
    }
    if (make_names(names, mode, encoding, errors.data ? errors : rs_str("strict"), error) < 0)
        return -1;
    if (rs_codec_open(codec, names->encoding, names->errors, wrapper->reader, wrapper->writer, error) == 0)
        return 0;
    free(names->mode);
    return -1;
}

static int open_newlines(rs_newlines *newlines, rs_text newline, rs_error *error) {
    if (rs_text_has_nul(newline))
        return rs_fail(error, RS_VALUE_ERROR, "embedded null character");
    return rs_newlines_open(newlines, newline, error);
}

int rs_wrapper_open(rs_wrapper **result, rs_text mode, const rs_text_options *options, rs_reader *reader,
                    rs_writer *writer, rs_error *error) {
    rs_wrapper *wrapper = calloc(1, sizeof *wrapper);
    if (!wrapper)
        return rs_fail_memory(error);
    wrapper->reader = reader;
    wrapper->writer = writer;
    if (reader && writer) {
        wrapper->writing = rs_mutex_make(error);
        if (!wrapper->writing) {
            free(wrapper);
            return -1;
        }
    }
    if (open_newlines(&wrapper->newlines, options->newline, error) < 0 ||
        open_coding(wrapper, mode, options->encoding, options->errors, &wrapper->names, &wrapper->codec, error) < 0) {
        rs_mutex_free(wrapper->writing);
        free(wrapper);
        return -1;
    }
    *result = wrapper;
    return 0;
}

static void set_flag(bool *flag, rs_switch to) {
    if (to != RS_AS_IT_IS)
        *flag = to == RS_ON;
}

/* A decoder begins anew, with a new memory of the ends it has seen. */
static int change_coding(rs_wrapper *wrapper, const rs_text_changes *changes, rs_newlines newlines, rs_error *error) {
    const rs_text_options *to = &changes->text;
    rs_names *had = &wrapper->names, names;
    rs_codec codec;
    rs_text encoding = to->encoding, errors = to->errors;
    if (!encoding.data) {
        encoding = rs_str(had->encoding);
        errors = errors.data ? errors : rs_str(had->errors);
    }
    if (open_coding(wrapper, rs_str(had->mode), encoding, errors, &names, &codec, error) < 0)
        return -1;
    rs_codec_close(&wrapper->codec);
    free(had->mode);
    wrapper->codec = codec;
    wrapper->names = names;
    wrapper->newlines = newlines;
    wrapper->newlines.seen = 0;
    wrapper->newlines.held = false;
    wrapper->undecoded.size = 0;
    wrapper->bytes_per_character = 0;
    return 0;
}

int rs_wrapper_reconfigure(rs_wrapper *wrapper, const rs_text_changes *changes, rs_error *error) {
    const rs_text_options *to = &changes->text;
    bool coding = to->encoding.data || to->errors.data || changes->newline;
    rs_newlines newlines = wrapper->newlines;
    if (coding && wrapper->chunk)
        return rs_fail(error, RS_UNSUPPORTED_OPERATION,
                       "It is not possible to set the encoding or newline of stream after the first read");
    if (changes->newline && open_newlines(&newlines, to->newline, error) < 0)
        return -1;
    if (rs_wrapper_flush(wrapper, error) < 0 || (coding && change_coding(wrapper, changes, newlines, error) < 0))
        return -1;
    set_flag(&wrapper->line_buffering, changes->line_buffering);
    set_flag(&wrapper->write_through, changes->write_through);
    return 0;
}

void rs_wrapper_free(rs_wrapper *wrapper) {
    if (!wrapper)
        return;
    rs_codec_close(&wrapper->codec);
    rs_growing_free(&wrapper->undecoded);
    rs_growing_free(&wrapper->decoded);
    if (!wrapper->writing || !rs_mutex_lost(wrapper->writing)) { /* else any of them may be half changed */
        rs_growing_free(&wrapper->pending);
        rs_growing_free(&wrapper->translated);
        rs_growing_free(&wrapper->encoded);
    }
    free(wrapper->names.mode);
    rs_mutex_free(wrapper->writing);
    free(wrapper);
}
