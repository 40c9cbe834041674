/* ASCII and Latin-1: a byte is a character. */
#include "codec.h"
#include "wtf8.h"

static int decode_ascii(rs_codec *codec, const char *data, size_t size, bool final, rs_growing *out, size_t *used,
                        rs_error *error) {
    size_t at = 0;
    (void) final;
    *used = 0;
    while (at < size) {
        size_t good = rs_ascii_run(data + at, size - at);
        if (rs_growing_add(out, data + at, good, error) < 0)
            return -1;
        at += good;
        if (at < size && rs_undecodable(codec, (rs_text){data, size, true}, at, at + 1, "ordinal not in range(128)",
                                        out, &at, error) < 0)
            return -1;
    }
    *used = size;
    return 0;
}

static int decode_latin1(rs_codec *codec, const char *data, size_t size, bool final, rs_growing *out, size_t *used,
                         rs_error *error) {
    (void)codec;
    (void) final;
    *used = 0;
    for (size_t at = 0; at < size;) {
        size_t ascii = rs_ascii_run(data + at, size - at);
        if (rs_growing_add(out, data + at, ascii, error) < 0)
            return -1;
        at += ascii;
        if (at < size && rs_wtf8_add(out, (unsigned char)data[at++], error) < 0)
            return -1;
    }
    *used = size;
    return 0;
}

/* The bytes of the characters from `at` on that are at least `limit`. */
static size_t beyond(rs_text text, size_t at, uint32_t limit) {
    size_t end = at, wrong;
    while (end < text.size && rs_wtf8_number(text.data + end) >= limit)
        end += rs_utf8_character(text.data + end, text.size - end, true, &wrong);
    return end - at;
}

static int encode_below(rs_codec *codec, uint32_t limit, const char *reason, rs_text text, rs_growing *out,
                        rs_text *bytes, rs_error *error) {
    size_t at = rs_ascii_run(text.data, text.size);
    bool encoded; /* either way it is what is wanted: ASCII is a part of both */
    *bytes = text;
    if (at == text.size)
        return 0;
    if (rs_growing_add(out, text.data, at, error) < 0)
        return -1;
    while (at < text.size) {
        size_t bad = beyond(text, at, limit);
        if (bad) {
            if (rs_unencodable(codec, text, at, at + bad, reason, out, &encoded, &at, error) < 0)
                return -1;
            continue;
        }
        char byte = (char)(unsigned char)rs_wtf8_number(text.data + at);
        if (rs_growing_add(out, &byte, 1, error) < 0)
            return -1;
        at += (unsigned char)text.data[at] < 0x80 ? 1 : 2;
    }
    *bytes = (rs_text){out->data ? out->data : "", out->size, true};
    return 0;
}

static int encode_ascii(rs_codec *codec, rs_text text, rs_growing *out, rs_text *bytes, rs_error *error) {
    return encode_below(codec, 128, "ordinal not in range(128)", text, out, bytes, error);
}

static int encode_latin1(rs_codec *codec, rs_text text, rs_growing *out, rs_text *bytes, rs_error *error) {
    return encode_below(codec, 256, "ordinal not in range(256)", text, out, bytes, error);
}

const rs_codec_type rs_codec_ascii = {decode_ascii, encode_ascii};
const rs_codec_type rs_codec_latin1 = {decode_latin1, encode_latin1};
