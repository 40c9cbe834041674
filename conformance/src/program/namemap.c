#include "program/namemap.h"

#include "lang/arena.h"

#include <stdlib.h>
#include <string.h>

unsigned long long fnv1a(unsigned long long hash, const char *data, size_t length) {
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)data[i]) * 0x100000001b3u;
    return hash;
}

/* Slots hold the number of an entry plus one; the first free one is where a new name goes. */
static size_t find_slot(const struct namemap *map, const char *name) {
    size_t slot = fnv1a(FNV_START, name, strlen(name)) & (map->slot_count - 1);
    while (map->slots[slot] && strcmp(map->entries[map->slots[slot] - 1].name, name) != 0)
        slot = (slot + 1) & (map->slot_count - 1);
    return slot;
}

static void grow(struct namemap *map) {
    map->slot_count = map->slot_count ? 2 * map->slot_count : 16;
    map->room = map->slot_count / 2;
    map->entries = memory_resize(map->entries, map->room * sizeof *map->entries);
    free(map->slots);
    map->slots = memory_get(map->slot_count * sizeof *map->slots);
    memset(map->slots, 0, map->slot_count * sizeof *map->slots);
    for (size_t i = 0; i < map->count; i++)
        map->slots[find_slot(map, map->entries[i].name)] = i + 1;
}

void *namemap_get(const struct namemap *map, const char *name) {
    if (map->count == 0)
        return NULL;
    size_t number = map->slots[find_slot(map, name)];
    return number ? map->entries[number - 1].value : NULL;
}

void *namemap_put(struct namemap *map, const char *name, void *value) {
    if (map->count == map->room)
        grow(map);
    size_t slot = find_slot(map, name);
    if (map->slots[slot]) {
        struct namemap_entry *entry = &map->entries[map->slots[slot] - 1];
        void *former = entry->value;
        entry->value = value;
        return former;
    }
    map->entries[map->count] = (struct namemap_entry){name, value};
    map->slots[slot] = ++map->count;
    return NULL;
}

void namemap_clear(struct namemap *map) {
    if (map->slots)
        memset(map->slots, 0, map->slot_count * sizeof *map->slots);
    map->count = 0;
}

void namemap_free(struct namemap *map) {
    free(map->entries);
    free(map->slots);
    *map = (struct namemap){0};
}
