/* UTF-8, and UTF-8 in which lone surrogates stand as three bytes, which is what texts of files are. */
#ifndef RS_WTF8_H
#define RS_WTF8_H

#include "growing.h"

/* The bytes from the start that are ASCII. */
size_t rs_ascii_run(const char *text, size_t size);

/*
 * The character at `text`, as UTF-8 has it: its bytes, 1 to 4. 0: there is none, and *wrong is how many bytes are to
 * blame; 0 of them if there is only too little. Surrogates are wrong, unless `surrogates`.
 */
size_t rs_utf8_character(const char *text, size_t size, bool surrogates, size_t *wrong);

/* Its number; `text` is known to hold one. */
uint32_t rs_wtf8_number(const char *text);
bool rs_is_surrogate(const char *text); /* likewise */

/* Appends the character of that number. */
int rs_wtf8_add(rs_growing *out, uint32_t number, rs_error *error);

/* How many characters there are. */
size_t rs_wtf8_count(const char *text, size_t size);
/* The bytes of the first *count characters; *count becomes less if there are not as many. */
size_t rs_wtf8_bytes(const char *text, size_t size, uint64_t *count);

#endif
