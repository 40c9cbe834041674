/* Methods about the descriptor and the mode: .close, .fileno, .settimeout … */
#include "arguments.h"
#include "handlers.h"

static void done(struct call *call, int result, const rs_error *error) {
    if (result < 0)
        call_failed(call, error);
    else
        give_none(call);
}

static void method_close(struct call *call) {
    rs_error error;
    call_enter(call);
    int result = rs_close(call->on->socket, &error);
    call_leave(call);
    done(call, result, &error);
}

static void method_detach(struct call *call) {
    call_enter(call);
    int fd = rs_detach(call->on->socket);
    call_leave(call);
    give_int(call, fd);
}

static void method_dup(struct call *call) {
    rs_socket *copy = NULL;
    rs_error error;
    call_enter(call);
    int result = rs_dup(call->on->socket, &copy, &error);
    call_leave(call);
    if (result < 0)
        call_failed(call, &error);
    else
        give_object(call, object_of_socket(copy));
}

static void method_fileno(struct call *call) {
    call_enter(call);
    int fd = rs_fileno(call->on->socket);
    call_leave(call);
    give_int(call, fd);
}

static void method_get_inheritable(struct call *call) {
    rs_error error;
    call_enter(call);
    int result = rs_get_inheritable(call->on->socket, &error);
    call_leave(call);
    if (result < 0)
        call_failed(call, &error);
    else
        give_bool(call, result);
}

static void method_set_inheritable(struct call *call) {
    bool inheritable = false;
    rs_error error;
    if (!arg_bool(call, 0, &inheritable))
        return;
    call_enter(call);
    int result = rs_set_inheritable(call->on->socket, inheritable, &error);
    call_leave(call);
    done(call, result, &error);
}

static void method_gettimeout(struct call *call) {
    double seconds;
    call_enter(call);
    int given = rs_gettimeout(call->on->socket, &seconds);
    call_leave(call);
    if (given)
        give_float(call, seconds);
    else
        give_none(call);
}

static void method_settimeout(struct call *call) {
    bool none;
    double seconds;
    rs_error error;
    if (!arg_seconds(call, 0, &none, &seconds))
        return;
    call_enter(call);
    int result = rs_settimeout(call->on->socket, none ? NULL : &seconds, &error);
    call_leave(call);
    done(call, result, &error);
}

static void method_setblocking(struct call *call) {
    bool blocking = false;
    rs_error error;
    if (!arg_bool(call, 0, &blocking))
        return;
    call_enter(call);
    int result = rs_setblocking(call->on->socket, blocking, &error);
    call_leave(call);
    done(call, result, &error);
}

static void method_getblocking(struct call *call) {
    call_enter(call);
    int blocking = rs_getblocking(call->on->socket);
    call_leave(call);
    give_bool(call, blocking);
}

const struct handler state_handlers[] = {
    {".close", method_close},
    {".detach", method_detach},
    {".dup", method_dup},
    {".fileno", method_fileno},
    {".get_inheritable", method_get_inheritable},
    {".set_inheritable", method_set_inheritable},
    {".gettimeout", method_gettimeout},
    {".settimeout", method_settimeout},
    {".setblocking", method_setblocking},
    {".getblocking", method_getblocking},
    {0},
};
