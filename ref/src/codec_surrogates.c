/* Surrogates as "surrogatepass" reads and writes them: three bytes of UTF-8, one unit of UTF-16 and UTF-32. */
#include "codec.h"
#include "wtf8.h"

/* Which byte of a unit the i-th one that counts most is. */
static size_t place(const rs_codec *codec, bool big, size_t i) {
    return big ? i : codec->unit - 1 - i;
}

static uint32_t read_unit(const rs_codec *codec, const char *data) {
    uint32_t number = 0;
    for (size_t i = 0; i < codec->unit; i++)
        number = number << 8 | (unsigned char)data[place(codec, codec->reads_big, i)];
    return number;
}

size_t rs_surrogate_read(const rs_codec *codec, rs_text data, size_t start, uint32_t *number) {
    const char *at = data.data + start;
    size_t left = data.size - start, wrong;
    if (codec->type == &rs_codec_utf8) {
        if (left < 3 || !rs_is_surrogate(at) || rs_utf8_character(at, left, true, &wrong) != 3)
            return 0;
        *number = rs_wtf8_number(at);
        return 3;
    }
    if (codec->unit < 2 || left < codec->unit)
        return 0;
    *number = read_unit(codec, at);
    return *number >= 0xd800 && *number <= 0xdfff ? codec->unit : 0;
}

size_t rs_surrogate_write(const rs_codec *codec, const char *text, char bytes[4]) {
    if (codec->type == &rs_codec_utf8) {
        memcpy(bytes, text, 3);
        return 3;
    }
    if (codec->unit < 2)
        return 0;
    uint32_t number = rs_wtf8_number(text);
    for (size_t i = codec->unit; i-- > 0; number >>= 8)
        bytes[place(codec, codec->writes_big, i)] = (char)(unsigned char)number;
    return codec->unit;
}
