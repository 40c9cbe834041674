/*
 * How often each public function of librefsock was called, by all processes together. The library is compiled with
 * -finstrument-functions, so that each of its functions reports here; functions.inc, made from refsock.h, says which of
 * them count. The numbers stand in the file `counters` beside this module, one uint64_t a function in the order of
 * functions.inc; it is mapped, so that a process that ends without a word has counted, too. Without that file nothing
 * is counted.
 */
#define _GNU_SOURCE
#include "refsock.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define SILENT __attribute__((no_instrument_function))

static void *const functions[] = {
#define FUNCTION(name) (void *)(uintptr_t)&name,
#include "functions.inc"
#undef FUNCTION
};
enum { COUNT = sizeof functions / sizeof *functions, SLOTS = 1024 };
_Static_assert(COUNT * 4 < SLOTS, "the hash table has room");

static _Atomic uint64_t *counters;
static unsigned short slots[SLOTS]; /* an index into functions, from 1 */

void __cyg_profile_func_enter(void *function, void *caller) SILENT;
void __cyg_profile_func_exit(void *function, void *caller) SILENT;

SILENT static size_t slot_of(const void *function) {
    return (size_t)(((uintptr_t)function >> 2) * 0x9E3779B97F4A7C15u >> 54);
}

SILENT static void fill_slots(void) {
    for (size_t i = 0; i < COUNT; i++) {
        size_t slot = slot_of(functions[i]);
        while (slots[slot])
            slot = (slot + 1) % SLOTS;
        slots[slot] = (unsigned short)(i + 1);
    }
}

SILENT __attribute__((constructor)) static void open_counters(void) {
    Dl_info self;
    char path[PATH_MAX];
    if (!dladdr(&counters, &self))
        return;
    const char *slash = strrchr(self.dli_fname, '/');
    int length = slash ? (int)(slash - self.dli_fname) : 1;
    snprintf(path, sizeof path, "%.*s/counters", length, slash ? self.dli_fname : ".");
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return;
    void *data = mmap(NULL, COUNT * sizeof *counters, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (data == MAP_FAILED)
        return;
    fill_slots();
    counters = data;
}

void __cyg_profile_func_enter(void *function, void *caller) {
    (void)caller;
    if (!counters)
        return;
    for (size_t slot = slot_of(function); slots[slot]; slot = (slot + 1) % SLOTS) {
        size_t index = slots[slot] - 1u;
        if (functions[index] == function) {
            atomic_fetch_add_explicit(&counters[index], 1, memory_order_relaxed);
            return;
        }
    }
}

void __cyg_profile_func_exit(void *function, void *caller) {
    (void)function;
    (void)caller;
}
