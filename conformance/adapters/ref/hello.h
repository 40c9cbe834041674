/* What this adapter says of itself. */
#ifndef ADAPTER_HELLO_H
#define ADAPTER_HELLO_H

#include <jansson.h>

#include "out.h"

/* Writes the answer to hello. */
void hello_answer(json_int_t id, struct out *out);

#endif
