/* Methods: .recv, .recv_into, .recvfrom, .recvfrom_into. */
#include <stdint.h>

#include "address.h"
#include "handlers.h"
#include "memory.h"

static size_t least(ptrdiff_t got, size_t size) {
    return (size_t)got < size ? (size_t)got : size;
}

static void method_recv(struct call *call) {
    ptrdiff_t size;
    int flags = 0;
    void *data;
    rs_error error;
    if (!arg_room(call, 0, &size, &data) || !arg_c_int_or(call, 1, &flags))
        return;
    call_enter(call);
    ptrdiff_t got = rs_recv(call->on->socket, data, size, flags, &error);
    call_leave(call);
    if (got < 0)
        call_failed(call, &error);
    else
        give_bytes(call, data, least(got, (size_t)size)); /* MSG_TRUNC reports more than there is */
}

static void method_recvfrom(struct call *call) {
    ptrdiff_t size;
    int flags = 0;
    void *data;
    rs_address from;
    rs_error error;
    if (!arg_room(call, 0, &size, &data) || !arg_c_int_or(call, 1, &flags))
        return;
    call_enter(call);
    ptrdiff_t got = rs_recvfrom(call->on->socket, data, size, flags, &from, &error);
    call_leave(call);
    if (got < 0) {
        call_failed(call, &error);
        return;
    }
    give_tuple(call, 2);
    give_bytes(call, data, least(got, (size_t)size));
    give_address(call, &from);
    give_end(call);
}

static void method_recv_into(struct call *call) {
    void *data;
    size_t size;
    long long limit = 0;
    int flags = 0;
    rs_error error;
    if (!arg_writable(call, 0, &data, &size) || !arg_int_or(call, 1, PTRDIFF_MIN, PTRDIFF_MAX, &limit) ||
        !arg_c_int_or(call, 2, &flags))
        return;
    call_enter(call);
    ptrdiff_t got = rs_recv_into(call->on->socket, data, size, (ptrdiff_t)limit, flags, &error);
    call_leave(call);
    if (got < 0)
        call_failed(call, &error);
    else
        give_int(call, got);
}

static void method_recvfrom_into(struct call *call) {
    void *data;
    size_t size;
    long long limit = 0;
    int flags = 0;
    rs_address from;
    rs_error error;
    if (!arg_writable(call, 0, &data, &size) || !arg_int_or(call, 1, PTRDIFF_MIN, PTRDIFF_MAX, &limit) ||
        !arg_c_int_or(call, 2, &flags))
        return;
    call_enter(call);
    ptrdiff_t got = rs_recvfrom_into(call->on->socket, data, size, (ptrdiff_t)limit, flags, &from, &error);
    call_leave(call);
    if (got < 0) {
        call_failed(call, &error);
        return;
    }
    give_tuple(call, 2);
    give_int(call, got);
    give_address(call, &from);
    give_end(call);
}

const struct handler receiving_handlers[] = {{".recv", method_recv},
                                             {".recvfrom", method_recvfrom},
                                             {".recv_into", method_recv_into},
                                             {".recvfrom_into", method_recvfrom_into},
                                             {0}};
