/* Every other encoding that iconv(3) knows. A text that is written is whole by itself: it holds nothing back, and ends
 * as it began; except that those of ISO 2022 go on where they were, as in CPython. */
#include "codec.h"
#include "error.h"
#include "wtf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>

void rs_codec_close(rs_codec *codec) {
    if (codec->decoder)
        iconv_close(codec->decoder);
    if (codec->encoder)
        iconv_close(codec->encoder);
    codec->decoder = codec->encoder = NULL;
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

/* Whether it begins with what iconv() takes for the mark and drops; once, or as long as it is too short to tell. No
 * handler is asked, as in CPython. */
static int check_mark(rs_codec *codec, rs_text data, rs_growing *out, rs_error *error) {
    static const char little[] = {(char)0xff, (char)0xfe, 0, 0}, big[] = {0, 0, (char)0xfe, (char)0xff};
    size_t mark = codec->mark, resume;
    if (mark == 0 || data.size < mark)
        return 0;
    if (memcmp(data.data, little, mark) != 0 && memcmp(data.data, big + sizeof big - mark, mark) != 0) {
        rs_codec strict = {.type = codec->type, .name = codec->name, .errors = "strict"};
        return rs_undecodable(&strict, data, 0, mark, "Stream does not start with BOM", out, &resume, error);
    }
    codec->mark = 0;
    return 0;
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

static int decode(rs_codec *codec, const char *data, size_t size, bool final, rs_growing *out, size_t *used,
                  rs_error *error) {
    const char *at = data;
    size_t left = size;
    if (check_mark(codec, (rs_text){data, size, true}, out, error) < 0)
        return -1;
    while (left > 0) {
        size_t later = codec->composes ? left - 1 : 0; /* byte by byte there is nothing to compose */
        left -= later;
        size_t start_of_text = out->size;
        int number = convert(codec->decoder, &at, &left, out, error);
        if (codec->yen)
            without_yen(out, start_of_text);
        if (number == 0 && codec->composes)
            number = complete(codec->decoder, out, error);
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
                           &resume, error) < 0)
            return -1;
        at = data + resume;
        left = size - resume;
    }
    *used = size - left;
    return 0;
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
    int result = rs_unencodable(codec, text, at, end, "illegal multibyte sequence", &instead, &encoded, resume, error);
    if (result == 0 && encoded) {
        result = rs_growing_add(out, instead.data, instead.size, error);
    } else if (result == 0) {
        const char *ascii = instead.data;
        size_t left = instead.size;
        int number = left ? convert_text(codec, &ascii, &left, out, error) : 0;
        if (number != 0 && number != ENOMEM) /* that is told already */
            result = rs_fail(error, RS_VALUE_ERROR, "%.60s cannot express what stands for U+%04X", codec->name,
                             (unsigned)rs_wtf8_number(text.data + at));
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
