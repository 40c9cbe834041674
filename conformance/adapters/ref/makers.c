/* Functions of the module that make sockets. */
#include <limits.h>
#include <sys/socket.h>

#include "address.h"
#include "handlers.h"
#include "port.h"

static void give_socket(struct call *call, int result, rs_socket *made, const rs_error *error) {
    if (result < 0)
        call_failed(call, error);
    else
        give_object(call, object_of_socket(made));
}

/* The defaults of socket(), which stand for −1. */
static int open_new(int family, int type, int proto, rs_socket **made, rs_error *error) {
    return rs_open(family == -1 ? AF_INET : family, type == -1 ? SOCK_STREAM : type, proto == -1 ? 0 : proto, made,
                   error);
}

static void op_socket(struct call *call) {
    int family = -1, type = -1, proto = -1, fd = -1;
    rs_error error;
    rs_socket *made = NULL;
    if (!arg_c_int_or(call, 0, &family) || !arg_c_int_or(call, 1, &type) || !arg_c_int_or(call, 2, &proto) ||
        !arg_c_int_or(call, 3, &fd))
        return;
    call_enter(call);
    int result = arg_given(call, 3) ? rs_open_fd(family, type, proto, fd, &made, &error)
                                    : open_new(family, type, proto, &made, &error);
    call_leave(call);
    give_socket(call, result, made, &error);
}

static void op_fromfd(struct call *call) {
    int proto = 0;
    long long fd, family, type;
    rs_error error;
    rs_socket *made = NULL;
    if (!arg_int(call, 0, INT_MIN, INT_MAX, &fd) || !arg_int(call, 1, INT_MIN, INT_MAX, &family) ||
        !arg_int(call, 2, INT_MIN, INT_MAX, &type) || !arg_c_int_or(call, 3, &proto))
        return;
    call_enter(call);
    int result = rs_fromfd((int)fd, (int)family, (int)type, proto, &made, &error);
    call_leave(call);
    give_socket(call, result, made, &error);
}

static void op_socketpair(struct call *call) {
    int family = -1, type = SOCK_STREAM, proto = 0;
    rs_error error;
    rs_socket *made[2] = {0};
    if (!arg_c_int_or(call, 0, &family) || !arg_c_int_or(call, 1, &type) || !arg_c_int_or(call, 2, &proto))
        return;
    call_enter(call);
    int result = rs_socketpair(family, type, proto, made, &error);
    call_leave(call);
    if (result < 0) {
        call_failed(call, &error);
        return;
    }
    give_tuple(call, 2);
    give_object(call, object_of_socket(made[0]));
    give_object(call, object_of_socket(made[1]));
    give_end(call);
}

static bool arg_timeout(struct call *call, int index, rs_connection_options *options) {
    bool none;
    if (!call->argument[index])
        return true; /* RS_DEFAULT_TIMEOUT */
    if (!arg_seconds(call, index, &none, &options->seconds))
        return false;
    options->timeout = none ? RS_NO_TIMEOUT : RS_TIMEOUT_SECONDS;
    return true;
}

static void op_create_connection(struct call *call) {
    rs_connection_options options = {0};
    rs_errors errors = {0};
    rs_address source;
    rs_text host;
    rs_port port;
    rs_error error;
    rs_socket *made = NULL;
    bool all = false;
    const json_t *members;
    size_t count;
    call->reading = 0;
    if (!value_sequence(call, call->argument[0], NULL, &members, &count))
        return;
    if (count != 2) {
        call_unsupported(call, "C is typed: argument 1 of create_connection wants (host, port), not %zu fields", count);
        return;
    }
    if (!value_host(call, json_array_get(members, 0), "the host of create_connection", true, &host) ||
        !value_port(call, json_array_get(members, 1), "the port of create_connection", &port) ||
        !arg_timeout(call, 1, &options) || !arg_bool_or(call, 3, &all))
        return;
    if (arg_given(call, 2)) {
        if (!arg_address(call, 2, &source))
            return;
        options.source = &source;
    }
    if (all)
        options.errors = &errors;
    call_enter(call);
    int result = rs_create_connection(host, port, &options, &made, &error);
    call_leave(call);
    if (result < 0 && errors.count > 0)
        call_failed_group(call, "create_connection failed", errors.count);
    else
        give_socket(call, result, made, &error);
    rs_errors_free(&errors);
}

static void op_create_server(struct call *call) {
    rs_server_options options = {0};
    rs_address address;
    rs_error error;
    rs_socket *made = NULL;
    if (!arg_address(call, 0, &address) || !arg_c_int_or(call, 1, &options.family) ||
        !arg_c_int_or(call, 2, &options.backlog) || !arg_bool_or(call, 3, &options.reuse_port) ||
        !arg_bool_or(call, 4, &options.dualstack_ipv6))
        return;
    options.backlog_given = arg_given(call, 2);
    call_enter(call);
    int result = rs_create_server(&address, &options, &made, &error);
    call_leave(call);
    give_socket(call, result, made, &error);
}

static void op_has_dualstack_ipv6(struct call *call) {
    call_enter(call);
    int result = rs_has_dualstack_ipv6();
    call_leave(call);
    give_bool(call, result);
}

static void op_close(struct call *call) {
    long long fd;
    rs_error error;
    if (!arg_int(call, 0, INT_MIN, INT_MAX, &fd))
        return;
    call_enter(call);
    int result = rs_close_fd((int)fd, &error);
    call_leave(call);
    if (result < 0)
        call_failed(call, &error);
    else
        give_none(call);
}

static void op_dup(struct call *call) {
    long long fd;
    rs_error error;
    if (!arg_int(call, 0, INT_MIN, INT_MAX, &fd))
        return;
    call_enter(call);
    int copy = rs_dup_fd((int)fd, &error);
    call_leave(call);
    if (copy < 0)
        call_failed(call, &error);
    else
        give_int(call, copy);
}

const struct handler makers_handlers[] = {
    {"socket", op_socket},
    {"fromfd", op_fromfd},
    {"socketpair", op_socketpair},
    {"create_connection", op_create_connection},
    {"create_server", op_create_server},
    {"has_dualstack_ipv6", op_has_dualstack_ipv6},
    {"close", op_close},
    {"dup", op_dup},
    {0},
};
