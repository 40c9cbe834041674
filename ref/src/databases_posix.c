/* Not every system has variants of these calls that are for several threads. */
#include "host.h"

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void rs_sys_lock_databases(void) {
    pthread_mutex_lock(&lock);
}

void rs_sys_unlock_databases(void) {
    pthread_mutex_unlock(&lock);
}
