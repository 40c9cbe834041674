#include "handles.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    struct entry *next;
    struct object *object;
    char name[];
};

enum { BUCKETS = 64 }; /* a case names a handful */

static struct {
    pthread_mutex_t lock;
    struct entry *bucket[BUCKETS];
} table = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct entry **find(const char *name) {
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (const char *at = name; *at; at++)
        hash = (hash ^ (unsigned char)*at) * 16777619u;
    struct entry **link = &table.bucket[hash % BUCKETS];
    while (*link && strcmp((*link)->name, name) != 0)
        link = &(*link)->next;
    return link;
}

struct object *handles_get(const char *name) {
    pthread_mutex_lock(&table.lock);
    struct entry *entry = *find(name);
    struct object *object = entry ? object_hold(entry->object) : NULL;
    pthread_mutex_unlock(&table.lock);
    return object;
}

void handles_set(const char *name, struct object *object) {
    struct object *former = NULL;
    pthread_mutex_lock(&table.lock);
    struct entry **link = find(name);
    if (*link) {
        former = (*link)->object;
    } else {
        size_t size = strlen(name) + 1;
        *link = calloc(1, sizeof **link + size);
        if (!*link) {
            fputs("refsock-adapter: out of memory for a handle\n", stderr);
            abort();
        }
        memcpy((*link)->name, name, size);
    }
    (*link)->object = object;
    pthread_mutex_unlock(&table.lock);
    if (former)
        object_release(former); /* outside: closing may wait */
}

struct object *handles_take(const char *name) {
    pthread_mutex_lock(&table.lock);
    struct entry **link = find(name), *entry = *link;
    struct object *object = NULL;
    if (entry) {
        object = entry->object;
        *link = entry->next;
        free(entry);
    }
    pthread_mutex_unlock(&table.lock);
    return object;
}

void handles_clear(void) {
    for (size_t i = 0; i < BUCKETS; i++)
        while (table.bucket[i])
            object_release(handles_take(table.bucket[i]->name));
}

void handles_each(void (*visit)(struct object *object)) {
    pthread_mutex_lock(&table.lock);
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct entry *entry = table.bucket[i]; entry; entry = entry->next)
            visit(entry->object);
    pthread_mutex_unlock(&table.lock);
}
