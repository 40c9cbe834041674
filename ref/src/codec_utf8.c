/* UTF-8. */
#include "codec.h"
#include "wtf8.h"

/* The bytes from the start that are characters; *wrong as rs_utf8_character() tells what stands behind them. */
static size_t good_run(const char *data, size_t size, size_t *wrong) {
    size_t i = 0;
    *wrong = 0;
    while (i < size) {
        i += rs_ascii_run(data + i, size - i);
        if (i == size)
            break;
        size_t length = rs_utf8_character(data + i, size - i, false, wrong);
        if (length == 0)
            break;
        i += length;
    }
    return i;
}

static const char *reason_for(const char *data, size_t wrong, size_t left) {
    unsigned char first = (unsigned char)*data;
    if (wrong == 0 || wrong > left)
        return "unexpected end of data";
    return first < 0xc2 || first > 0xf4 ? "invalid start byte" : "invalid continuation byte";
}

/* The first two bytes of a surrogate: what they are shows when the third has come. */
static bool is_cut_surrogate(const char *data, size_t size) {
    return size == 2 && (unsigned char)data[0] == 0xed && ((unsigned char)data[1] & 0xe0) == 0xa0;
}

static int decode(rs_codec *codec, const char *data, size_t size, bool final, rs_growing *out, size_t *used,
                  rs_error *error) {
    size_t at = 0;
    *used = 0;
    while (at < size) {
        size_t wrong, good = good_run(data + at, size - at, &wrong);
        if (rs_growing_add(out, data + at, good, error) < 0)
            return -1;
        at += good;
        if (at == size || (!final && (wrong == 0 || is_cut_surrogate(data + at, size - at))))
            break;
        size_t end = wrong ? at + wrong : size;
        if (rs_undecodable(codec, (rs_text){data, size, true}, at, end, reason_for(data + at, wrong, size - at), out,
                           &at, error) < 0)
            return -1;
    }
    *used = at;
    return 0;
}

/* The first surrogate from `at` on; the text's size if there is none. */
static size_t next_surrogate(rs_text text, size_t at) {
    while (at < text.size) {
        const char *found = memchr(text.data + at, 0xed, text.size - at);
        if (!found)
            return text.size;
        if (rs_is_surrogate(found))
            return (size_t)(found - text.data);
        at = (size_t)(found - text.data) + 3;
    }
    return text.size;
}

static int encode(rs_codec *codec, rs_text text, rs_growing *out, rs_text *bytes, rs_error *error) {
    size_t at = 0, start = next_surrogate(text, 0);
    *bytes = text;
    if (start == text.size)
        return 0;
    for (; start < text.size; start = next_surrogate(text, at)) {
        size_t end = start;
        bool encoded; /* either way it is UTF-8 */
        while (end < text.size && rs_is_surrogate(text.data + end))
            end += 3;
        if (rs_growing_add(out, text.data + at, start - at, error) < 0 ||
            rs_unencodable(codec, text, start, end, "surrogates not allowed", out, &encoded, &at, error) < 0)
            return -1;
    }
    if (rs_growing_add(out, text.data + at, text.size - at, error) < 0)
        return -1;
    *bytes = (rs_text){out->data, out->size, true};
    return 0;
}

const rs_codec_type rs_codec_utf8 = {decode, encode};
