/* Values as they go over the wire (docs/protocol.md, "Values"): what a JSON term stands for. */
#ifndef SOCKSPEC_JUDGE_VALUE_H
#define SOCKSPEC_JUDGE_VALUE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum value_kind {
    VALUE_NONE,
    VALUE_BOOL,
    VALUE_INT,
    VALUE_FLOAT,
    VALUE_TEXT,
    VALUE_BYTES,
    VALUE_FILL,   /* bytes, given as their pattern */
    VALUE_DIGEST, /* bytes, too many to be sent: length and CRC */
    VALUE_LIST,
    VALUE_TUPLE,
    VALUE_ENUM,
    VALUE_HANDLE,
    VALUE_OBJECT,
    VALUE_OTHER /* not a value: an expression, a pattern, or nonsense */
};

/* Only the outermost form is looked at. */
enum value_kind value_kind(const json_t *value);

/* The single key of an object with just one, and its value; NULL for anything else. Borrowed. */
const char *value_only_key(const json_t *term, const json_t **content);

/* The members of a list or tuple, NULL for anything else. Borrowed. */
const json_t *value_members(const json_t *value);

/* An int (or the value of an enum; a bool is none) that fits. */
bool value_int64(const json_t *value, int64_t *out);
/* An int of any size as canonical decimal digits with an optional '-', in `buffer` or borrowed; NULL for no int. */
const char *value_digits(const json_t *value, char buffer[32]);
/* An int or a float, as a double. */
bool value_number(const json_t *value, double *out);

/* Bytes or the (generalized) UTF-8 of a text. `data` belongs to `owned` if that is not NULL, else to the value. */
struct octets {
    const unsigned char *data;
    size_t length;
    unsigned char *owned;
};
bool value_octets(const json_t *value, struct octets *out);
void octets_free(struct octets *octets);

/* New values. Text that is not Unicode scalars without NUL becomes {"wtf8"}. */
json_t *value_new_bytes(const unsigned char *data, size_t length);
json_t *value_new_text(const unsigned char *data, size_t length);
json_t *value_new_float(double number);
/* A number up to 2^53 on either side, else {"int"}: not every JSON library keeps more. */
json_t *value_new_int(int64_t number);
/* Takes over the array. */
json_t *value_new_tuple(json_t *members);

/* Number of bytes, characters or members; -1 if the value has no length. */
int64_t value_length(const json_t *value);

/* Byte offset of character `index` in UTF-8; `length` if there are not so many. */
size_t text_offset(const unsigned char *data, size_t length, size_t index);

/* zlib's CRC-32. */
uint32_t value_crc32(const unsigned char *data, size_t length);

#endif
