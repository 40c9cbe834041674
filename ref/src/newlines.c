#include "newlines.h"

#include "error.h"
#include "system.h"
#include "text.h"

int rs_newlines_open(rs_newlines *newlines, rs_text newline, rs_error *error) {
    static const char *const ends[] = {"\n", "\r", "\r\n"};
    *newlines = (rs_newlines){.universal = newline.size == 0, .translate = !newline.data};
    if (newlines->translate) {
        memcpy(newlines->end, RS_LINE_END, sizeof RS_LINE_END);
        newlines->write_end = sizeof RS_LINE_END > 2;
    }
    if (!newline.data || newline.size == 0)
        return 0;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (newline.size == strlen(ends[i]) && memcmp(newline.data, ends[i], newline.size) == 0) {
            memcpy(newlines->end, ends[i], newline.size + 1);
            newlines->write_end = i > 0;
            return 0;
        }
    return rs_fail(error, RS_VALUE_ERROR, "illegal newline value: %.*s", RS_CUT(100, newline.data, newline.size));
}

int rs_newlines_before(rs_newlines *newlines, rs_growing *text, rs_error *error) {
    return newlines->held ? rs_growing_add(text, "\r", 1, error) : 0;
}

/* Notes the ends in text that has a "\r", and makes them "\n" if wanted. */
static void note_all(rs_newlines *newlines, rs_growing *text, size_t start) {
    char *to = text->data + start;
    const char *end = text->data + text->size;
    for (const char *from = to; from < end; from++) {
        char c = *from;
        if (c == '\n') {
            newlines->seen |= RS_NEWLINE_LF;
        } else if (c == '\r') {
            bool both = from + 1 < end && from[1] == '\n';
            newlines->seen |= both ? RS_NEWLINE_CRLF : RS_NEWLINE_CR;
            if (newlines->translate)
                c = '\n';
            else if (both)
                *to++ = c;
            if (both) {
                from++;
                c = '\n';
            }
        }
        *to++ = c;
    }
    text->size = (size_t)(to - text->data);
}

void rs_newlines_after(rs_newlines *newlines, rs_growing *text, size_t start, bool final) {
    size_t size = text->size - start;
    if (!newlines->universal)
        return;
    if (newlines->held && size == 1 && !final) { /* nothing came behind it */
        text->size = start;
        return;
    }
    newlines->held = !final && size > 0 && text->data[text->size - 1] == '\r';
    if (newlines->held)
        text->size--;
    size = text->size - start;
    if (size == 0)
        return;
    if (memchr(text->data + start, '\r', size))
        note_all(newlines, text, start);
    else if (!(newlines->seen & RS_NEWLINE_LF) && memchr(text->data + start, '\n', size))
        newlines->seen |= RS_NEWLINE_LF;
}

static size_t find(const char *text, size_t size, char c) {
    const char *found = size ? memchr(text, c, size) : NULL;
    return found ? (size_t)(found - text) : size;
}

size_t rs_newlines_line(const rs_newlines *newlines, const char *text, size_t size, size_t known) {
    if (newlines->universal && !newlines->translate) {
        size_t lf = known + find(text + known, size - known, '\n');
        size_t cr = known + find(text + known, lf - known, '\r');
        if (cr < lf)
            return cr + 1 < size && text[cr + 1] == '\n' ? cr + 2 : cr + 1;
        return lf < size ? lf + 1 : 0;
    }
    char first = newlines->universal ? '\n' : newlines->end[0];
    char second = newlines->universal ? '\0' : newlines->end[1];
    for (size_t at = known;; at++) {
        at += find(text + at, size - at, first);
        if (at == size)
            return 0;
        if (!second)
            return at + 1;
        if (at + 1 < size && text[at + 1] == second)
            return at + 2;
    }
}

size_t rs_newlines_known(const rs_newlines *newlines, const char *text, size_t size) {
    bool half = !newlines->universal && newlines->end[1] && size > 0 && text[size - 1] == newlines->end[0];
    return size - half;
}

int rs_newlines_write(const rs_newlines *newlines, rs_text *text, rs_growing *room, rs_error *error) {
    if (!newlines->write_end)
        return 0;
    size_t at = 0, lf = find(text->data, text->size, '\n');
    if (lf == text->size)
        return 0;
    for (; lf < text->size; lf = at + find(text->data + at, text->size - at, '\n')) {
        if (rs_growing_add(room, text->data + at, lf - at, error) < 0 ||
            rs_growing_add(room, newlines->end, strlen(newlines->end), error) < 0)
            return -1;
        at = lf + 1;
    }
    if (rs_growing_add(room, text->data + at, text->size - at, error) < 0)
        return -1;
    *text = (rs_text){room->data, room->size, false};
    return 0;
}
