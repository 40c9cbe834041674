#include "utf8.h"

#include <string.h>

static bool trail(unsigned char c) {
    return (c & 0xc0) == 0x80;
}

size_t utf8_character(const char *text, size_t length) {
    if (length == 0)
        return 0;
    const unsigned char *t = (const unsigned char *)text;
    if (t[0] < 0x80)
        return 1;
    if (t[0] < 0xc2 || t[0] > 0xf4)
        return 0;
    if (t[0] < 0xe0)
        return length >= 2 && trail(t[1]) ? 2 : 0;
    if (t[0] < 0xf0) {
        if (length < 3 || !trail(t[1]) || !trail(t[2]))
            return 0;
        if (t[0] == 0xe0 && t[1] < 0xa0)
            return 0; /* overlong */
        if (t[0] == 0xed && t[1] > 0x9f)
            return 0; /* a surrogate */
        return 3;
    }
    if (length < 4 || !trail(t[1]) || !trail(t[2]) || !trail(t[3]))
        return 0;
    if (t[0] == 0xf0 && t[1] < 0x90)
        return 0;
    if (t[0] == 0xf4 && t[1] > 0x8f)
        return 0;
    return 4;
}

bool wtf8_to_bytes(char *text, size_t *length) {
    size_t to = 0;
    for (size_t i = 0; i < *length;) {
        size_t size = utf8_character(text + i, *length - i);
        if (size) {
            memmove(text + to, text + i, size);
            to += size;
            i += size;
            continue;
        }
        /* U+DC80…U+DCFF is ED B2 80 … ED B3 BF. */
        const unsigned char *t = (const unsigned char *)text + i;
        if (*length - i < 3 || t[0] != 0xed || (t[1] != 0xb2 && t[1] != 0xb3) || !trail(t[2]))
            return false;
        text[to++] = (char)(unsigned char)((t[1] & 3) << 6 | (t[2] & 0x3f));
        i += 3;
    }
    *length = to;
    return true;
}
