/* The pattern of {"fill":{seed,len}} (docs/protocol.md): byte i is (seed + i) % 251. */
#ifndef SOCKSPEC_REF_CYCLE_H
#define SOCKSPEC_REF_CYCLE_H

#include <stddef.h>

/* Write `length` bytes of it, the first one being byte `from` of the pattern with seed 0. */
void cycle_fill(unsigned char *data, size_t length, unsigned long long from);

#endif
