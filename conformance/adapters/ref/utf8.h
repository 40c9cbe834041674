/* UTF-8, strictly, and the form in which text with lone surrogates travels (WTF-8). */
#ifndef ADAPTER_UTF8_H
#define ADAPTER_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Length of the character that starts at `text`, 1 to 4; 0 if there is none: overlong, a surrogate, above U+10FFFF, or
 * cut short. */
size_t utf8_character(const char *text, size_t length);

/* Text → bytes of the file system's encoding with surrogateescape (PEP 383), in place: U+DC80…U+DCFF, encoded as if
 * they were characters, become the bytes 0x80…0xFF. Sets *length. False if it holds another surrogate or is no WTF-8.
 */
bool wtf8_to_bytes(char *text, size_t *length);

#endif
