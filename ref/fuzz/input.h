/* The bytes that a fuzzer gives, taken from the front; when there are no more, they are 0. */
#ifndef INPUT_H
#define INPUT_H

#include "refsock.h"

#include <stdio.h>
#include <stdlib.h>

/* The entry that libFuzzer and replay.c call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What has to hold whatever the input is. */
#define MUST(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: must hold: %s\n", __FILE__, __LINE__, #condition);                                 \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

typedef struct input {
    const uint8_t *data;
    size_t size;
} input;

static inline uint8_t take_byte(input *from) {
    if (from->size == 0)
        return 0;
    MUST(from->data); /* only an empty input may be NULL */
    from->size--;
    return *from->data++;
}

static inline uint32_t take_u32(input *from) {
    uint32_t value = 0;
    for (int i = 0; i < 4; i++)
        value = value << 8 | take_byte(from);
    return value;
}

/* Small numbers mostly, the limits, and all others, too. */
static inline int64_t take_number(input *from) {
    uint8_t kind = take_byte(from);
    if (kind < 128)
        return kind;
    if (kind < 192)
        return (int32_t)take_u32(from);
    if (kind < 224)
        return (int64_t)take_u32(from);
    if (kind == 255)
        return INT64_MIN;
    if (kind == 254)
        return INT64_MAX;
    return (int64_t)((uint64_t)take_u32(from) << 32 | take_u32(from));
}

/* Up to `most` bytes, in place. */
static inline input take_part(input *from, size_t most) {
    size_t size = take_byte(from);
    if (size == 255)
        size = take_u32(from) % (most + 1);
    if (size > most)
        size = most;
    if (size > from->size)
        size = from->size;
    input part = {from->data, size};
    from->data += size;
    from->size -= size;
    return part;
}

/* A text or bytes, borrowed from the input; at times None. */
static inline rs_text take_text(input *from, size_t most) {
    uint8_t kind = take_byte(from);
    if (kind == 255)
        return rs_str(NULL);
    input part = take_part(from, most);
    return (rs_text){.data = part.size ? (const char *)part.data : "", .size = part.size, .bytes = (kind & 1) != 0};
}

#endif
