/* sys.fault: the n-th such system call of librefsock fails. */
#include <errno.h>
#include <limits.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "arguments.h"
#include "faults.h"
#include "handlers.h"

/* fcntl() takes a variable argument; the header that says so is left out, since what the library passes there fits a
 * long. */

enum wrapped {
#define FAULT(call, function, result, failure, parameters, arguments) WRAPPED_##function,
#include "faults.def"
#undef FAULT
    WRAPPED
};

static const char *const call_of[] = {
#define FAULT(call, function, result, failure, parameters, arguments) call,
#include "faults.def"
#undef FAULT
};

/* One fault at a time and system call: functions of the same call count together. */
static struct {
    const char *call;
    int left, error; /* atomic: left */
} armed[WRAPPED];

static bool due(enum wrapped function) {
    for (int i = 0; i < WRAPPED; i++) {
        if (!armed[i].call || __atomic_load_n(&armed[i].left, __ATOMIC_RELAXED) <= 0 ||
            strcmp(armed[i].call, call_of[function]) != 0)
            continue;
        if (__atomic_sub_fetch(&armed[i].left, 1, __ATOMIC_RELAXED) == 0) {
            errno = armed[i].error;
            return true;
        }
    }
    return false;
}

#define FAULT(call, function, result, failure, parameters, arguments)                                                  \
    result __real_##function parameters;                                                                               \
    result __wrap_##function parameters;                                                                               \
    result __wrap_##function parameters {                                                                              \
        return due(WRAPPED_##function) ? failure : __real_##function arguments;                                        \
    }
#include "faults.def"
#undef FAULT

static void sys_fault(struct call *call) {
    const char *name, *error;
    long long nth = 1;
    if (!arg_text(call, 0, &name) || !arg_text(call, 1, &error) || !arg_int_or(call, 2, 1, INT_MAX, &nth))
        return;
    int number = rs_errno_number(error);
    int function = 0;
    while (function < WRAPPED && strcmp(call_of[function], name) != 0)
        function++;
    if (number == 0 || function == WRAPPED) {
        call_unsupported(call, "bad helper call: no errno '%s', or no system call '%s' that can fail here", error,
                         name);
        return;
    }
    armed[function].call = call_of[function];
    armed[function].error = number;
    __atomic_store_n(&armed[function].left, (int)nth, __ATOMIC_RELEASE);
    give_none(call);
}

void faults_reset(void) {
    for (int i = 0; i < WRAPPED; i++)
        __atomic_store_n(&armed[i].left, 0, __ATOMIC_RELAXED);
}

const struct handler faults_handlers[] = {{"sys.fault", sys_fault}, {0}};
