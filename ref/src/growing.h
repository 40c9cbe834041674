/* Memory that grows and is used again: what a file reads, decodes, encodes. */
#ifndef RS_GROWING_H
#define RS_GROWING_H

#include "refsock.h"

/* Zero is empty. */
typedef struct rs_growing {
    char *data; /* owned */
    size_t size, room;
} rs_growing;

/* Room for `more` bytes behind the `size` there are; MemoryError. */
int rs_growing_reserve(rs_growing *growing, size_t more, rs_error *error);
int rs_growing_add(rs_growing *growing, const void *data, size_t size, rs_error *error);
/* Empties it; memory beyond what is common is given back. */
void rs_growing_clear(rs_growing *growing);
void rs_growing_free(rs_growing *growing);

#endif
