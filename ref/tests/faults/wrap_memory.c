/* The stand-ins of malloc() and its like, for the library's own blocks only: under sanitizers and valgrind, too. */
#include "fault.h"

#include <stdlib.h>

const bool fault_inner = false;

void fault_prepare(void) {
}

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void __real_free(void *block);
void __wrap_free(void *block);

static void *made(void *block) {
    fault_count_block(block != NULL);
    return block;
}

static void *none(void) {
    errno = ENOMEM;
    return NULL;
}

void *__wrap_malloc(size_t size) {
    return fault_due(FAULT_malloc) ? none() : made(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size) {
    return fault_due(FAULT_calloc) ? none() : made(__real_calloc(count, size));
}

void __wrap_free(void *block) {
    fault_count_block(block ? -1 : 0);
    __real_free(block);
}
