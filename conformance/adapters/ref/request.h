/* The two ends of the protocol: lines of requests, lines of answers. */
#ifndef ADAPTER_REQUEST_H
#define ADAPTER_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "out.h"

enum { LINE_LIMIT = 1 << 20 };

/* Moves the protocol away from descriptors 0 and 1, so that nothing else can read or write it: 0 becomes /dev/null, 1
 * what 2 is. False (and said) if that fails. */
bool protocol_claim(void);

/* The next request, without its end of line; it lives until the next call of this. Null at the end of input, or
 * (*broken set, and said) when the line is too long. */
char *protocol_read(size_t *length, bool *broken);

/* Writes a whole line; from any lane. The process ends when nobody reads any more. */
void protocol_write(const struct out *line);

/* Nothing of the above after this. */
void protocol_end(void);

#endif
