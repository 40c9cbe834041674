/* Messages with ancillary data: .recvmsg, .recvmsg_into, .sendmsg, .sendmsg_afalg, send_fds, recv_fds. */
#include <limits.h>
#include <stdint.h>

#include "address.h"
#include "handlers.h"
#include "memory.h"

/* A list of bytes-like things. */
static bool arg_gathered(struct call *call, int index, rs_bytes **buffers, size_t *count) {
    const json_t *members;
    call->reading = index;
    if (!value_sequence(call, call->argument[index], NULL, &members, count))
        return false;
    *buffers = call_memory(call, *count * sizeof **buffers);
    for (size_t i = 0; i < *count; i++)
        if (!value_bytes(call, json_array_get(members, i), "a member of the buffers", &(*buffers)[i].data,
                         &(*buffers)[i].size))
            return false;
    return true;
}

static bool arg_scattered(struct call *call, int index, rs_buffer **buffers, size_t *count) {
    const json_t *members;
    call->reading = index;
    if (!value_sequence(call, call->argument[index], NULL, &members, count))
        return false;
    *buffers = call_memory(call, *count * sizeof **buffers);
    for (size_t i = 0; i < *count; i++)
        if (!value_writable(call, json_array_get(members, i), "a member of the buffers", &(*buffers)[i].data,
                            &(*buffers)[i].size))
            return false;
    return true;
}

/* A list of (cmsg_level, cmsg_type, cmsg_data). */
static bool arg_controls(struct call *call, int index, rs_control **items, size_t *count) {
    const json_t *members, *fields;
    size_t width;
    long long level, type;
    *count = 0;
    *items = NULL;
    if (!call->argument[index])
        return true;
    call->reading = index;
    if (!value_sequence(call, call->argument[index], NULL, &members, count))
        return false;
    *items = call_memory(call, *count * sizeof **items);
    for (size_t i = 0; i < *count; i++) {
        rs_control *item = &(*items)[i];
        if (!value_sequence(call, json_array_get(members, i), "an ancillary item", &fields, &width))
            return false;
        if (width != 3) {
            call_unsupported(call, "C is typed: an ancillary item has 3 fields, not %zu", width);
            return false;
        }
        if (!value_int(call, json_array_get(fields, 0), "cmsg_level", INT_MIN, INT_MAX, &level) ||
            !value_int(call, json_array_get(fields, 1), "cmsg_type", INT_MIN, INT_MAX, &type) ||
            !value_bytes(call, json_array_get(fields, 2), "cmsg_data", &item->data, &item->size))
            return false;
        item->level = (int)level;
        item->type = (int)type;
    }
    return true;
}

static void method_sendmsg(struct call *call) {
    rs_bytes *buffers;
    rs_control *items;
    size_t count, item_count;
    int flags = 0;
    rs_address address;
    rs_error error;
    if (!arg_gathered(call, 0, &buffers, &count) || !arg_controls(call, 1, &items, &item_count) ||
        !arg_c_int_or(call, 2, &flags))
        return;
    bool to = arg_given(call, 3);
    if (to && !arg_address(call, 3, &address))
        return;
    call_enter(call);
    ptrdiff_t sent =
        rs_sendmsg(call->on->socket, buffers, count, items, item_count, flags, to ? &address : NULL, &error);
    call_leave(call);
    if (sent < 0)
        call_failed(call, &error);
    else
        give_int(call, sent);
}

static void method_sendmsg_afalg(struct call *call) {
    enum { MSG, OP, IV, ASSOCLEN, FLAGS };
    rs_bytes *buffers = NULL, iv;
    size_t count = 0;
    long long op = -1, number;
    int flags = 0;
    rs_error error;
    bool with_iv = call->argument[IV], with_assoclen = call->argument[ASSOCLEN];
    if ((call->argument[MSG] && !arg_gathered(call, MSG, &buffers, &count)) ||
        (call->argument[OP] && !arg_int(call, OP, INT64_MIN, INT64_MAX, &op)) ||
        (with_iv && !arg_bytes(call, IV, &iv.data, &iv.size)) ||
        (with_assoclen && !arg_int(call, ASSOCLEN, INT64_MIN, INT64_MAX, &number)) ||
        !arg_c_int_or(call, FLAGS, &flags))
        return;
    int64_t assoclen = with_assoclen ? number : 0;
    call_enter(call);
    ptrdiff_t sent = rs_sendmsg_afalg(call->on->socket, buffers, count, op, with_iv ? &iv : NULL,
                                      with_assoclen ? &assoclen : NULL, flags, &error);
    call_leave(call);
    if (sent < 0)
        call_failed(call, &error);
    else
        give_int(call, sent);
}

static size_t count_controls(const rs_message *message) {
    size_t count = 0;
    void *cursor = NULL;
    rs_control item;
    while (rs_next_control(message, &cursor, &item, NULL) > 0)
        count++;
    return count;
}

/* The list of ancillary items. False, answered, and all descriptors in it closed, if it is malformed. */
static bool give_controls(struct call *call, const rs_message *message) {
    void *cursor = NULL;
    rs_control item;
    rs_error error;
    int more;
    give_list(call, count_controls(message));
    while ((more = rs_next_control(message, &cursor, &item, &error)) > 0) {
        give_tuple(call, 3);
        give_int(call, item.level);
        give_int(call, item.type);
        give_bytes(call, item.data, item.size);
        give_end(call);
    }
    give_end(call);
    if (more == 0)
        return true;
    rs_close_received(message);
    call_failed(call, &error);
    return false;
}

/* ancbufsize, and room for it that is aligned as malloc() does. */
static bool arg_control_room(struct call *call, int index, ptrdiff_t *size, void **control) {
    *size = 0;
    *control = NULL;
    return !arg_given(call, index) || arg_room(call, index, size, control);
}

static void give_rest(struct call *call, const rs_message *message) {
    if (!give_controls(call, message))
        return;
    give_int(call, message->flags);
    give_address(call, &message->address);
    give_end(call);
}

static void method_recvmsg(struct call *call) {
    ptrdiff_t size, control_size;
    void *data, *control;
    int flags = 0;
    rs_message message;
    rs_error error;
    if (!arg_room(call, 0, &size, &data) || !arg_control_room(call, 1, &control_size, &control) ||
        !arg_c_int_or(call, 2, &flags))
        return;
    rs_buffer buffer = {data, (size_t)size}; /* a negative size becomes one that the library refuses */
    call_enter(call);
    ptrdiff_t got = rs_recvmsg(call->on->socket, &buffer, 1, control, control_size, flags, &message, &error);
    call_leave(call);
    if (got < 0) {
        call_failed(call, &error);
        return;
    }
    give_tuple(call, 4);
    give_bytes(call, data, got < size ? (size_t)got : (size_t)size);
    give_rest(call, &message);
}

static void method_recvmsg_into(struct call *call) {
    rs_buffer *buffers;
    size_t count;
    ptrdiff_t control_size;
    void *control;
    int flags = 0;
    rs_message message;
    rs_error error;
    if (!arg_scattered(call, 0, &buffers, &count) || !arg_control_room(call, 1, &control_size, &control) ||
        !arg_c_int_or(call, 2, &flags))
        return;
    call_enter(call);
    ptrdiff_t got = rs_recvmsg(call->on->socket, buffers, count, control, control_size, flags, &message, &error);
    call_leave(call);
    if (got < 0) {
        call_failed(call, &error);
        return;
    }
    give_tuple(call, 4);
    give_int(call, got);
    give_rest(call, &message);
}

static bool arg_fds(struct call *call, int index, int **fds, size_t *count) {
    const json_t *members;
    long long fd;
    call->reading = index;
    if (!value_sequence(call, call->argument[index], NULL, &members, count))
        return false;
    *fds = call_memory(call, *count * sizeof **fds);
    for (size_t i = 0; i < *count; i++) {
        if (!value_int(call, json_array_get(members, i), "a descriptor", INT_MIN, INT_MAX, &fd))
            return false;
        (*fds)[i] = (int)fd;
    }
    return true;
}

static void op_send_fds(struct call *call) {
    struct object *object;
    rs_bytes *buffers;
    size_t count, fd_count;
    int *fds, flags = 0;
    rs_address address;
    rs_error error;
    if (!arg_object(call, 0, OBJECT_SOCKET, &object) || !arg_gathered(call, 1, &buffers, &count) ||
        !arg_fds(call, 2, &fds, &fd_count) || !arg_c_int_or(call, 3, &flags))
        return;
    bool to = arg_given(call, 4);
    if (to && !arg_address(call, 4, &address))
        return;
    call_enter(call);
    ptrdiff_t sent = rs_send_fds(object->socket, buffers, count, fds, fd_count, flags, to ? &address : NULL, &error);
    call_leave(call);
    if (sent < 0)
        call_failed(call, &error);
    else
        give_int(call, sent);
}

static void op_recv_fds(struct call *call) {
    enum { ROOM = 1024 }; /* the kernel passes 253 at once */
    struct object *object;
    ptrdiff_t size;
    void *data;
    long long max_fds;
    size_t fd_count = 0;
    int fds[ROOM], flags = 0, message_flags = 0;
    rs_address from;
    rs_error error;
    if (!arg_object(call, 0, OBJECT_SOCKET, &object) || !arg_room(call, 1, &size, &data) ||
        !arg_int(call, 2, PTRDIFF_MIN, PTRDIFF_MAX, &max_fds) || !arg_c_int_or(call, 3, &flags))
        return;
    int *room = max_fds > ROOM
                    ? call_try_memory(call, (size_t)max_fds < SIZE_MAX / sizeof fds[0] ? (size_t)max_fds * sizeof fds[0]
                                                                                       : SIZE_MAX)
                    : fds;
    if (!room) {
        call_unsupported(call, "no memory here for %lld descriptors", max_fds);
        return;
    }
    call_enter(call);
    ptrdiff_t got = rs_recv_fds(object->socket, data, size, room, (ptrdiff_t)max_fds, &fd_count, flags, &message_flags,
                                &from, &error);
    call_leave(call);
    if (got < 0) {
        call_failed(call, &error);
        return;
    }
    give_tuple(call, 4);
    give_bytes(call, data, (size_t)got);
    give_list(call, fd_count);
    for (size_t i = 0; i < fd_count; i++)
        give_int(call, room[i]);
    give_end(call);
    give_int(call, message_flags);
    give_address(call, &from);
    give_end(call);
}

const struct handler messages_handlers[] = {{".sendmsg", method_sendmsg},
                                            {".sendmsg_afalg", method_sendmsg_afalg},
                                            {".recvmsg", method_recvmsg},
                                            {".recvmsg_into", method_recvmsg_into},
                                            {"send_fds", op_send_fds},
                                            {"recv_fds", op_recv_fds},
                                            {0}};
