#ifndef SOCKSPEC_LANG_ARENA_H
#define SOCKSPEC_LANG_ARENA_H

#include <stddef.h>

/* Memory that lives as long as the suite and is given back at once. A zeroed struct is an empty arena. */
struct arena {
    struct arena_block *blocks;
    char *next;
    size_t left;
};

/* Zeroed memory for any type, owned by the arena. Ends the program with status 3 when there is none. */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of `length` bytes with a NUL after them, owned by the arena. */
char *arena_copy(struct arena *arena, const char *data, size_t length);

/* printf into the arena; the result is owned by it. */
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

void arena_free(struct arena *arena);

/* malloc and realloc for what isn't in an arena: they end the program with status 3 when there is no memory. */
void *memory_get(size_t size);
void *memory_resize(void *old, size_t size);

#endif
