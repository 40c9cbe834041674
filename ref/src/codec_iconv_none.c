/* A system without iconv(): there are only the encodings that are built in. */
#include "codec.h"

int rs_iconv_open(rs_codec *codec, const char *name, const char *normal, bool reading, bool writing, rs_error *error) {
    (void)codec;
    (void)name;
    (void)normal;
    (void)reading;
    (void)writing;
    (void)error;
    return 0;
}

void rs_codec_close(rs_codec *codec) {
    (void)codec;
}

void rs_codec_undo(rs_codec *codec) {
    (void)codec;
}

const rs_codec_type rs_codec_iconv = {NULL, NULL};
