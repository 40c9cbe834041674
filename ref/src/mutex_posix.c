/* pthread_mutex_t cannot say after fork() who has it: the thread's id may be new, and another's thread is gone. */
#include "mutex.h"

#include "error.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

struct rs_mutex {
    uint64_t owner; /* a thread's number; 0: nobody */
    uint64_t forks; /* how many there had been when it was taken */
};

/* Of all that follows, and of what each rs_mutex holds; nobody keeps it while he waits. */
static pthread_mutex_t state = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t given_back = PTHREAD_COND_INITIALIZER;
static uint64_t threads;  /* that have a number */
static uint64_t forks;    /* from the first process to this one */
static uint64_t survivor; /* the thread that the last of them left */

static uint64_t self(void) {
    static _Thread_local uint64_t number; /* a child's new threads get none that its parent gave */
    if (number == 0)
        number = ++threads;
    return number;
}

static void before_fork(void) {
    pthread_mutex_lock(&state);
}

static void in_parent(void) {
    pthread_mutex_unlock(&state);
}

static void in_child(void) {
    forks++;
    survivor = self();
    given_back = (pthread_cond_t)PTHREAD_COND_INITIALIZER; /* those who waited are not here */
    pthread_mutex_unlock(&state);
}

/* Before there are threads, as in libc_lock_posix.c. */
__attribute__((constructor)) static void follow_forks(void) {
    pthread_atfork(before_fork, in_parent, in_child);
}

rs_mutex *rs_mutex_make(rs_error *error) {
    rs_mutex *mutex = malloc(sizeof *mutex);
    if (mutex)
        *mutex = (rs_mutex){0};
    else
        rs_fail_memory(error);
    return mutex;
}

void rs_mutex_free(rs_mutex *mutex) {
    free(mutex);
}

static bool lost(const rs_mutex *mutex) {
    return mutex->owner && mutex->forks != forks && mutex->owner != survivor;
}

static void take(rs_mutex *mutex) {
    mutex->owner = self();
    mutex->forks = forks;
}

int rs_mutex_lock(rs_mutex *mutex, rs_error *error) {
    int number = 0;
    pthread_mutex_lock(&state);
    if (lost(mutex))
        number = EOWNERDEAD;
    else if (mutex->owner == self())
        number = EDEADLK;
    while (number == 0 && mutex->owner)
        pthread_cond_wait(&given_back, &state);
    if (number == 0)
        take(mutex);
    pthread_mutex_unlock(&state);
    return number == 0 ? 0 : rs_fail_errno(error, number);
}

bool rs_mutex_try(rs_mutex *mutex) {
    pthread_mutex_lock(&state);
    bool ours = mutex->owner == 0;
    if (ours)
        take(mutex);
    pthread_mutex_unlock(&state);
    return ours;
}

void rs_mutex_unlock(rs_mutex *mutex) {
    pthread_mutex_lock(&state);
    mutex->owner = 0;
    pthread_cond_broadcast(&given_back);
    pthread_mutex_unlock(&state);
}

bool rs_mutex_lost(rs_mutex *mutex) {
    pthread_mutex_lock(&state);
    bool result = lost(mutex);
    pthread_mutex_unlock(&state);
    return result;
}
