/* sys.*: the process, waiting, and objects as such. */
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "arguments.h"
#include "errors.h"
#include "handlers.h"
#include "handles.h"
#include "interrupt.h"
#include "rlimits.h"
#include "socket_of.h"

static void sys_pid(struct call *call) {
    give_int(call, getpid());
}

static double seconds_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* poll() until `end`; after a signal again, unless its handler raised. False, and *error filled, if that or poll()
 * failed. */
static bool poll_until(struct pollfd *item, double end, rs_error *error) {
    for (;;) {
        double left = ceil((end - seconds_now()) * 1000);
        if (poll(item, 1, left <= 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left) >= 0)
            return true;
        *error = error_of_system(errno);
        if (error->code != EINTR || interrupt_raised(error))
            return false;
    }
}

static void sys_wait(struct call *call) {
    /* What select() counts as readable, writable, exceptional. */
    static const struct {
        const char *name;
        short events, counts;
    } known[] = {{"read", POLLIN | POLLRDNORM | POLLRDBAND, POLLIN | POLLRDNORM | POLLRDBAND | POLLHUP | POLLERR},
                 {"write", POLLOUT | POLLWRNORM | POLLWRBAND, POLLOUT | POLLWRNORM | POLLWRBAND | POLLERR},
                 {"error", POLLPRI, POLLPRI}};
    struct object *object;
    const char *what;
    bool none;
    double seconds;
    if (!arg_object(call, 0, OBJECT_SOCKET, &object) || !arg_text(call, 1, &what) ||
        !arg_seconds(call, 2, &none, &seconds))
        return;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i].name, what) == 0) {
            if (socket_fd(object) < 0) {
                call_system_failed(call, EBADF);
                return;
            }
            struct pollfd item = {.fd = socket_fd(object), .events = known[i].events};
            rs_error error;
            call_enter(call);
            bool polled = poll_until(&item, seconds_now() + (none ? INT_MAX : seconds), &error);
            call_leave(call);
            if (!polled)
                call_failed(call, &error);
            else if (item.revents & POLLNVAL)
                call_system_failed(call, EBADF);
            else
                give_bool(call, item.revents & known[i].counts);
            return;
        }
    call_unsupported(call, "bad helper call: no such event: '%s' (read, write, error)", what);
}

static void sys_rlimit(struct call *call) {
    const char *name;
    long long soft;
    if (!arg_text(call, 0, &name) || !arg_int(call, 1, -1, LLONG_MAX, &soft))
        return;
    int number = rlimits_set(name, soft);
    if (number < 0)
        call_unsupported(call, "bad helper call: no such limit: '%s'", name);
    else if (number > 0)
        call_system_failed(call, number);
    else
        give_none(call);
}

/* The name of the handle that is argument `index`, or null and answered. */
static const char *handle_name(struct call *call, int index) {
    const json_t *value = call->argument[index];
    const char *name = json_is_object(value) ? json_string_value(json_object_get(value, "handle")) : NULL;
    if (!name)
        call_unsupported(call, "bad helper call: argument %d of %s is a handle", index + 1, call->operation->name);
    return name;
}

static void sys_drop(struct call *call) {
    const char *name = handle_name(call, 0);
    if (!name)
        return;
    struct object *object = handles_take(name);
    if (!object) {
        call_unsupported(call, "no handle '%s'", name);
        return;
    }
    object_release(object);
    give_none(call);
}

static void sys_same(struct call *call) {
    const char *names[2];
    struct object *objects[2];
    for (int i = 0; i < 2; i++) {
        names[i] = handle_name(call, i);
        if (!names[i])
            return;
        objects[i] = handles_get(names[i]);
        if (!objects[i]) {
            call_unsupported(call, "no handle '%s'", names[i]);
            return;
        }
        call_hold(call, objects[i]);
    }
    give_bool(call, objects[0] == objects[1]);
}

const struct handler system_misc_handlers[] = {{"sys.pid", sys_pid},       {"sys.wait", sys_wait},
                                               {"sys.rlimit", sys_rlimit}, {"sys.drop", sys_drop},
                                               {"sys.same", sys_same},     {0}};
