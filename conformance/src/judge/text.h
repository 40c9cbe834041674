/* A growing text. All zero is an empty one; running out of memory aborts (there is nothing sensible to judge then). */
#ifndef SOCKSPEC_JUDGE_TEXT_H
#define SOCKSPEC_JUDGE_TEXT_H

#include <stddef.h>

struct text {
    char *data; /* NUL-terminated once something was added; NULL before */
    size_t length;
    size_t capacity;
};

/* Append. text_printf() is printf's. */
void text_add(struct text *text, const char *data, size_t length);
void text_puts(struct text *text, const char *string);
void text_putc(struct text *text, char c);
void text_printf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Forget the content, keep the memory. */
void text_clear(struct text *text);
/* Free the memory; the text is empty then and may be used again. */
void text_free(struct text *text);
/* The content as a string to free(), "" when empty; the text is empty then. */
char *text_take(struct text *text);

/* The last line that says something, its last `limit` bytes at most: a place in the text, not ended by a NUL. *length
 * is 0 if there is none. */
const char *text_last_line(const struct text *text, size_t limit, size_t *length);

#endif
