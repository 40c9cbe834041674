#include "mutex.h"

#include "error.h"
#include "system.h"

#include <stdlib.h>

struct rs_mutex {
    SRWLOCK lock;
};

rs_mutex *rs_mutex_make(rs_error *error) {
    rs_mutex *mutex = malloc(sizeof *mutex);
    if (mutex)
        InitializeSRWLock(&mutex->lock);
    else
        rs_fail_memory(error);
    return mutex;
}

void rs_mutex_free(rs_mutex *mutex) {
    free(mutex);
}

int rs_mutex_lock(rs_mutex *mutex, rs_error *error) {
    (void)error;
    AcquireSRWLockExclusive(&mutex->lock);
    return 0;
}

bool rs_mutex_try(rs_mutex *mutex) {
    return TryAcquireSRWLockExclusive(&mutex->lock);
}

void rs_mutex_unlock(rs_mutex *mutex) {
    ReleaseSRWLockExclusive(&mutex->lock);
}

bool rs_mutex_lost(rs_mutex *mutex) {
    (void)mutex;
    return false;
}
