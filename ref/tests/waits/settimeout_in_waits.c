/* A call that waits keeps the deadline and the mode that it began with, whatever another thread sets meanwhile. */
#include "asleep.h"
#include "waits.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static scene s;
static const wait *what;
static int64_t result;
static rs_error error;
static _Atomic int tid;

static void *run(void *unused) {
    (void)unused;
    atomic_store(&tid, asleep_self());
    result = what->call(&s, &error);
    return NULL;
}

static void one(const wait *w, const double *timeout, const double *other) {
    pthread_t thread;
    rs_error own;
    double back = -1;
    s = (scene){.timeout = timeout, .file = -1};
    what = w;
    atomic_store(&tid, 0);
    what->set_up(&s);
    CHECK(pthread_create(&thread, NULL, run, NULL) == 0);
    while (atomic_load(&tid) == 0 || !asleep_now(atomic_load(&tid)))
        sched_yield();
    if (rs_settimeout(s.socket, other, &own) < 0)
        CHECK(false);
    CHECK(rs_gettimeout(s.socket, &back) == (other != NULL) && (!other || back == *other));
    what->release(&s);
    pthread_join(thread, NULL);
    if (result < 0)
        fprintf(stderr, "%s: %s\n", w->name, error.text);
    CHECK(result >= 0);
    tear_down(&s);
}

int main(void) {
    static const double long_time = 20, short_time = 0.001, none = 0;
    if (!asleep_can_tell()) {
        fprintf(stderr, "skipped: /proc/self/task/*/syscall does not show here where a thread sleeps\n");
        return 77;
    }
    for (const wait *const *table = wait_tables; *table; table++)
        for (const wait *w = *table; w->name; w++) {
            if (w->traits & (SLOW_END | IN_LIBC | CUT_SHORT))
                continue;
            one(w, NULL, &short_time);
            one(w, NULL, &none);
            if (w->traits & ONLY_BLOCKING)
                continue;
            one(w, &long_time, &short_time);
            one(w, &long_time, &none);
            one(w, &long_time, NULL);
        }
    return 0;
}
