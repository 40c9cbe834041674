/* PEP 475: what the program does about a signal before an interrupted call goes on. */
#include "error.h"
#include "wait.h"

#include <stdatomic.h>
#include <stdint.h>

static _Atomic rs_signal_hook current;
static _Atomic uintptr_t current_context;

void rs_set_signal_hook(rs_signal_hook hook, void *context) {
    atomic_store(&current, NULL);
    atomic_store(&current_context, (uintptr_t)context);
    atomic_store(&current, hook);
}

int rs_interrupted(rs_error *error) {
    rs_error unwanted;
    rs_signal_hook hook;
    uintptr_t context;
    do { /* both of one setting */
        hook = atomic_load(&current);
        context = atomic_load(&current_context);
    } while (hook != atomic_load(&current));
    if (!hook)
        return 0;
    return hook((void *)context, error ? error : &unwanted) < 0 ? -1 : 0;
}
