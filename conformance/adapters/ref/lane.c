#include "lane.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "call.h"
#include "handles.h"
#include "socket_of.h"

struct pending {
    struct pending *next;
    json_t *request; /* null: end */
};

struct lane {
    struct lane *next;
    int number;
    pthread_t thread;
    pid_t task; /* the kernel's name of the thread */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct pending *first, **last;
    bool ended;
};

static struct lane *lanes; /* the main thread's */

static struct pending *take(struct lane *lane) {
    pthread_mutex_lock(&lane->lock);
    while (!lane->first)
        pthread_cond_wait(&lane->changed, &lane->lock);
    struct pending *pending = lane->first;
    lane->first = pending->next;
    if (!lane->first)
        lane->last = &lane->first;
    pthread_mutex_unlock(&lane->lock);
    return pending;
}

static void *run(void *argument) {
    struct lane *lane = argument;
    struct out out = {0};
    lane->task = (pid_t)syscall(SYS_gettid);
    for (;;) {
        struct pending *pending = take(lane);
        json_t *request = pending->request;
        free(pending);
        if (!request)
            break;
        call_perform(request, lane->number, &out);
        json_decref(request);
    }
    out_free(&out);
    pthread_mutex_lock(&lane->lock);
    lane->ended = true;
    pthread_cond_signal(&lane->changed);
    pthread_mutex_unlock(&lane->lock);
    return NULL;
}

/* Signals are the main thread's, as in Python. */
static bool start(struct lane *lane) {
    sigset_t all, former;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &former);
    int failed = pthread_create(&lane->thread, NULL, run, lane);
    pthread_sigmask(SIG_SETMASK, &former, NULL);
    return !failed;
}

static struct lane *lane_of(int number) {
    struct lane *lane = lanes;
    while (lane && lane->number != number)
        lane = lane->next;
    if (lane)
        return lane;
    lane = calloc(1, sizeof *lane);
    if (!lane)
        return NULL;
    lane->number = number;
    lane->last = &lane->first;
    pthread_mutex_init(&lane->lock, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&lane->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    if (!start(lane)) {
        pthread_cond_destroy(&lane->changed);
        pthread_mutex_destroy(&lane->lock);
        free(lane);
        return NULL;
    }
    lane->next = lanes;
    lanes = lane;
    return lane;
}

static bool post(struct lane *lane, json_t *request) {
    struct pending *pending = malloc(sizeof *pending);
    if (!pending)
        return false;
    *pending = (struct pending){.request = request};
    pthread_mutex_lock(&lane->lock);
    *lane->last = pending;
    lane->last = &pending->next;
    pthread_cond_signal(&lane->changed);
    pthread_mutex_unlock(&lane->lock);
    return true;
}

bool lane_post(int number, json_t *request) {
    struct lane *lane = lane_of(number);
    return lane && post(lane, request);
}

static bool ended_by(struct lane *lane, const struct timespec *deadline) {
    int failed = 0;
    pthread_mutex_lock(&lane->lock);
    while (!lane->ended && !failed)
        failed = pthread_cond_timedwait(&lane->changed, &lane->lock, deadline);
    bool ended = lane->ended;
    pthread_mutex_unlock(&lane->lock);
    return ended;
}

static struct timespec after(long milliseconds) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    time.tv_nsec += milliseconds * 1000000;
    time.tv_sec += time.tv_nsec / 1000000000;
    time.tv_nsec %= 1000000000;
    return time;
}

/* A joined thread leaves the process a moment later; whoever counts the threads then must not see it. */
static void gone(pid_t task, const struct timespec *deadline) {
    struct timespec now;
    do {
        if (syscall(SYS_tgkill, getpid(), task, 0) < 0)
            return;
        sched_yield();
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while (now.tv_sec < deadline->tv_sec || (now.tv_sec == deadline->tv_sec && now.tv_nsec < deadline->tv_nsec));
}

int lanes_end(void) {
    for (struct lane *lane = lanes; lane; lane = lane->next)
        post(lane, NULL);
    struct timespec soon = after(10), deadline = after(1000);
    for (struct lane *lane = lanes; lane; lane = lane->next)
        if (!ended_by(lane, &soon)) {
            handles_each(wake); /* who waits on a socket sees its end; closing alone would not wake */
            break;
        }
    while (lanes) {
        struct lane *lane = lanes;
        if (!ended_by(lane, &deadline))
            return lane->number;
        pthread_join(lane->thread, NULL);
        gone(lane->task, &deadline);
        lanes = lane->next;
        pthread_cond_destroy(&lane->changed);
        pthread_mutex_destroy(&lane->lock);
        free(lane);
    }
    return 0;
}
