/* Methods: .send, .sendall, .sendto, .sendfile. */
#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "address.h"
#include "handlers.h"
#include "quiet.h"

static void sent(struct call *call, long long count, const rs_error *error) {
    if (count < 0)
        call_failed(call, error);
    else
        give_int(call, count);
}

static void method_send(struct call *call) {
    const void *data;
    size_t size;
    int flags = 0;
    rs_error error;
    if (!arg_bytes(call, 0, &data, &size) || !arg_c_int_or(call, 1, &flags))
        return;
    call_enter(call);
    ptrdiff_t count = rs_send(call->on->socket, data, size, flags, &error);
    call_leave(call);
    sent(call, count, &error);
}

static void method_sendall(struct call *call) {
    const void *data;
    size_t size;
    int flags = 0;
    rs_error error;
    if (!arg_bytes(call, 0, &data, &size) || !arg_c_int_or(call, 1, &flags))
        return;
    call_enter(call);
    int result = rs_sendall(call->on->socket, data, size, flags, &error);
    call_leave(call);
    if (result < 0)
        call_failed(call, &error);
    else
        give_none(call);
}

/* sendto(data, address) or sendto(data, flags, address). */
static void method_sendto(struct call *call) {
    const void *data;
    size_t size;
    int flags = 0, place = call->argument[2] ? 2 : 1;
    rs_address address;
    rs_error error;
    if (!arg_bytes(call, 0, &data, &size) || (place == 2 && !arg_c_int_or(call, 1, &flags)) ||
        !arg_address(call, place, &address))
        return;
    call_enter(call);
    ptrdiff_t count = rs_sendto(call->on->socket, data, size, flags, &address, &error);
    call_leave(call);
    sent(call, count, &error);
}

/* A file in memory, for the library. */
static ptrdiff_t read_memory(void *context, void *buffer, size_t size, rs_error *error) {
    struct file *file = context;
    (void)error;
    size_t left = file->position < file->length ? file->length - file->position : 0;
    if (size > left)
        size = left;
    if (size)
        memcpy(buffer, file->data + file->position, size);
    file->position += size;
    return (ptrdiff_t)size;
}

static int seek_memory(void *context, int64_t position, rs_error *error) {
    struct file *file = context;
    (void)error;
    file->position = (size_t)position;
    return 0;
}

static void method_sendfile(struct call *call) {
    struct object *object;
    long long offset = 0, number = 0;
    rs_error error;
    if (!arg_object(call, 0, OBJECT_FILE, &object) || !arg_int_or(call, 1, INT64_MIN, INT64_MAX, &offset) ||
        !arg_int_or(call, 2, INT64_MIN, INT64_MAX, &number))
        return;
    rs_file file = {.fd = object->file.fd, .text = object->file.text};
    if (object->file.data) {
        file.read = read_memory;
        file.seek = seek_memory;
        file.context = &object->file;
    }
    int64_t count = number;
    struct quiet quiet;
    call_enter(call);
    quiet_begin(&quiet); /* sendfile() has no flag against SIGPIPE; the library leaves that to the program */
    int64_t result = rs_sendfile(call->on->socket, &file, offset, arg_given(call, 2) ? &count : NULL, NULL, &error);
    quiet_end(&quiet);
    call_leave(call);
    sent(call, result, &error);
}

const struct handler sending_handlers[] = {{".send", method_send},
                                           {".sendall", method_sendall},
                                           {".sendto", method_sendto},
                                           {".sendfile", method_sendfile},
                                           {0}};
