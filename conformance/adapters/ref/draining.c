/* io.drain: receives a large transfer and compares it, without sending it back. */
#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "arguments.h"
#include "cycle.h"
#include "handlers.h"

enum { CHUNK = 1 << 16 };

/* The first place where `data`, which starts `received` bytes into the stream, is not the pattern; −1: none. `wanted`
 * is memory for as much. */
static long long differs(const unsigned char *data, unsigned char *wanted, size_t size, long long received,
                         long long seed) {
    cycle_fill(wanted, size, (unsigned long long)(seed + received));
    if (memcmp(data, wanted, size) == 0)
        return -1;
    size_t i = 0;
    while (data[i] == wanted[i])
        i++;
    return received + (long long)i;
}

static void io_drain(struct call *call) {
    struct object *object;
    long long total, seed, received = 0, first = -1;
    rs_error error;
    ptrdiff_t got = 1;
    if (!arg_object(call, 0, OBJECT_SOCKET, &object) || !arg_int(call, 1, 0, LLONG_MAX, &total) ||
        !arg_int(call, 2, 0, INT_MAX, &seed))
        return;
    unsigned char *data = call_memory(call, CHUNK), *wanted = call_memory(call, CHUNK);
    call_enter(call);
    while (received < total && got > 0) {
        got =
            rs_recv(object->socket, data, total - received < CHUNK ? (ptrdiff_t)(total - received) : CHUNK, 0, &error);
        if (got <= 0)
            break;
        if (first < 0)
            first = differs(data, wanted, (size_t)got, received, seed);
        received += got;
    }
    call_leave(call);
    if (got < 0) {
        call_failed(call, &error);
        return;
    }
    give_tuple(call, 2);
    give_int(call, received);
    if (first < 0)
        give_none(call);
    else
        give_int(call, first);
    give_end(call);
}

const struct handler draining_handlers[] = {{"io.drain", io_drain}, {0}};
