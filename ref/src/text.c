#include "text.h"

#include "error.h"

#include <stdlib.h>
#include <string.h>

int rs_copy_make(rs_copy *copy, const char *data, size_t size, rs_error *error) {
    copy->text = copy->room;
    if (size >= sizeof copy->room) {
        copy->text = malloc(size + 1);
        if (!copy->text)
            return rs_fail_memory(error);
    }
    if (size)
        memcpy(copy->text, data, size);
    copy->text[size] = '\0';
    return 0;
}

void rs_copy_number(rs_copy *copy, int64_t number) {
    char *digit = copy->room + sizeof copy->room - 1;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    *digit = '\0';
    do
        *--digit = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0)
        *--digit = '-';
    copy->text = memmove(copy->room, digit, strlen(digit) + 1);
}

void rs_copy_clear(rs_copy *copy) {
    if (copy->text && copy->text != copy->room)
        free(copy->text);
    copy->text = NULL;
}

int rs_copy_text(rs_copy *copy, const rs_text *text, const char *message, rs_error *error) {
    if (rs_text_has_nul(*text)) {
        copy->text = NULL;
        return rs_fail(error, RS_VALUE_ERROR, "%s", message);
    }
    return rs_copy_make(copy, text->data, text->size, error);
}

size_t rs_whole_characters(const char *text, size_t size) {
    size_t more = 0; /* bytes at the end that are no first ones */
    while (more < 3 && more < size && ((unsigned char)text[size - 1 - more] & 0xC0) == 0x80)
        more++;
    if (more == size)
        return size;
    unsigned char first = (unsigned char)text[size - 1 - more];
    size_t length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return length > more + 1 ? size - more - 1 : size;
}

int rs_need_text(rs_text text, const char *message, rs_error *error) {
    return text.data ? 0 : rs_fail(error, RS_TYPE_ERROR, "%s", message);
}

bool rs_text_is_ascii(rs_text text) {
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] > 127)
            return false;
    return true;
}
