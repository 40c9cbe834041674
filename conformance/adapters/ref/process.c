/* Functions of the module about this host and this process: its name, interfaces, the default timeout. */
#include <stdint.h>

#include "arguments.h"
#include "handlers.h"

static void op_gethostname(struct call *call) {
    char name[RS_HOST_MAX];
    rs_error error;
    call_enter(call);
    int failed = rs_gethostname(name, &error) < 0;
    call_leave(call);
    if (failed)
        call_failed(call, &error);
    else
        give_text(call, name);
}

static void op_sethostname(struct call *call) {
    rs_text name;
    rs_error error;
    if (!arg_host(call, 0, false, &name))
        return;
    call_enter(call);
    int failed = rs_sethostname(name, &error) < 0;
    call_leave(call);
    if (failed)
        call_failed(call, &error);
    else
        give_none(call);
}

static void op_getdefaulttimeout(struct call *call) {
    double seconds;
    call_enter(call);
    int given = rs_getdefaulttimeout(&seconds);
    call_leave(call);
    if (given)
        give_float(call, seconds);
    else
        give_none(call);
}

static void op_setdefaulttimeout(struct call *call) {
    bool none;
    double seconds;
    rs_error error;
    if (!arg_seconds(call, 0, &none, &seconds))
        return;
    call_enter(call);
    int failed = rs_setdefaulttimeout(none ? NULL : &seconds, &error) < 0;
    call_leave(call);
    if (failed)
        call_failed(call, &error);
    else
        give_none(call);
}

static void op_if_nameindex(struct call *call) {
    rs_interface *list = NULL;
    rs_error error;
    call_enter(call);
    int count = rs_if_nameindex(&list, &error);
    call_leave(call);
    if (count < 0) {
        call_failed(call, &error);
        return;
    }
    give_list(call, (size_t)count);
    for (int i = 0; i < count; i++) {
        give_tuple(call, 2);
        give_int(call, list[i].index);
        give_text(call, list[i].name);
        give_end(call);
    }
    give_end(call);
    rs_interfaces_free(list);
}

static void op_if_nametoindex(struct call *call) {
    rs_text name;
    rs_error error;
    if (!arg_host(call, 0, false, &name))
        return;
    call_enter(call);
    int64_t index = rs_if_nametoindex(name, &error);
    call_leave(call);
    if (index < 0)
        call_failed(call, &error);
    else
        give_int(call, index);
}

static void op_if_indextoname(struct call *call) {
    long long index;
    char name[RS_INTERFACE_MAX];
    rs_error error;
    if (!arg_int(call, 0, INT64_MIN, INT64_MAX, &index))
        return;
    call_enter(call);
    int failed = rs_if_indextoname(index, name, &error) < 0;
    call_leave(call);
    if (failed)
        call_failed(call, &error);
    else
        give_text(call, name);
}

const struct handler process_handlers[] = {
    {"gethostname", op_gethostname},
    {"sethostname", op_sethostname},
    {"getdefaulttimeout", op_getdefaulttimeout},
    {"setdefaulttimeout", op_setdefaulttimeout},
    {"if_nameindex", op_if_nameindex},
    {"if_nametoindex", op_if_nametoindex},
    {"if_indextoname", op_if_indextoname},
    {0},
};
