/* Encodings by name. */
#include "codec.h"

#include "error.h"
#include "text.h"

enum { NAME_MAX_SIZE = 64 };

/* As Python compares them: without case, and any run of other signs is one underscore. */
static void normalise(const char *name, char normal[NAME_MAX_SIZE]) {
    size_t size = 0;
    bool gap = false;
    for (; *name && size < NAME_MAX_SIZE - 2; name++) {
        char c = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '.') {
            gap = true;
            continue;
        }
        if (gap && size)
            normal[size++] = '_';
        gap = false;
        normal[size++] = c;
    }
    normal[*name ? 0 : size] = '\0';
}

static const struct built_in {
    const rs_codec_type *type;
    const char *name;
    const char *const *aliases;
} built_in[] = {
    {&rs_codec_utf8, "utf-8",
     (const char *const[]){"utf_8", "utf8", "u8", "utf", "utf8_ucs2", "utf8_ucs4", "cp65001", NULL}},
    {&rs_codec_ascii, "ascii",
     (const char *const[]){"ascii", "us_ascii", "us", "646", "iso646_us", "iso_646.irv_1991", "iso_ir_6",
                           "ansi_x3.4_1968", "ansi_x3_4_1968", "ansi_x3.4_1986", "cp367", "ibm367", "csascii", NULL}},
    {&rs_codec_latin1, "latin-1",
     (const char *const[]){"latin_1", "latin1", "latin", "l1", "iso_8859_1", "iso8859_1", "iso8859", "8859",
                           "iso_8859_1_1987", "iso_ir_100", "cp819", "ibm819", "csisolatin1", NULL}},
};

static const struct built_in *find(const char *normal) {
    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
        for (const char *const *alias = built_in[i].aliases; *alias; alias++)
            if (strcmp(*alias, normal) == 0)
                return &built_in[i];
    return NULL;
}

int rs_codec_open(rs_codec *codec, const char *name, const char *errors, bool reading, bool writing, rs_error *error) {
    char normal[NAME_MAX_SIZE];
    normalise(name, normal);
    const struct built_in *known = find(normal);
    *codec = (rs_codec){.name = known ? known->name : name, .errors = errors};
    if (known) {
        codec->type = known->type;
        return 0;
    }
    codec->type = &rs_codec_iconv;
    int found = normal[0] ? rs_iconv_open(codec, name, normal, reading, writing, error) : 0;
    if (found != 0)
        return found < 0 ? -1 : 0;
    return rs_fail(error, RS_LOOKUP_ERROR, "unknown encoding: %.*s", RS_CUT_NAME(100, name));
}
