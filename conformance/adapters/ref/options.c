/* Methods: .getsockopt, .setsockopt. */
#include <limits.h>

#include "arguments.h"
#include "handlers.h"

enum { LEVEL, NAME, BUFLEN, VALUE = BUFLEN, OPTLEN };

static bool arg_option(struct call *call, long long *level, long long *name) {
    return arg_int(call, LEVEL, INT_MIN, INT_MAX, level) && arg_int(call, NAME, INT_MIN, INT_MAX, name);
}

static void method_getsockopt(struct call *call) {
    long long level, name;
    int buflen = 0, number = 0, result;
    unsigned char value[RS_OPTION_MAX];
    rs_error error;
    if (!arg_option(call, &level, &name) || !arg_c_int_or(call, BUFLEN, &buflen))
        return;
    call_enter(call);
    if (buflen == 0)
        result = rs_getsockopt_int(call->on->socket, (int)level, (int)name, &number, &error);
    else
        result = rs_getsockopt(call->on->socket, (int)level, (int)name, value, buflen, &error);
    call_leave(call);
    if (result < 0)
        call_failed(call, &error);
    else if (buflen == 0)
        give_int(call, number);
    else
        give_bytes(call, value, (size_t)result);
}

static void set(struct call *call, int level, int name) {
    const void *data = NULL;
    size_t size = 0;
    long long number = 0, optlen = 0;
    bool none = json_is_null(call->argument[VALUE]), bytes = value_is_bytes(call->argument[VALUE]);
    rs_error error;
    int result;
    if (none != arg_given(call, OPTLEN)) {
        call_unsupported(call, "C is typed: setsockopt wants optlen with None, and only then");
        return;
    }
    if (none    ? !arg_int(call, OPTLEN, 0, UINT_MAX, &optlen)
        : bytes ? !arg_bytes(call, VALUE, &data, &size)
                : !arg_int(call, VALUE, INT_MIN, INT_MAX, &number))
        return;
    call_enter(call);
    if (none)
        result = rs_setsockopt_none(call->on->socket, level, name, (unsigned)optlen, &error);
    else if (bytes)
        result = rs_setsockopt(call->on->socket, level, name, data, size, &error);
    else
        result = rs_setsockopt_int(call->on->socket, level, name, (int)number, &error);
    call_leave(call);
    if (result < 0)
        call_failed(call, &error);
    else
        give_none(call);
}

static void method_setsockopt(struct call *call) {
    long long level, name;
    if (arg_option(call, &level, &name))
        set(call, (int)level, (int)name);
}

const struct handler options_handlers[] = {{".getsockopt", method_getsockopt}, {".setsockopt", method_setsockopt}, {0}};
