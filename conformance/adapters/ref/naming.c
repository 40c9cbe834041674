/* Methods that connect and name: .bind, .connect, .accept, .getsockname … */
#include <limits.h>

#include "address.h"
#include "handlers.h"

static void done(struct call *call, int result, const rs_error *error) {
    if (result < 0)
        call_failed(call, error);
    else
        give_none(call);
}

/* A method whose one argument is an address. */
static void with_address(struct call *call, int (*function)(rs_socket *, const rs_address *, rs_error *)) {
    rs_address address;
    rs_error error;
    if (!arg_address(call, 0, &address))
        return;
    call_enter(call);
    int result = function(call->on->socket, &address, &error);
    call_leave(call);
    done(call, result, &error);
}

static void method_bind(struct call *call) {
    with_address(call, rs_bind);
}
static void method_connect(struct call *call) {
    with_address(call, rs_connect);
}

static void method_connect_ex(struct call *call) {
    rs_address address;
    rs_error error;
    if (!arg_address(call, 0, &address))
        return;
    call_enter(call);
    int result = rs_connect_ex(call->on->socket, &address, &error);
    call_leave(call);
    if (result < 0)
        call_failed(call, &error);
    else
        give_int(call, result);
}

static void method_listen(struct call *call) {
    int backlog = RS_BACKLOG_DEFAULT;
    rs_error error;
    if (!arg_c_int_or(call, 0, &backlog))
        return;
    call_enter(call);
    int result = rs_listen(call->on->socket, backlog, &error);
    call_leave(call);
    done(call, result, &error);
}

static void method_accept(struct call *call) {
    rs_socket *connection = NULL;
    rs_address peer;
    rs_error error;
    call_enter(call);
    int result = rs_accept(call->on->socket, &connection, &peer, &error);
    call_leave(call);
    if (result < 0) {
        call_failed(call, &error);
        return;
    }
    give_tuple(call, 2);
    give_object(call, object_of_socket(connection));
    give_address(call, &peer);
    give_end(call);
}

/* A method whose result is an address. */
static void to_address(struct call *call, int (*function)(rs_socket *, rs_address *, rs_error *)) {
    rs_address address;
    rs_error error;
    call_enter(call);
    int result = function(call->on->socket, &address, &error);
    call_leave(call);
    if (result < 0)
        call_failed(call, &error);
    else
        give_address(call, &address);
}

static void method_getsockname(struct call *call) {
    to_address(call, rs_getsockname);
}
static void method_getpeername(struct call *call) {
    to_address(call, rs_getpeername);
}

static void method_shutdown(struct call *call) {
    long long how;
    rs_error error;
    if (!arg_int(call, 0, INT_MIN, INT_MAX, &how))
        return;
    call_enter(call);
    int result = rs_shutdown(call->on->socket, (int)how, &error);
    call_leave(call);
    done(call, result, &error);
}

const struct handler naming_handlers[] = {
    {".bind", method_bind},
    {".connect", method_connect},
    {".connect_ex", method_connect_ex},
    {".listen", method_listen},
    {".accept", method_accept},
    {".getsockname", method_getsockname},
    {".getpeername", method_getpeername},
    {".shutdown", method_shutdown},
    {0},
};
