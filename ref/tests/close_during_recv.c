/* Another thread closes while this one waits: the call ends by its own rules, touches no freed memory and no reused
 * descriptor. */
#include "check.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/socket.h>

/* ThreadSanitizer takes a descriptor for memory, and closing one that is in use for a race. It is what this test is
 * about; races on real memory it still reports. */
const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void) {
    return "race:^rs_sys_close$\n"; /* which does nothing but that */
}

static void nothing(int number) {
    (void)number;
}

typedef struct waiting {
    rs_socket *socket;
    rs_error error;
    _Atomic int started;
    _Atomic int ended;
} waiting;

static void *receive(void *argument) {
    waiting *w = argument;
    char byte;
    atomic_store(&w->started, 1);
    ptrdiff_t count = rs_recv(w->socket, &byte, 1, 0, &w->error);
    CHECK(count < 0);
    atomic_store(&w->ended, 1);
    return NULL;
}

/* Timeout mode: the wait runs out, or the next attempt finds the socket closed. */
static void with_timeout(void) {
    rs_error error;
    rs_socket *pair[2];
    pthread_t thread;
    make_pair(SOCK_STREAM, pair);
    waiting w = {.socket = pair[0]};
    set_timeout(pair[0], 0.1);
    CHECK(pthread_create(&thread, NULL, receive, &w) == 0);
    while (!atomic_load(&w.started))
        ;
    WORKS(rs_close(pair[0], &error));
    pthread_join(thread, NULL);
    CHECK(w.error.kind == RS_TIMEOUT || (w.error.kind == RS_OSERROR && w.error.code == EBADF));
    rs_free(pair[0]);
    rs_free(pair[1]);
}

/* Blocking mode: closed, then interrupted; the call that is made again fails, although the number was given to another
 * file meanwhile. */
static void interrupted(void) {
    rs_error error;
    rs_socket *pair[2], *other[2];
    pthread_t thread;
    make_pair(SOCK_STREAM, pair);
    waiting w = {.socket = pair[0]};
    CHECK(pthread_create(&thread, NULL, receive, &w) == 0);
    while (!atomic_load(&w.started))
        ;
    WORKS(rs_close(pair[0], &error));
    make_pair(SOCK_STREAM, other);
    while (!atomic_load(&w.ended)) {
        pthread_kill(thread, SIGUSR1);
        struct timespec pause = {0, 1000000};
        nanosleep(&pause, NULL);
    }
    pthread_join(thread, NULL);
    CHECK(w.error.kind == RS_OSERROR && w.error.code == EBADF);
    for (int i = 0; i < 2; i++) {
        rs_free(pair[i]);
        rs_free(other[i]);
    }
}

int main(void) {
    struct sigaction action = {.sa_handler = nothing};
    sigaction(SIGUSR1, &action, NULL);
    with_timeout();
    interrupted();
    return 0;
}
