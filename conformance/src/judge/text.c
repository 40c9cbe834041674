#include "judge/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reserve(struct text *text, size_t more) {
    if (more > (size_t)-1 / 4 - text->length) {
        abort();
    }
    size_t need = text->length + more + 1;
    if (need <= text->capacity) {
        return;
    }
    size_t capacity = text->capacity ? text->capacity * 2 : 128;
    if (capacity < need) {
        capacity = need;
    }
    text->data = realloc(text->data, capacity);
    if (text->data == NULL) {
        abort();
    }
    text->capacity = capacity;
}

void text_add(struct text *text, const char *data, size_t length) {
    reserve(text, length);
    if (length > 0) {
        memcpy(text->data + text->length, data, length);
    }
    text->length += length;
    text->data[text->length] = '\0';
}

void text_puts(struct text *text, const char *string) {
    text_add(text, string, strlen(string));
}

void text_putc(struct text *text, char c) {
    if (text->length + 1 >= text->capacity) {
        reserve(text, 1);
    }
    text->data[text->length++] = c;
    text->data[text->length] = '\0';
}

void text_printf(struct text *text, const char *format, ...) {
    va_list args;
    /* Mostly it fits into what is there. */
    reserve(text, 64);
    size_t room = text->capacity - text->length;
    va_start(args, format);
    int length = vsnprintf(text->data + text->length, room, format, args);
    va_end(args);
    if (length < 0) {
        abort();
    }
    if ((size_t)length >= room) {
        reserve(text, (size_t)length);
        va_start(args, format);
        vsnprintf(text->data + text->length, (size_t)length + 1, format, args);
        va_end(args);
    }
    text->length += (size_t)length;
}

void text_clear(struct text *text) {
    text->length = 0;
    if (text->data != NULL) {
        text->data[0] = '\0';
    }
}

void text_free(struct text *text) {
    free(text->data);
    *text = (struct text){0};
}

char *text_take(struct text *text) {
    reserve(text, 0);
    text->data[text->length] = '\0';
    char *data = text->data;
    *text = (struct text){0};
    return data;
}

const char *text_last_line(const struct text *text, size_t limit, size_t *length) {
    const char *data = text->data;
    size_t end = text->length;
    while (end > 0 && (data[end - 1] == '\n' || data[end - 1] == '\r' || data[end - 1] == ' ')) {
        end--;
    }
    size_t start = end;
    while (start > 0 && data[start - 1] != '\n' && end - start < limit) {
        start--;
    }
    *length = end - start;
    return end > 0 ? data + start : "";
}
