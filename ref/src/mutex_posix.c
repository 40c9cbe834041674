#include "mutex.h"

#include "error.h"

#include <pthread.h>
#include <stdlib.h>

struct rs_mutex {
    pthread_mutex_t lock;
};

static int make(pthread_mutex_t *lock) {
    pthread_mutexattr_t attributes;
    int number = pthread_mutexattr_init(&attributes);
    if (number == 0) {
        pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK);
        number = pthread_mutex_init(lock, &attributes);
        pthread_mutexattr_destroy(&attributes);
    }
    return number;
}

rs_mutex *rs_mutex_make(rs_error *error) {
    rs_mutex *mutex = malloc(sizeof *mutex);
    if (mutex && make(&mutex->lock) == 0)
        return mutex;
    free(mutex);
    rs_fail_memory(error);
    return NULL;
}

void rs_mutex_free(rs_mutex *mutex) {
    if (mutex)
        pthread_mutex_destroy(&mutex->lock);
    free(mutex);
}

int rs_mutex_lock(rs_mutex *mutex, rs_error *error) {
    int number = pthread_mutex_lock(&mutex->lock);
    return number == 0 ? 0 : rs_fail_errno(error, number);
}

bool rs_mutex_try(rs_mutex *mutex) {
    return pthread_mutex_trylock(&mutex->lock) == 0;
}

void rs_mutex_unlock(rs_mutex *mutex) {
    pthread_mutex_unlock(&mutex->lock);
}
