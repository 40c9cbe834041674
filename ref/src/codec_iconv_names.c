/* Encodings of iconv(3) by Python's names. */
#include "codec.h"
#include "error.h"

#include <errno.h>
#include <iconv.h>

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define NATIVE(bits) "UTF-" #bits "BE"
#define SWAPPED(bits) "UTF-" #bits "LE"
#else
#define NATIVE(bits) "UTF-" #bits "LE"
#define SWAPPED(bits) "UTF-" #bits "BE"
#endif

/* Names of Python that iconv writes in another way than by other signs between the letters. What is read begins with a
 * byte order mark; none is written, as a file of CPython writes none where it cannot seek: it is in the order of this
 * machine. */
static const struct own_name {
    const char *normal, *decoder, *encoder;
    size_t mark;
} own_names[] = {
    {"utf_16", NATIVE(16), NATIVE(16), 2},
    {"utf16", NATIVE(16), NATIVE(16), 2},
    {"u16", NATIVE(16), NATIVE(16), 2},
    {"utf_32", NATIVE(32), NATIVE(32), 4},
    {"utf32", NATIVE(32), NATIVE(32), 4},
    {"u32", NATIVE(32), NATIVE(32), 4},
    {"utf_16_le", "UTF-16LE", "UTF-16LE", 0},
    {"utf_16_be", "UTF-16BE", "UTF-16BE", 0},
    {"utf_32_le", "UTF-32LE", "UTF-32LE", 0},
    {"utf_32_be", "UTF-32BE", "UTF-32BE", 0},
    {"iso2022_jp_3", "ISO-2022-JP-3", "ISO-2022-JP-3", 0},
    {"iso2022jp_3", "ISO-2022-JP-3", "ISO-2022-JP-3", 0},
    {"kz1048", "RK1048", "RK1048", 0},
    {"kz_1048", "RK1048", "RK1048", 0},
    {"strk1048_2002", "RK1048", "RK1048", 0},
    {"ptcp154", "PT154", "PT154", 0},
    {"csptcp154", "PT154", "PT154", 0},
    {"cyrillic_asian", "PT154", "PT154", 0},
    {"mac_latin2", "MAC-CENTRALEUROPE", "MAC-CENTRALEUROPE", 0},
    {"maclatin2", "MAC-CENTRALEUROPE", "MAC-CENTRALEUROPE", 0},
    {"maccentraleurope", "MAC-CENTRALEUROPE", "MAC-CENTRALEUROPE", 0},
    {"mac_centeuro", "MAC-CENTRALEUROPE", "MAC-CENTRALEUROPE", 0},
    {"mac_roman", "MACINTOSH", "MACINTOSH", 0},
    {"macroman", "MACINTOSH", "MACINTOSH", 0},
};

/* UTF-16 and UTF-32 by any name. */
static size_t unit(const char *normal) {
    if (*normal != 'u')
        return 1;
    return strstr(normal, "16") ? 2 : strstr(normal, "32") ? 4 : 1;
}

/* The order that such a name says, else this machine's. */
static bool is_big(const char *normal) {
    return strstr(normal, "be") || (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ && !strstr(normal, "le"));
}

/* UTF-7, unlike all others with units of one byte, keeps what came of a character before an error. */
static bool forgets(const char *normal) {
    return unit(normal) == 1 && strncmp(normal, "utf", 3) != 0 && strcmp(normal, "u7") != 0;
}

/* Shift JIS: a yen sign and an overline by its standard, a backslash and a tilde by use, and for Python. */
static bool yen(const char *normal) {
    return strcmp(normal, "shift_jis") == 0 || strcmp(normal, "shiftjis") == 0 || strcmp(normal, "csshiftjis") == 0 ||
           strcmp(normal, "sjis") == 0 || strcmp(normal, "s_jis") == 0;
}

/* CP1255, CP1258 and TCVN 5712-1. */
static bool composes(const char *normal) {
    return strstr(normal, "1255") || strstr(normal, "1258") || strstr(normal, "hebr") || strstr(normal, "tcvn");
}

/* The encodings of ISO 2022. The third one for Japanese also holds characters back, for what may follow them: there
 * each text is by itself, so that none is lost. */
static bool shifts(const char *normal) {
    size_t size = strlen(normal);
    return strstr(normal, "2022") && normal[size - 1] != '3';
}

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

static int open_pair(rs_codec *codec, const char *reader, const char *writer, rs_error *error) {
    iconv_t none = (iconv_t)-1; // NOLINT(performance-no-int-to-ptr): what iconv_open() answers on failure
    iconv_t decoder = reader ? iconv_open("UTF-8", reader) : NULL;
    if (decoder == none)
        return not_opened(error);
    iconv_t encoder = writer ? iconv_open(writer, "UTF-8") : NULL;
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

/* One of the names above: with a mark two decoders, since one of iconv's that has seen a mark does not forget it. */
static int open_own(rs_codec *codec, const struct own_name *own, bool reading, bool writing, rs_error *error) {
    int found = open_pair(codec, reading ? own->decoder : NULL, writing ? own->encoder : NULL, error);
    codec->mark = own->mark;
    if (found <= 0 || !reading || !own->mark)
        return found;
    iconv_t swapped = iconv_open("UTF-8", own->mark == 2 ? SWAPPED(16) : SWAPPED(32));
    if (swapped == (iconv_t)-1) { // NOLINT(performance-no-int-to-ptr): as above
        found = not_opened(error);
        rs_codec_close(codec);
        return found;
    }
    codec->swapped = swapped;
    return 1;
}

int rs_iconv_open(rs_codec *codec, const char *name, const char *normal, bool reading, bool writing, rs_error *error) {
    char spelled[64];
    /* "NAME//TRANSLIT" would make up characters; a long name is none. */
    if (strpbrk(name, "/,") || strlen(name) >= sizeof spelled)
        return 0;
    codec->unit = unit(normal);
    codec->reads_big = codec->writes_big = is_big(normal);
    codec->forgets = forgets(normal);
    codec->yen = yen(normal);
    for (size_t i = 0; i < sizeof own_names / sizeof *own_names; i++)
        if (strcmp(own_names[i].normal, normal) == 0)
            return open_own(codec, &own_names[i], reading, writing, error);
    codec->composes = composes(normal);
    codec->shifts = shifts(normal);
    int found = open_pair(codec, reading ? name : NULL, writing ? name : NULL, error);
    for (const char *sign = "-_"; found == 0; sign++) {
        respell(name, *sign, spelled);
        found = open_pair(codec, reading ? spelled : NULL, writing ? spelled : NULL, error);
        if (*sign == '\0')
            break;
    }
    return found;
}
