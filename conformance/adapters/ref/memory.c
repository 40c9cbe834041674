#include "memory.h"

#include <stdint.h>

bool call_room(struct call *call, long long size, void **data) {
    *data = call_try_memory(call, size > 0 ? (size_t)size : 0);
    if (!*data)
        call_unsupported(call, "no memory here for %lld bytes", size);
    return *data != NULL;
}

bool arg_room(struct call *call, int index, ptrdiff_t *size, void **data) {
    long long number;
    if (!arg_int(call, index, PTRDIFF_MIN, PTRDIFF_MAX, &number))
        return false;
    *size = (ptrdiff_t)number;
    return call_room(call, number, data);
}

bool value_writable(struct call *call, const json_t *value, const char *where, void **data, size_t *size) {
    struct object *object;
    if (!value_object(call, value, where, OBJECT_BUFFER, &object))
        return false;
    struct buffer *buffer = &object->buffer;
    if (buffer->readonly || buffer->stride != (long long)buffer->item_size) {
        call_unsupported(call, "C is typed: %s wants memory that is writable and without gaps", call->operation->name);
        return false;
    }
    *data = buffer->data + buffer->start;
    *size = buffer->items * buffer->item_size;
    return true;
}

bool arg_writable(struct call *call, int index, void **data, size_t *size) {
    call->reading = index;
    return value_writable(call, call->argument[index], NULL, data, size);
}
