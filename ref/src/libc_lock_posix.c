#include "libc_lock.h"

#include <pthread.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void lock(void) {
    pthread_mutex_lock(&mutex);
}

static void unlock(void) {
    pthread_mutex_unlock(&mutex);
}

/* fork() waits until nobody is in such a call: else the child would have the lock, and the locale's, held by a thread
 * that it has not. */
static void stay_free(void) {
    pthread_atfork(lock, unlock, unlock);
}

void rs_sys_lock_libc(void) {
    pthread_once(&once, stay_free);
    lock();
}

void rs_sys_unlock_libc(void) {
    unlock();
}
