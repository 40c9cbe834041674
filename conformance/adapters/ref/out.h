/* A growing text, for composing one line of JSON. */
#ifndef ADAPTER_OUT_H
#define ADAPTER_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct out {
    char *text; /* owned; not ended by NUL */
    size_t length, room;
};

void out_free(struct out *out);

/* All of these end the process when memory runs out: an adapter that cannot answer has nothing left to do. */
void out_raw(struct out *out, const void *text, size_t length);
void out_str(struct out *out, const char *text);
void out_integer(struct out *out, long long value);

/* A JSON string of UTF-8; control characters are escaped, and bytes that are no UTF-8 become U+FFFD. */
void out_quoted(struct out *out, const char *utf8, size_t length);

/* Values of the protocol (docs/protocol.md). */
void out_int(struct out *out, long long value);
void out_beyond(struct out *out, unsigned long long value); /* one above INT64_MAX */
void out_float(struct out *out, double value);
void out_bool(struct out *out, bool value);
void out_bytes(struct out *out, const void *data, size_t length);

/* Text that C holds as bytes of the file system's encoding, UTF-8: bytes that are none become lone surrogates
 * U+DC80+byte (PEP 383). */
void out_text(struct out *out, const void *data, size_t length);

/* UTF-8 in which lone surrogates stand as if they were characters. */
void out_wtf8(struct out *out, const char *text, size_t length);

#endif
