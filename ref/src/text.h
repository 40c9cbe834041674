/* Text arguments as C strings. */
#ifndef RS_TEXT_H
#define RS_TEXT_H

#include "refsock.h"

/* A NUL-terminated copy, on the stack unless it is long. Clear it with rs_copy_clear(), also after a failure; zero is
 * cleared. */
typedef struct rs_copy {
    char *text;
    char room[256];
} rs_copy;

/* MemoryError only: a NUL inside stays inside. */
int rs_copy_make(rs_copy *copy, const char *data, size_t size, rs_error *error);
void rs_copy_clear(rs_copy *copy);

/* A number in decimal. */
void rs_copy_number(rs_copy *copy, int64_t number);

/* Refuses a NUL: ValueError with `message`. None must have been handled. */
int rs_copy_text(rs_copy *copy, const rs_text *text, const char *message, rs_error *error);

static inline bool rs_text_has_nul(rs_text text) {
    return text.size > 0 && memchr(text.data, '\0', text.size) != NULL;
}
/* How many of the first `size` bytes of UTF-8 text are whole characters: what was cut anywhere is cut between two. */
size_t rs_whole_characters(const char *text, size_t size);

/* For "%.*s": the text, or as much of it as `most` bytes have room for. */
#define RS_CUT(most, text, size) (int)rs_whole_characters(text, (size) > (most) ? (most) : (size)), text
#define RS_CUT_NAME(most, name) RS_CUT(most, name, strlen(name))

/* TypeError with `message` of None. */
int rs_need_text(rs_text text, const char *message, rs_error *error);
bool rs_text_is_ascii(rs_text text);

#endif
