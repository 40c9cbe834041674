/* buf.*: memory for the _into operations, and views of it. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "handlers.h"

enum { INIT, KIND, START, STOP, STEP };

/* Python's rule for a bound of a slice: from the end if negative, cut to the sequence. */
static long long cut(long long bound, long long items, long long low, long long high) {
    if (bound < 0)
        bound += items;
    return bound < low ? low : bound > high ? high : bound;
}

/* Makes `buffer` the view start:stop:step, counted in items, of itself. */
static bool slice(struct call *call, struct buffer *buffer) {
    long long items = (long long)buffer->items, start = 0, stop = 0, step = 1;
    if (!arg_int_or(call, STEP, -LLONG_MAX, LLONG_MAX, &step))
        return false;
    if (step == 0) {
        call_unsupported(call, "bad helper call: step may not be 0");
        return false;
    }
    long long low = step > 0 ? 0 : -1, high = step > 0 ? items : items - 1;
    if (!arg_int_or(call, START, -LLONG_MAX, LLONG_MAX, &start))
        return false;
    start = cut(start, items, low, high);
    stop = step > 0 ? items : -1;
    if (arg_given(call, STOP)) {
        if (!arg_int(call, STOP, -LLONG_MAX, LLONG_MAX, &stop))
            return false;
        stop = cut(stop, items, low, high);
    }
    /* The distance of the first and the last item, so that no step is too large to be added. */
    long long reach = step > 0 ? stop - start - 1 : start - stop - 1;
    buffer->items = reach >= 0 ? (size_t)(reach / (step > 0 ? step : -step)) + 1 : 0;
    buffer->start = buffer->items ? (size_t)start * buffer->item_size : 0;
    /* A single item has no gaps; without any the step alone counts, as in CPython: 0 stands for all but 1. */
    long long apart = buffer->items == 1 ? 1 : buffer->items || step == 1 ? step : 0;
    buffer->stride = apart * (long long)buffer->item_size;
    return true;
}

static void buf_new(struct call *call) {
    struct buffer buffer = {.item_size = 1};
    const char *kind = "bytearray";
    const void *data = NULL;
    long long size = 0;
    if (!arg_text_or(call, KIND, &kind))
        return;
    if (json_is_integer(call->argument[INIT])) {
        if (!arg_int(call, INIT, 0, PTRDIFF_MAX - 1, &size))
            return;
        buffer.length = (size_t)size;
    } else if (!arg_bytes(call, INIT, &data, &buffer.length)) {
        return;
    }
    if (strcmp(kind, "bytes") == 0) {
        buffer.readonly = true;
    } else if (strcmp(kind, "array") == 0) {
        buffer.item_size = sizeof(int);
    } else if (strcmp(kind, "bytearray") != 0 && strcmp(kind, "memoryview") != 0) {
        call_unsupported(call, "bad helper call: no such kind: '%s' (bytearray, bytes, memoryview, array)", kind);
        return;
    }
    if (buffer.length % buffer.item_size) {
        call_unsupported(call, "bad helper call: an array has a multiple of %zu bytes", buffer.item_size);
        return;
    }
    buffer.items = buffer.length / buffer.item_size;
    if (!slice(call, &buffer))
        return;
    buffer.data = calloc(1, buffer.length ? buffer.length : 1);
    if (!buffer.data) {
        call_unsupported(call, "no memory for a buffer of %zu bytes", buffer.length);
        return;
    }
    if (data && buffer.length)
        memcpy(buffer.data, data, buffer.length);
    give_object(call, object_of_buffer(&buffer));
}

static void buf_data(struct call *call) {
    struct object *object;
    if (!arg_object(call, 0, OBJECT_BUFFER, &object))
        return;
    give_bytes(call, object->buffer.data, object->buffer.length);
}

const struct handler buffers_handlers[] = {{"buf.new", buf_new}, {"buf.data", buf_data}, {0}};
