/* Every other encoding that iconv(3) knows. A text that is written is whole by itself: it holds nothing back, and ends
 * as it began; except that those of ISO 2022 go on where they were, as in CPython. */
#include "codec.h"
#include "error.h"
#include "text.h"
#include "wtf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>

void rs_codec_close(rs_codec *codec) {
    if (codec->decoder)
        iconv_close(codec->decoder);
    if (codec->swapped)
        iconv_close(codec->swapped);
    if (codec->encoder)
        iconv_close(codec->encoder);
    codec->decoder = codec->swapped = codec->encoder = NULL;
}

/* Converts as far as it goes, with as much room as it needs: 0, or what iconv() says of the rest; ENOMEM. */
static int convert(iconv_t conversion, const char **in, size_t *left, rs_growing *out, rs_error *error) {
    for (;;) {
        if (rs_growing_reserve(out, *left + 64, error) < 0)
            return ENOMEM;
        char *from = (char *)(uintptr_t)*in; // NOLINT(performance-no-int-to-ptr): iconv() does not write to it
        char *to = out->data + out->size;
        size_t room = out->room - out->size;
        size_t result = iconv(conversion, from ? &from : NULL, left, &to, &room);
        int number = result == (size_t)-1 ? errno : 0;
        *in = from;
        out->size = (size_t)(to - out->data);
        if (number != E2BIG)
            return number;
    }
}

/* What iconv() holds back, since it depends on what follows; it is as in the beginning then. */
static int complete(iconv_t conversion, rs_growing *out, rs_error *error) {
    const char *nothing = NULL;
    size_t left = 0;
    return convert(conversion, &nothing, &left, out, error);
}

/* Whether it begins with a mark, and so which order it is in; without one it is this machine's. */
static bool has_mark(rs_codec *codec, const char *data, size_t size) {
    static const char little[] = {(char)0xff, (char)0xfe, 0, 0}, big[] = {0, 0, (char)0xfe, (char)0xff};
    size_t mark = codec->mark;
    bool is_big = size >= mark && memcmp(data, big + sizeof big - mark, mark) == 0;
    bool is_little = size >= mark && memcmp(data, little, mark) == 0;
    codec->reads_big = is_big || (!is_little && codec->writes_big);
    return is_big || is_little;
}

/* What was appended from `start` on, with ASCII for the two characters of Shift JIS that stand in its place. */
static void without_yen(rs_growing *out, size_t start) {
    static const struct {
        const char *utf8;
        size_t size;
        char ascii;
    } pairs[] = {{"\xc2\xa5", 2, '\\'}, {"\xe2\x80\xbe", 3, '~'}};
    size_t kept = start;
    for (size_t at = start; at < out->size;) {
        size_t size = 1;
        char byte = out->data[at];
        for (size_t i = 0; i < 2; i++) {
            if (out->size - at >= pairs[i].size && memcmp(out->data + at, pairs[i].utf8, pairs[i].size) == 0) {
                size = pairs[i].size;
                byte = pairs[i].ascii;
            }
        }
        out->data[kept++] = byte;
        at += size;
    }
    out->size = kept;
}

/* The bytes from `begin` on. */
static int decode_from(rs_codec *codec, const char *data, size_t size, size_t begin, bool final, rs_growing *out,
                       size_t *used, rs_error *error) {
    iconv_t decoder = codec->swapped && codec->reads_big != codec->writes_big ? codec->swapped : codec->decoder;
    const char *at = data + begin;
    size_t left = size - begin;
    while (left > 0) {
        size_t later = codec->composes ? left - 1 : 0; /* byte by byte there is nothing to compose */
        left -= later;
        size_t start_of_text = out->size;
        int number = convert(decoder, &at, &left, out, error);
        if (codec->yen)
            without_yen(out, start_of_text);
        if (number == 0 && codec->composes)
            number = complete(decoder, out, error);
        left += later;
        if (number == ENOMEM)
            return -1;
        if (number == 0)
            continue;
        if (number == EINVAL && !final)
            break;
        size_t start = size - left, resume;
        size_t end = number == EINVAL || left < codec->unit ? size : start + codec->unit;
        if (rs_undecodable(codec, (rs_text){data, size, true}, start, end,
                           number == EINVAL ? "incomplete multibyte sequence" : "illegal multibyte sequence", out,
                           &resume, error) < 0) {
            *used = codec->forgets && number != EINVAL ? size : 0;
            return -1;
        }
        at = data + resume;
        left = size - resume;
    }
    *used = size - left;
    return 0;
}

/* No handler is asked, as in CPython. */
static int fail_mark(const rs_codec *codec, const char *data, size_t size, rs_growing *out, rs_error *error) {
    rs_codec strict = {.type = codec->type, .name = codec->name, .errors = "strict"};
    size_t resume;
    return rs_undecodable(&strict, (rs_text){data, size, true}, 0, codec->mark, "Stream does not start with BOM", out,
                          &resume, error);
}

/* What begins with a mark: that has come when what came with it could be decoded. As in CPython, what is there without
 * one is decoded first, and then misses it. */
static int decode_marked(rs_codec *codec, const char *data, size_t size, bool final, rs_growing *out, size_t *used,
                         rs_error *error) {
    bool has = has_mark(codec, data, size);
    if (decode_from(codec, data, size, has ? codec->mark : 0, final, out, used, error) < 0)
        return -1;
    if (has) {
        codec->mark = 0;
        return 0;
    }
    if (*used < codec->mark)
        return 0;
    *used = 0;
    return fail_mark(codec, data, size, out, error);
}

static int decode(rs_codec *codec, const char *data, size_t size, bool final, rs_growing *out, size_t *used,
                  rs_error *error) {
    *used = 0;
    return codec->mark ? decode_marked(codec, data, size, final, out, used, error)
                       : decode_from(codec, data, size, 0, final, out, used, error);
}

/* The end of what was before and of `text` together, in whole characters. */
static void note(rs_text_end *end, const char *text, size_t size) {
    size_t most = sizeof end->text;
    if (size > most) {
        text += size - most;
        size = most;
    }
    size_t kept = end->size < most - size ? end->size : most - size;
    memmove(end->text, end->text + end->size - kept, kept);
    memcpy(end->text + kept, text, size);
    end->size = kept + size;
    size_t cut = 0; /* of a character that is not whole */
    while (cut < end->size && ((unsigned char)end->text[cut] & 0xc0) == 0x80)
        cut++;
    end->size -= cut;
    memmove(end->text, end->text + cut, end->size);
}

/* The last characters decide in which set the text is. If a set was designated before them, it will be again, which
 * does no harm. */
void rs_codec_undo(rs_codec *codec) {
    if (!codec->encoder)
        return;
    codec->now = codec->before;
    iconv(codec->encoder, NULL, NULL, NULL, NULL);
    char *from = codec->now.text, dropped[256];
    size_t left = codec->now.size, result;
    do {
        char *to = dropped;
        size_t room = sizeof dropped;
        result = left ? iconv(codec->encoder, &from, &left, &to, &room) : 0;
    } while (result == (size_t)-1 && errno == E2BIG);
}

/* Text for the encoder, as far as it goes. */
static int convert_text(rs_codec *codec, const char **in, size_t *left, rs_growing *out, rs_error *error) {
    const char *start = *in;
    int number = convert(codec->encoder, in, left, out, error);
    if (codec->shifts)
        note(&codec->now, start, (size_t)(*in - start));
    return number;
}

/* The character at `at` is one that the encoding does not have. */
static int replace(rs_codec *codec, rs_text text, size_t at, rs_growing *out, size_t *resume, rs_error *error) {
    rs_growing instead = {0};
    bool encoded;
    size_t wrong, end = at + rs_utf8_character(text.data + at, text.size - at, true, &wrong);
    const char *reason = codec->unit > 1 ? "surrogates not allowed" : "illegal multibyte sequence";
    int result = rs_unencodable(codec, text, at, end, reason, &instead, &encoded, resume, error);
    if (result == 0 && encoded) {
        result = rs_growing_add(out, instead.data, instead.size, error);
    } else if (result == 0) {
        const char *ascii = instead.data;
        size_t left = instead.size;
        int number = left ? convert_text(codec, &ascii, &left, out, error) : 0;
        if (number != 0 && number != ENOMEM) /* that is told already */
            result = rs_fail(error, RS_VALUE_ERROR, "%.*s cannot express what stands for U+%04X",
                             RS_CUT_NAME(60, codec->name), (unsigned)rs_wtf8_number(text.data + at));
        else
            result = number == 0 ? 0 : -1;
    }
    rs_growing_free(&instead);
    return result;
}

static int encode_all(rs_codec *codec, rs_text text, rs_growing *out, rs_error *error) {
    const char *at = text.data;
    size_t left = text.size;
    while (left > 0) {
        int number = convert_text(codec, &at, &left, out, error);
        size_t resume;
        if (number == 0)
            break;
        if (number == ENOMEM || replace(codec, text, text.size - left, out, &resume, error) < 0)
            return -1;
        at = text.data + resume;
        left = text.size - resume;
    }
    return codec->shifts || complete(codec->encoder, out, error) == 0 ? 0 : -1;
}

static int encode(rs_codec *codec, rs_text text, rs_growing *out, rs_text *bytes, rs_error *error) {
    codec->before = codec->now;
    if (encode_all(codec, text, out, error) < 0) {
        rs_codec_undo(codec);
        return -1;
    }
    *bytes = (rs_text){out->data ? out->data : "", out->size, true};
    return 0;
}

const rs_codec_type rs_codec_iconv = {decode, encode};
