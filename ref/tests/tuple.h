/* Addresses as in Python: TUPLE(TEXT("lo"), INT(3)). Texts are literals. */
#ifndef TUPLE_H
#define TUPLE_H

#include "refsock.h"

#define INT(value)                                                                                                     \
    { .kind = RS_FIELD_INT, .number = (value) }
#define BEYOND(low_bits)                                                                                               \
    { .kind = RS_FIELD_INT, .beyond = true, .number = (low_bits) }
#define TEXT(value)                                                                                                    \
    { .kind = RS_FIELD_TEXT, .data = (value), .size = sizeof(value) - 1 }
#define BYTES(value)                                                                                                   \
    { .kind = RS_FIELD_BYTES, .data = (value), .size = sizeof(value) - 1 }
#define NONE                                                                                                           \
    { .kind = RS_FIELD_NONE }
#define FLOAT                                                                                                          \
    { .kind = RS_FIELD_OTHER, .data = "float" }
#define TUPLE(...) fields_of((rs_field[]){__VA_ARGS__}, sizeof((rs_field[]){__VA_ARGS__}) / sizeof(rs_field), false)
#define BARE(...) fields_of((rs_field[]){__VA_ARGS__}, 1, true)

static inline rs_address fields_of(const rs_field *fields, size_t count, bool bare) {
    rs_address address;
    rs_start_fields(&address);
    address.fields.bare = bare;
    address.fields.count = count;
    if (count)
        memcpy(address.fields.field, fields, (count < RS_FIELDS_MAX ? count : RS_FIELDS_MAX) * sizeof *fields);
    return address;
}

/* A reported element is this text (or bytes). */
#define SAME_ELEMENT(address, index, expected)                                                                         \
    do {                                                                                                               \
        rs_text element_ = rs_field_text(address, index);                                                              \
        SAME(element_.size, sizeof(expected) - 1);                                                                     \
        CHECK(element_.data &&memcmp(element_.data, expected, sizeof(expected) - 1) == 0);                             \
    } while (0)

#endif
