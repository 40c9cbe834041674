/* Encodings of text files: bytes to text and back. */
#ifndef RS_CODEC_H
#define RS_CODEC_H

#include "growing.h"

typedef struct rs_codec rs_codec;

typedef struct rs_codec_type {
    /* Appends what `size` bytes are to `out`. *used: how many of them; fewer than size, if not `final` and a character
     * goes on in the next piece. On failure `out` may hold a part, and *used is 0, or what stands before the piece that
     * came last is given up, too: size. */
    int (*decode)(rs_codec *codec, const char *data, size_t size, bool final, rs_growing *out, size_t *used,
                  rs_error *error);
    /* *bytes: the text's encoding, in `out` or the text itself. `out` is empty before. */
    int (*encode)(rs_codec *codec, rs_text text, rs_growing *out, rs_text *bytes, rs_error *error);
} rs_codec_type;

/* The last characters of a text. */
typedef struct rs_text_end {
    char text[32];
    size_t size;
} rs_text_end;

struct rs_codec {
    const rs_codec_type *type;
    const char *name;        /* in messages; borrowed */
    const char *errors;      /* the error handler's name; borrowed */
    void *decoder;           /* iconv_t, or NULL: not needed */
    void *swapped;           /* likewise, of the other order, where a mark says which it is */
    void *encoder;           /* likewise */
    size_t mark;             /* the bytes of the mark with which what is read has to begin; 0: none, or it has come */
    size_t unit;             /* the bytes of which each character has some: 1, 2 or 4 */
    bool reads_big;          /* the byte that counts most comes first in such a unit, in reading */
    bool writes_big;         /* likewise, in writing */
    bool forgets;            /* after a failure the decoder begins with the next piece, as CPython's of several bytes */
    bool yen;                /* the decoder makes a yen sign of a backslash and an overline of a tilde */
    bool composes;           /* the decoder makes one character of a letter and a mark, which Python does not */
    bool shifts;             /* the encoder goes on in the set in which the text before ended */
    rs_text_end before, now; /* what the encoder has had, without the last text and with it; empty unless it shifts */
};

extern const rs_codec_type rs_codec_utf8;
extern const rs_codec_type rs_codec_ascii;
extern const rs_codec_type rs_codec_latin1;
extern const rs_codec_type rs_codec_iconv;

/* LookupError "unknown encoding: ...". `name` and `errors` are borrowed as long as the codec lives. */
int rs_codec_open(rs_codec *codec, const char *name, const char *errors, bool reading, bool writing, rs_error *error);
void rs_codec_close(rs_codec *codec);
/* The text that was encoded last, or in part, is not written after all: the encoder is as it was before it. */
void rs_codec_undo(rs_codec *codec);

/* iconv's part of that: 1, or 0 if it does not know the name; -1: MemoryError, OSError. `normal`: the name in small
 * letters, whose other signs are underscores. */
int rs_iconv_open(rs_codec *codec, const char *name, const char *normal, bool reading, bool writing, rs_error *error);

/* The environment's encoding; "UTF-8" where that is ASCII. */
void rs_default_encoding(char name[64]);

/*
 * What the error handler makes of bytes start..end of `data`, which cannot be decoded for that reason: appended to
 * `out`; *resume is where to go on. -1: UnicodeDecodeError, or what is wrong with the handler.
 */
int rs_undecodable(const rs_codec *codec, rs_text data, size_t start, size_t end, const char *reason, rs_growing *out,
                   size_t *resume, rs_error *error);

/*
 * The same for characters that cannot be encoded, bytes start..end of `text`. What is appended to `out` is the encoding
 * itself if *encoded, else ASCII that is to be encoded in their place.
 */
int rs_unencodable(const rs_codec *codec, rs_text text, size_t start, size_t end, const char *reason, rs_growing *out,
                   bool *encoded, size_t *resume, rs_error *error);

/* The surrogate at `start`, as the encoding has it: its bytes, 0: none is there. */
size_t rs_surrogate_read(const rs_codec *codec, rs_text data, size_t start, uint32_t *number);
/* The bytes of the surrogate at `text`, 0: the encoding has none. */
size_t rs_surrogate_write(const rs_codec *codec, const char *text, char bytes[4]);

#endif
