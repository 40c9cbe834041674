#include "cycle.h"

#include <string.h>

/* A block of whole cycles that stays in the processor's cache while it is copied again and again. */
enum { CYCLE = 251, BLOCK = CYCLE * 128 };

void cycle_fill(unsigned char *data, size_t length, unsigned long long from) {
    size_t done = length < CYCLE ? length : CYCLE;
    for (size_t i = 0; i < done; i++)
        data[i] = (unsigned char)((from + i) % CYCLE);
    while (done < length) {
        size_t whole = done < BLOCK ? done : BLOCK, size = length - done < whole ? length - done : whole;
        memcpy(data + done, data, size);
        done += size;
    }
}
