#include "mutex.h"

#include "error.h"
#include "system.h"

#include <stdlib.h>

struct rs_mutex {
    SRWLOCK lock;
    _Atomic DWORD owner; /* a thread's id; 0: nobody */
};

rs_mutex *rs_mutex_make(rs_error *error) {
    rs_mutex *mutex = malloc(sizeof *mutex);
    if (mutex)
        *mutex = (rs_mutex){.lock = SRWLOCK_INIT};
    else
        rs_fail_memory(error);
    return mutex;
}

void rs_mutex_free(rs_mutex *mutex) {
    free(mutex);
}

int rs_mutex_lock(rs_mutex *mutex, rs_error *error) {
    if (mutex->owner == GetCurrentThreadId()) /* which nobody else can store, or clear */
        return rs_fail_errno(error, EDEADLK);
    AcquireSRWLockExclusive(&mutex->lock);
    mutex->owner = GetCurrentThreadId();
    return 0;
}

bool rs_mutex_try(rs_mutex *mutex) {
    bool ours = TryAcquireSRWLockExclusive(&mutex->lock);
    if (ours)
        mutex->owner = GetCurrentThreadId();
    return ours;
}

void rs_mutex_unlock(rs_mutex *mutex) {
    mutex->owner = 0;
    ReleaseSRWLockExclusive(&mutex->lock);
}

bool rs_mutex_lost(rs_mutex *mutex) {
    (void)mutex;
    return false;
}
