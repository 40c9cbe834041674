#include "wtf8.h"

#define HIGH_BITS UINT64_C(0x8080808080808080)

size_t rs_ascii_run(const char *text, size_t size) {
    size_t i = 0;
    uint64_t word;
    for (; size - i >= sizeof word; i += sizeof word) {
        memcpy(&word, text + i, sizeof word);
        if (word & HIGH_BITS)
            break;
    }
    while (i < size && (unsigned char)text[i] < 0x80)
        i++;
    return i;
}

static bool trails(unsigned char c) {
    return (c & 0xc0) == 0x80;
}

/* What the second byte may be after the first: it is where overlong forms, surrogates and numbers that are too large
 * show. */
static bool second_fits(unsigned char first, unsigned char second, bool surrogates) {
    switch (first) {
    case 0xe0:
        return second >= 0xa0 && second <= 0xbf;
    case 0xed:
        return second >= 0x80 && second <= (surrogates ? 0xbf : 0x9f);
    case 0xf0:
        return second >= 0x90 && second <= 0xbf;
    case 0xf4:
        return second >= 0x80 && second <= 0x8f;
    default:
        return trails(second);
    }
}

size_t rs_utf8_character(const char *text, size_t size, bool surrogates, size_t *wrong) {
    unsigned char first = (unsigned char)text[0];
    size_t length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    *wrong = 1;
    if (length <= 1)
        return length;
    for (size_t i = 1; i < length; i++) {
        *wrong = i;
        if (i == size) {
            *wrong = 0;
            return 0;
        }
        unsigned char next = (unsigned char)text[i];
        if (i == 1 ? !second_fits(first, next, surrogates) : !trails(next))
            return 0;
    }
    return length;
}

uint32_t rs_wtf8_number(const char *text) {
    const unsigned char *t = (const unsigned char *)text;
    if (t[0] < 0x80)
        return t[0];
    if (t[0] < 0xe0)
        return (t[0] & 0x1fU) << 6 | (t[1] & 0x3fU);
    if (t[0] < 0xf0)
        return (t[0] & 0xfU) << 12 | (t[1] & 0x3fU) << 6 | (t[2] & 0x3fU);
    return (t[0] & 7U) << 18 | (t[1] & 0x3fU) << 12 | (t[2] & 0x3fU) << 6 | (t[3] & 0x3fU);
}

bool rs_is_surrogate(const char *text) {
    return (unsigned char)text[0] == 0xed && (unsigned char)text[1] >= 0xa0;
}

int rs_wtf8_add(rs_growing *out, uint32_t number, rs_error *error) {
    char bytes[4];
    size_t size = number < 0x80 ? 1 : number < 0x800 ? 2 : number < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = size; i-- > 1; number >>= 6)
        bytes[i] = (char)(unsigned char)(0x80 | (number & 0x3f));
    bytes[0] = (char)(unsigned char)(lead[size] | number);
    return rs_growing_add(out, bytes, size, error);
}

size_t rs_wtf8_count(const char *text, size_t size) {
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += !trails((unsigned char)text[i]);
    return count;
}

size_t rs_wtf8_bytes(const char *text, size_t size, uint64_t *count) {
    size_t i = 0;
    uint64_t found = 0;
    while (i < size && found < *count) {
        size_t most = *count - found < size - i ? (size_t)(*count - found) : size - i;
        size_t ascii = rs_ascii_run(text + i, most);
        i += ascii;
        found += ascii;
        if (ascii == most)
            continue;
        do
            i++;
        while (i < size && trails((unsigned char)text[i]));
        found++;
    }
    *count = found;
    return i;
}
