#include "lang/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 1 << 16, EXIT_HARNESS = 3 };

struct arena_block {
    struct arena_block *next;
    alignas(max_align_t) char data[];
};

void *memory_resize(void *old, size_t size) {
    void *data = realloc(old, size ? size : 1);
    if (!data) {
        fputs("sockspec: out of memory\n", stderr);
        exit(EXIT_HARNESS);
    }
    return data;
}

void *memory_get(size_t size) {
    return memory_resize(NULL, size);
}

static void *new_block(struct arena *arena, size_t size) {
    struct arena_block *block = memory_get(sizeof *block + size);
    block->next = arena->blocks;
    arena->blocks = block;
    memset(block->data, 0, size);
    return block->data;
}

void *arena_alloc(struct arena *arena, size_t size) {
    size = (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
    if (size > BLOCK_SIZE / 4)
        return new_block(arena, size);
    if (size > arena->left) {
        arena->next = new_block(arena, BLOCK_SIZE);
        arena->left = BLOCK_SIZE;
    }
    void *data = arena->next;
    arena->next += size;
    arena->left -= size;
    return data;
}

char *arena_copy(struct arena *arena, const char *data, size_t length) {
    char *copy = arena_alloc(arena, length + 1);
    if (length)
        memcpy(copy, data, length);
    return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

void arena_free(struct arena *arena) {
    while (arena->blocks) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->next;
        free(block);
    }
    *arena = (struct arena){0};
}
