/* Every signal arrives while every call that waits is asleep: PEP 475 [method.recv.eintr-retry and its like]. */
#include "asleep.h"
#include "waits.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

static _Atomic int handled, hook_runs;
static _Atomic int abort_at;     /* the run of the hook that gives up; 0: none */
static char doing[128];          /* for the messages */
static _Thread_local bool calls; /* in this thread the call is made */

/* What comes to another thread, from outside of the test, is none of the call's. */
static void handler(int number) {
    (void)number;
    if (calls)
        atomic_fetch_add(&handled, 1);
}

static int hook(void *context, rs_error *error) {
    (void)context;
    errno = 0; /* the library must not rely on it */
    if (atomic_fetch_add(&hook_runs, 1) + 1 != atomic_load(&abort_at))
        return 0;
    *error = (rs_error){.kind = RS_ABORTED, .text = "enough"};
    return -1;
}

/* The watchdog: a thread, since TSan knows nothing of those that timer_create() makes. */
static pthread_mutex_t turn_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turn_changed = PTHREAD_COND_INITIALIZER;
static int turn;

static void *watch(void *unused) {
    (void)unused;
    pthread_mutex_lock(&turn_lock);
    for (;;) {
        int seen = turn;
        struct timespec limit;
        clock_gettime(CLOCK_REALTIME, &limit);
        limit.tv_sec += 60;
        while (turn == seen)
            if (pthread_cond_timedwait(&turn_changed, &turn_lock, &limit) == ETIMEDOUT && turn == seen) {
                fprintf(stderr, "%s: took too long\n", doing);
                _exit(1);
            }
    }
}

static void start_watchdog(void) {
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, watch, NULL) == 0 && pthread_detach(thread) == 0);
}

static void next_turn(void) {
    pthread_mutex_lock(&turn_lock);
    turn++;
    pthread_cond_signal(&turn_changed);
    pthread_mutex_unlock(&turn_lock);
}

/* TSan runs a handler when the call that was interrupted comes back to the program. One that goes on in libc (the
 * resolver) or in the kernel (SA_RESTART, where it is no poll()) does so only in the end, so that what is said there of
 * handlers cannot be asserted. */
#ifdef __has_feature
#if __has_feature(thread_sanitizer)
#define HELD_BACK true
#endif
#endif
#ifdef __SANITIZE_THREAD__
#define HELD_BACK true
#endif
#ifndef HELD_BACK
#define HELD_BACK false
#endif

/* The call in a thread of its own. */
typedef struct caller {
    pthread_t thread;
    const wait *what;
    scene scene;
    int64_t result;
    rs_error error;
    _Atomic int tid;
    _Atomic bool ended;
} caller;

static void *run(void *argument) {
    caller *c = argument;
    calls = true;
    atomic_store(&c->tid, asleep_self());
    c->result = c->what->call(&c->scene, &c->error);
    atomic_store(&c->ended, true);
    return NULL;
}

static void start(caller *c, const wait *what, const double *timeout) {
    memset(c, 0, sizeof *c);
    c->what = what;
    c->scene.timeout = timeout;
    c->scene.file = -1;
    what->set_up(&c->scene);
    atomic_store(&handled, 0);
    atomic_store(&hook_runs, 0);
    CHECK(pthread_create(&c->thread, NULL, run, c) == 0);
}

static void finish(caller *c) {
    pthread_join(c->thread, NULL);
    tear_down(&c->scene);
}

/* With a timeout it waits in poll(); in another call it may sleep for a lock of the kernel, where no signal disturbs
 * it. */
static bool is_asleep(caller *c) {
    int tid = atomic_load(&c->tid);
    if (c->what->traits & CUT_SHORT)
        return tid != 0 && asleep_closing(tid);
    return tid != 0 && (c->scene.timeout ? asleep_polling(tid) : asleep_now(tid));
}

static void until_asleep(caller *c) {
    while (!is_asleep(c)) {
        if (atomic_load(&c->ended)) {
            fprintf(stderr, "%s: did not wait: %lld, %s\n", doing, (long long)c->result, c->error.text);
            exit(1);
        }
        sched_yield();
    }
}

static void until(_Atomic int *counter, int value) {
    while (atomic_load(counter) < value)
        sched_yield();
}

/* The signals that can be caught here, in order; 0 at the end. */
static int signals[80];

static void find_signals(void) {
    int count = 0;
    for (int number = 1; number <= SIGRTMAX; number++) {
        struct sigaction action = {.sa_handler = handler};
        bool reserved = number > 31 && number < SIGRTMIN; /* by libc */
        if (number != SIGKILL && number != SIGSTOP && !reserved && sigaction(number, &action, NULL) == 0)
            signals[count++] = number;
    }
    CHECK(count >= 55);
}

static void dispose(int number, void (*how)(int), int flags) {
    struct sigaction action = {.sa_handler = how, .sa_flags = flags};
    CHECK(sigaction(number, &action, NULL) == 0);
}

static void dispose_all(void (*how)(int), int flags) {
    for (int i = 0; signals[i]; i++)
        dispose(signals[i], how, flags);
}

static const double long_time = 20, short_time = 0.1;

/* All signals, one after the other, into one call; each finds it asleep. Then it ends as if there had been none. */
static void all_into_one(const wait *what, const double *timeout, int hooks_each) {
    caller c;
    start(&c, what, timeout);
    for (int i = 0; signals[i]; i++) {
        until_asleep(&c);
        CHECK(pthread_kill(c.thread, signals[i]) == 0);
        until(&handled, i + 1);
        until(&hook_runs, (i + 1) * hooks_each);
    }
    until_asleep(&c);
    what->release(&c.scene);
    pthread_join(c.thread, NULL);
    if (c.result < 0)
        fprintf(stderr, "%s: %s %s\n", doing, rs_error_class_name(c.error.kind), c.error.text);
    CHECK(c.result >= 0);
    int count = atomic_load(&handled);
    SAME(atomic_load(&hook_runs), count * hooks_each);
    tear_down(&c.scene);
}

/* A signal that nobody wants does not disturb the call. */
static void unwanted(const wait *what, const double *timeout, const int *numbers) {
    caller c;
    start(&c, what, timeout);
    for (int i = 0; numbers[i]; i++) {
        until_asleep(&c);
        CHECK(pthread_kill(c.thread, numbers[i]) == 0);
    }
    until_asleep(&c);
    what->release(&c.scene);
    pthread_join(c.thread, NULL);
    CHECK(c.result >= 0);
    SAME(atomic_load(&hook_runs), 0);
    tear_down(&c.scene);
}

/* The hook gives up at the signal. */
static void abort_by(const wait *what, const double *timeout, int number) {
    caller c;
    atomic_store(&abort_at, 1);
    start(&c, what, timeout);
    until_asleep(&c);
    CHECK(pthread_kill(c.thread, number) == 0);
    pthread_join(c.thread, NULL);
    SAME(c.result, -1);
    SAME(c.error.kind, RS_ABORTED);
    SAME_TEXT(c.error.text, "enough");
    SAME(atomic_load(&hook_runs), 1);
    atomic_store(&abort_at, 0);
    tear_down(&c.scene);
}

/* The signal ends the wait in close(), which has worked nevertheless: the descriptor is gone and what was sent arrives.
 * Nobody is asked, since the system does not tell. Linux, net/core/stream.c, sk_stream_wait_close(). */
static void cut_by(const wait *what, const double *timeout, int number) {
    caller c;
    start(&c, what, timeout);
    until_asleep(&c);
    int open = count_fds();
    CHECK(pthread_kill(c.thread, number) == 0);
    pthread_join(c.thread, NULL);
    SAME(c.result, 0);
    SAME(atomic_load(&handled), 1);
    SAME(atomic_load(&hook_runs), 0);
    SAME(count_fds(), open);
    what->release(&c.scene);
    tear_down(&c.scene);
}

static void cut_by_all(const wait *what, const double *timeout, const char *mode, const char *how) {
    for (int i = 0; signals[i]; i++) {
        snprintf(doing, sizeof doing, "%s, %s, %s, signal %d", what->name, mode, how, signals[i]);
        cut_by(what, timeout, signals[i]);
    }
}

/* Neither libc's resolver nor close() knows of the socket's timeout. */
static void no_deadline(const wait *what) {
    caller c;
    start(&c, what, &short_time);
    until_asleep(&c);
    double begun = seconds_now();
    while (seconds_now() - begun < 2 * short_time)
        sched_yield();
    CHECK(!atomic_load(&c.ended) && is_asleep(&c));
    what->release(&c.scene);
    pthread_join(c.thread, NULL);
    if (c.result < 0)
        fprintf(stderr, "%s: %s %s\n", doing, rs_error_class_name(c.error.kind), c.error.text);
    CHECK(c.result >= 0);
    tear_down(&c.scene);
}

/* What comes after the resolver has the whole timeout. */
static void deadline_after_name(const wait *what) {
    next_turn();
    snprintf(doing, sizeof doing, "%s, deadline", what->name);
    caller c;
    start(&c, what, &short_time);
    until_asleep(&c);
    double begun = seconds_now();
    while (seconds_now() - begun < short_time)
        sched_yield();
    double answered = seconds_now();
    what->release(&c.scene);
    pthread_join(c.thread, NULL);
    CHECK(seconds_now() - answered >= short_time);
    SAME(c.result, -1);
    SAME(c.error.kind, RS_TIMEOUT);
    tear_down(&c.scene);
}

static int storm; /* signals that came in all */

/* However many signals come, the deadline stays where it was. */
static void deadline_stays(const wait *what) {
    caller c;
    double begun = seconds_now();
    start(&c, what, &short_time);
    int sent = 0;
    while (!atomic_load(&c.ended)) {
        if (is_asleep(&c) && atomic_load(&handled) == sent) {
            CHECK(pthread_kill(c.thread, SIGUSR1) == 0);
            sent++;
        }
    }
    double took = seconds_now() - begun;
    finish(&c);
    SAME(c.result, -1);
    SAME(c.error.kind, RS_TIMEOUT);
    CHECK(took >= (what->traits & TWO_WAITS ? 2 : 1) * short_time);
    /* The last one may have come when the wait was over. */
    int missed = atomic_load(&handled) - atomic_load(&hook_runs), times = what->traits & TWO_WAITS ? 2 : 1;
    if (missed < 0 || missed > times)
        fprintf(stderr, "%s, %.3f s: of %d signals %d were handled, and the hook ran %d times\n", doing, took, sent,
                atomic_load(&handled), atomic_load(&hook_runs));
    CHECK(missed >= 0 && missed <= times);
    storm += atomic_load(&handled);
}

static void disturbed_by_none(const wait *what, const double *timeout, const char *mode) {
    static const int nobody_wants[] = {SIGCHLD, SIGURG, SIGWINCH, SIGCONT, 0};
    dispose_all(SIG_IGN, 0);
    snprintf(doing, sizeof doing, "%s, %s, ignored", what->name, mode);
    unwanted(what, timeout, signals);
    for (int i = 0; nobody_wants[i]; i++)
        dispose(nobody_wants[i], SIG_DFL, 0);
    snprintf(doing, sizeof doing, "%s, %s, by default", what->name, mode);
    unwanted(what, timeout, nobody_wants);
}

/* Every signal has its turn. */
static void in_mode(const wait *what, const double *timeout) {
    next_turn();
    const char *mode = timeout ? "timeout" : "blocking";
    /* Without SA_RESTART each one comes to the hook; with it, only those that interrupt poll(), which is never
     * restarted: man:signal(7). */
    dispose_all(handler, 0);
    if (what->traits & CUT_SHORT) {
        cut_by_all(what, timeout, mode, "handler");
        dispose_all(handler, SA_RESTART);
        cut_by_all(what, timeout, mode, "SA_RESTART");
        disturbed_by_none(what, timeout, mode);
        return;
    }
    snprintf(doing, sizeof doing, "%s, %s, hook goes on", what->name, mode);
    bool asked = !(what->traits & IN_LIBC);
    if (asked || !HELD_BACK)
        all_into_one(what, timeout, asked);
    for (int i = 0; signals[i] && asked; i++) {
        snprintf(doing, sizeof doing, "%s, %s, hook gives up at signal %d", what->name, mode, signals[i]);
        abort_by(what, timeout, signals[i]);
    }
    if (what->traits & SLOW_END)
        return; /* no other way from here on */
    rs_set_signal_hook(NULL, NULL);
    snprintf(doing, sizeof doing, "%s, %s, no hook", what->name, mode);
    if (asked || !HELD_BACK)
        all_into_one(what, timeout, 0);
    rs_set_signal_hook(hook, NULL);
    dispose_all(handler, SA_RESTART);
    snprintf(doing, sizeof doing, "%s, %s, SA_RESTART", what->name, mode);
    if ((timeout && asked) || !HELD_BACK)
        all_into_one(what, timeout, timeout && asked);
    disturbed_by_none(what, timeout, mode);
}

int main(void) {
    if (!asleep_can_tell()) {
        fprintf(stderr, "skipped: /proc/self/task/*/syscall does not show here where a thread sleeps\n");
        return 77;
    }
    start_watchdog();
    find_signals();
    rs_set_signal_hook(hook, NULL);
    int before = count_fds();
    int deadlines = 0;
    for (const wait *const *table = wait_tables; *table; table++)
        for (const wait *w = *table; w->name; w++) {
            if (w->traits & NO_END) {
                deadline_after_name(w);
                continue;
            }
            in_mode(w, NULL);
            bool names = w->traits & NAMES;
            if (w->traits & (ONLY_BLOCKING | IN_LIBC) && !names)
                continue;
            in_mode(w, &long_time);
            snprintf(doing, sizeof doing, "%s, deadline", w->name);
            if (w->traits & (NAMES | CUT_SHORT)) {
                no_deadline(w);
                continue;
            }
            dispose_all(handler, 0);
            deadline_stays(w);
            deadlines++;
        }
    CHECK(storm > deadlines);
    SAME(count_fds(), before);
    return 0;
}
