/* rs_detach() under a call that waits: it is not woken. What the system is doing for it ends as if nothing had been;
 * what it would do next, and every call that begins later, fails with EBADF. */
#include "asleep.h"
#include "waits.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

static scene s;
static const wait *what;
static int64_t result;
static rs_error outcome;
static _Atomic int tid;
static _Atomic bool ended;

static void *run(void *unused) {
    (void)unused;
    atomic_store(&tid, asleep_self());
    result = what->call(&s, &outcome);
    atomic_store(&ended, true);
    return NULL;
}

static void one(const wait *w, const double *timeout) {
    pthread_t thread;
    rs_error error;
    char byte;
    s = (scene){.timeout = timeout, .file = -1};
    what = w;
    atomic_store(&tid, 0);
    atomic_store(&ended, false);
    what->set_up(&s);
    CHECK(pthread_create(&thread, NULL, run, NULL) == 0);
    while (atomic_load(&tid) == 0 || !asleep_now(atomic_load(&tid)))
        sched_yield();
    int number = rs_fileno(s.socket);
    int fd = rs_detach(s.socket);
    SAME(fd, number);
    SAME(rs_fileno(s.socket), -1);
    SAME(rs_detach(s.socket), -1);
    FAILS(rs_recv(s.socket, &byte, 1, 0, &error), RS_OSERROR, EBADF);
    CHECK(!atomic_load(&ended) && asleep_now(atomic_load(&tid)));
    what->release(&s);
    pthread_join(thread, NULL);
    bool next = result < 0 && outcome.kind == RS_OSERROR && outcome.code == EBADF;
    if (result < 0 && !next)
        fprintf(stderr, "%s: %s\n", w->name, outcome.text);
    CHECK(next || (result >= 0 && !timeout)); /* with a timeout the system was in poll() only */
    close(fd);
    rs_stream_free(s.stream);
    s.stream = NULL;
    tear_down(&s);
}

int main(void) {
    static const double long_time = 20;
    if (!asleep_can_tell()) {
        fprintf(stderr, "skipped: /proc/self/task/*/syscall does not show here where a thread sleeps\n");
        return 77;
    }
    for (const wait *const *table = wait_tables; *table; table++)
        for (const wait *w = *table; w->name; w++) {
            if (w->traits & (SLOW_END | IN_LIBC | CUT_SHORT))
                continue;
            one(w, NULL);
            if (!(w->traits & ONLY_BLOCKING))
                one(w, &long_time);
        }
    return 0;
}
