#ifndef SOCKSPEC_PROGRAM_NAMEMAP_H
#define SOCKSPEC_PROGRAM_NAMEMAP_H

#include <stddef.h>

/* A hash map from names to pointers. Neither names nor values are copied or owned. A zeroed struct is an empty map. */
struct namemap {
    struct namemap_entry {
        const char *name;
        void *value;
    } * entries; /* in order of insertion */
    size_t *slots;
    size_t count, room, slot_count;
};

/* The value of a name, or NULL. */
void *namemap_get(const struct namemap *map, const char *name);

/* Sets a name's value (not NULL). Returns the former value, or NULL if the name is new. */
void *namemap_put(struct namemap *map, const char *name, void *value);

/* Forgets all names, keeps the memory. */
void namemap_clear(struct namemap *map);
void namemap_free(struct namemap *map);

/* 64-bit FNV-1a, started with FNV_START and continued with the former result. */
#define FNV_START 0xcbf29ce484222325u
unsigned long long fnv1a(unsigned long long hash, const char *data, size_t length);

#endif
