/* Every other encoding that iconv(3) knows. */
#include "codec.h"
#include "error.h"
#include "wtf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>

/* Names of Python that iconv writes in another way than by other signs between the letters. */
static const char *const own_names[][2] = {
    {"utf_16_le", "UTF-16LE"}, {"utf_16_be", "UTF-16BE"}, {"utf_32_le", "UTF-32LE"}, {"utf_32_be", "UTF-32BE"}};

/* The name with `sign` for each underscore or hyphen, or without them if it is NUL. */
static void respell(const char *name, char sign, char spelled[64]) {
    size_t size = 0;
    for (; *name && size < 63; name++)
        if (*name != '_' && *name != '-' && *name != ' ')
            spelled[size++] = *name;
        else if (sign)
            spelled[size++] = sign;
    spelled[size] = '\0';
}

/* EINVAL: there is no such conversion. */
static int not_opened(rs_error *error) {
    if (errno == EINVAL)
        return 0;
    return errno == ENOMEM ? rs_fail_memory(error) : rs_fail_errno(error, errno);
}

static int open_pair(rs_codec *codec, const char *name, bool reading, bool writing, rs_error *error) {
    iconv_t none = (iconv_t)-1; // NOLINT(performance-no-int-to-ptr): what iconv_open() answers on failure
    iconv_t decoder = reading ? iconv_open("UTF-8", name) : NULL;
    if (decoder == none)
        return not_opened(error);
    iconv_t encoder = writing ? iconv_open(name, "UTF-8") : NULL;
    if (encoder == none) {
        int result = not_opened(error);
        if (decoder)
            iconv_close(decoder);
        return result;
    }
    codec->decoder = decoder;
    codec->encoder = encoder;
    return 1;
}

int rs_iconv_open(rs_codec *codec, const char *name, bool reading, bool writing, rs_error *error) {
    char spelled[64];
    /* "NAME//TRANSLIT" would make up characters; a long name is none. */
    if (strpbrk(name, "/,") || strlen(name) >= sizeof spelled)
        return 0;
    respell(name, '_', spelled);
    for (size_t i = 0; i < sizeof own_names / sizeof *own_names; i++)
        if (strcmp(own_names[i][0], spelled) == 0)
            name = own_names[i][1];
    int found = open_pair(codec, name, reading, writing, error);
    for (const char *sign = "-_"; *sign && found == 0; sign++) {
        respell(name, *sign, spelled);
        found = open_pair(codec, spelled, reading, writing, error);
    }
    if (found != 0)
        return found;
    respell(name, '\0', spelled);
    return open_pair(codec, spelled, reading, writing, error);
}

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
        size_t result = iconv(conversion, &from, left, &to, &room);
        int number = result == (size_t)-1 ? errno : 0;
        *in = from;
        out->size = (size_t)(to - out->data);
        if (number != E2BIG)
            return number;
    }
}

static int decode(rs_codec *codec, const char *data, size_t size, bool final, rs_growing *out, size_t *used,
                  rs_error *error) {
    const char *at = data;
    size_t left = size;
    while (left > 0) {
        int number = convert(codec->decoder, &at, &left, out, error);
        if (number == ENOMEM)
            return -1;
        if (number == 0 || (number == EINVAL && !final))
            break;
        size_t start = size - left, resume;
        size_t end = number == EINVAL ? size : start + 1;
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
        int number = left ? convert(codec->encoder, &ascii, &left, out, error) : 0;
        if (number != 0 && number != ENOMEM) /* that is told already */
            result = rs_fail(error, RS_VALUE_ERROR, "%.60s cannot express what stands for U+%04X", codec->name,
                             (unsigned)rs_wtf8_number(text.data + at));
        else
            result = number == 0 ? 0 : -1;
    }
    rs_growing_free(&instead);
    return result;
}

static int encode(rs_codec *codec, rs_text text, rs_growing *out, rs_text *bytes, rs_error *error) {
    const char *at = text.data;
    size_t left = text.size;
    while (left > 0) {
        int number = convert(codec->encoder, &at, &left, out, error);
        size_t resume;
        if (number == 0)
            break;
        if (number == ENOMEM || replace(codec, text, text.size - left, out, &resume, error) < 0)
            return -1;
        at = text.data + resume;
        left = text.size - resume;
    }
    *bytes = (rs_text){out->data ? out->data : "", out->size, true};
    return 0;
}

const rs_codec_type rs_codec_iconv = {decode, encode};
