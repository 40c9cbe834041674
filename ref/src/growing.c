#include "growing.h"

#include "error.h"

#include <stdlib.h>

/* A buffer that was larger than this once does not stay so. */
enum { KEPT = 1 << 20, LEAST = 256 };

int rs_growing_reserve(rs_growing *growing, size_t more, rs_error *error) {
    if (more <= growing->room - growing->size)
        return 0;
    if (more > PTRDIFF_MAX - growing->size)
        return rs_fail_memory(error);
    size_t room = growing->size + more;
    if (room < LEAST)
        room = LEAST;
    if (room < growing->room + growing->room / 2)
        room = growing->room + growing->room / 2;
    char *data = malloc(room);
    if (!data)
        return rs_fail_memory(error);
    if (growing->size)
        memcpy(data, growing->data, growing->size);
    free(growing->data);
    growing->data = data;
    growing->room = room;
    return 0;
}

int rs_growing_add(rs_growing *growing, const void *data, size_t size, rs_error *error) {
    if (rs_growing_reserve(growing, size, error) < 0)
        return -1;
    if (size)
        memcpy(growing->data + growing->size, data, size);
    growing->size += size;
    return 0;
}

void rs_growing_clear(rs_growing *growing) {
    growing->size = 0;
    if (growing->room > KEPT)
        rs_growing_free(growing);
}

void rs_growing_free(rs_growing *growing) {
    free(growing->data);
    *growing = (rs_growing){0};
}
