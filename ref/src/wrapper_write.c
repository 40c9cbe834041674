/* Writing text: encoded, and gathered for the buffer. */
#include "error.h"
#include "wrapper.h"
#include "wtf8.h"

int rs_wrapper_pass_on(rs_wrapper *wrapper, rs_error *error) {
    size_t size = wrapper->pending.size;
    if (size == 0)
        return 0;
    wrapper->pending.size = 0; /* also if that fails, as in CPython */
    int result = rs_writer_write(wrapper->writer, wrapper->pending.data, size, error) < 0 ? -1 : 0;
    if (wrapper->pending.size == 0)
        rs_growing_clear(&wrapper->pending); /* what was much does not stay */
    return result;
}

int rs_wrapper_begin(rs_wrapper *wrapper, rs_error *error) {
    return wrapper->writing ? rs_mutex_lock(wrapper->writing, error) : 0;
}

void rs_wrapper_end(rs_wrapper *wrapper) {
    if (wrapper->writing)
        rs_mutex_unlock(wrapper->writing);
}

int rs_wrapper_turn(rs_wrapper *wrapper, rs_error *error) {
    if (wrapper->writing && !rs_mutex_try(wrapper->writing))
        return 0;
    int passed = rs_wrapper_pass_on(wrapper, error);
    rs_wrapper_end(wrapper);
    return passed;
}

int rs_wrapper_flush(rs_wrapper *wrapper, rs_error *error) {
    if (!wrapper->writer)
        return 0;
    return rs_wrapper_pass_on(wrapper, error) < 0 ? -1 : rs_writer_flush(wrapper->writer, error);
}

/* ValueError if it is no text. */
static int check(const char *text, size_t size, size_t *characters, rs_error *error) {
    size_t at = 0, count = 0, wrong;
    while (at < size) {
        size_t ascii = rs_ascii_run(text + at, size - at);
        at += ascii;
        count += ascii;
        if (at == size)
            break;
        size_t length = rs_utf8_character(text + at, size - at, true, &wrong);
        if (length == 0)
            return rs_fail(error, RS_VALUE_ERROR, "the text to write is no UTF-8 at byte %zu", at);
        at += length;
        count++;
    }
    *characters = count;
    return 0;
}

/* Adds the encoded text to what is pending, which is passed on before if the text is much, and after if it is much
 * then. */
static int add(rs_wrapper *wrapper, rs_text bytes, rs_error *error) {
    if (bytes.size >= RS_TEXT_CHUNK && rs_wrapper_pass_on(wrapper, error) < 0)
        return -1;
    if (rs_growing_add(&wrapper->pending, bytes.data, bytes.size, error) < 0)
        return -1;
    bool enough = wrapper->pending.size >= RS_TEXT_CHUNK || wrapper->write_through;
    return enough ? rs_wrapper_pass_on(wrapper, error) : 0;
}

/* What the text is in the file's encoding: in `encoded`, or itself. `ascii`: it is nothing else, which is the same in
 * all encodings that are built in. */
static int encode(rs_wrapper *wrapper, rs_text text, bool ascii, rs_text *bytes, rs_error *error) {
    *bytes = text;
    if (ascii && wrapper->codec.type != &rs_codec_iconv)
        return 0;
    rs_growing_clear(&wrapper->encoded);
    return wrapper->codec.type->encode(&wrapper->codec, text, &wrapper->encoded, bytes, error);
}

ptrdiff_t rs_wrapper_write(rs_wrapper *wrapper, const char *text, size_t size, rs_error *error) {
    rs_text what = {text, size, false}, bytes;
    size_t characters = 0;
    if (wrapper->newlines.write_end)
        rs_growing_clear(&wrapper->translated);
    if (check(text, size, &characters, error) < 0 ||
        rs_newlines_write(&wrapper->newlines, &what, &wrapper->translated, error) < 0 ||
        encode(wrapper, what, characters == size, &bytes, error) < 0)
        return -1;
    if (add(wrapper, bytes, error) < 0) {
        rs_codec_undo(&wrapper->codec);
        return -1;
    }
    bool ends = wrapper->line_buffering && (memchr(text, '\n', size) || memchr(text, '\r', size));
    if (ends && rs_wrapper_flush(wrapper, error) < 0)
        return -1;
    return (ptrdiff_t)characters;
}
