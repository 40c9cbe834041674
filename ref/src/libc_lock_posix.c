#include "libc_lock.h"

#include <pthread.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

void rs_sys_lock_libc(void) {
    pthread_mutex_lock(&mutex);
}

void rs_sys_unlock_libc(void) {
    pthread_mutex_unlock(&mutex);
}

/* fork() waits until nobody is in such a call: else the child would have the lock, and the locale's, held by a thread
 * that it has not. Before there are threads: fork() during the registration would let a child do it again. */
__attribute__((constructor)) static void stay_free(void) {
    pthread_atfork(rs_sys_lock_libc, rs_sys_unlock_libc, rs_sys_unlock_libc);
}
