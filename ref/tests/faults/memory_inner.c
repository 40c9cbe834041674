/* malloc() and its like for the whole program, so that those of libc's own functions fail, too (glibc; not with a
 * sanitizer or valgrind, which want these names for themselves). They are one sequence: that of malloc(). The
 * parameters are called as in glibc's header. */
#include "fault.h"

#include <nss.h>
#include <stdlib.h>

const bool fault_inner = true;

/* Of the resolver, files alone: a server is asked where memory for the file was lacking, and is waited for. */
void fault_prepare(void) {
    __nss_configure_lookup("hosts", "files");
}

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);
void *memalign(size_t alignment, size_t size);

static void *made(void *block) {
    fault_count_block(block != NULL);
    return block;
}

static bool none_left(void) {
    if (!fault_due(FAULT_malloc))
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size) {
    return none_left() ? NULL : made(__libc_malloc(size));
}

void *calloc(size_t nmemb, size_t size) {
    return none_left() ? NULL : made(__libc_calloc(nmemb, size));
}

void *realloc(void *ptr, size_t size) {
    if (size > 0 && none_left())
        return NULL;
    void *moved = __libc_realloc(ptr, size);
    if (ptr && !moved && size == 0)
        fault_count_block(-1);
    return ptr ? moved : made(moved);
}

void *memalign(size_t alignment, size_t size) {
    return none_left() ? NULL : made(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size) {
    return memalign(alignment, size);
}

int posix_memalign(void **memptr, size_t alignment, size_t size) {
    *memptr = memalign(alignment, size);
    return *memptr ? 0 : ENOMEM;
}

void free(void *ptr) {
    fault_count_block(ptr ? -1 : 0);
    __libc_free(ptr);
}
