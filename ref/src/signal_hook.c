/* PEP 475: what the program does about a signal before an interrupted call goes on. */
#include "error.h"
#include "wait.h"

#include <stdatomic.h>
#include <stdint.h>

/* Two settings, of which the one that `version` is odd or even for counts: the next is written beside the one in use,
 * so that nobody waits for anybody, a child of fork() included. */
static struct setting {
    _Atomic rs_signal_hook hook;
    _Atomic uintptr_t context;
} settings[2];
static _Atomic unsigned version;

void rs_set_signal_hook(rs_signal_hook hook, void *context) {
    unsigned next = atomic_load(&version) + 1;
    atomic_store(&settings[next % 2].hook, hook);
    atomic_store(&settings[next % 2].context, (uintptr_t)context);
    atomic_store(&version, next);
}

int rs_interrupted(rs_error *error) {
    rs_error unwanted;
    rs_signal_hook hook;
    uintptr_t context;
    unsigned seen;
    do { /* both of one setting: another may have been made meanwhile, and the next be under way in the same place */
        seen = atomic_load(&version);
        hook = atomic_load(&settings[seen % 2].hook);
        context = atomic_load(&settings[seen % 2].context);
    } while (seen != atomic_load(&version));
    if (!hook)
        return 0;
    return hook((void *)context, error ? error : &unwanted) < 0 ? -1 : 0;
}
