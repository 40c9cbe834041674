/* sendall()'s timeout counts for the whole call, also when the peer reads now and then, so that no single wait is long
 * [method.sendall.timeout-total], and when another thread sets another one. */
#include "check.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>

static char data[4 << 20];
static atomic_bool over;

static void *drip(void *socket) {
    rs_error error;
    char room[4096];
    while (!atomic_load(&over)) {
        struct timespec pause = {0, 2000000}; /* a slow reader; the test does not depend on how slow */
        nanosleep(&pause, NULL);
        rs_recv(socket, room, sizeof room, MSG_DONTWAIT, &error);
    }
    return NULL;
}

struct changing {
    rs_socket *changed, *peer;
    const double *seconds;
    void *(*reader)(void *);
};

/* Once the call has begun, which data shows. */
static void *change_then_read(void *context) {
    rs_error error;
    struct changing *c = context;
    char first;
    SAME(rs_recv(c->peer, &first, 1, 0, &error), 1);
    WORKS(rs_settimeout(c->changed, c->seconds, &error));
    return c->reader(c->peer);
}

static void *drain(void *socket) {
    rs_error error;
    static char room[65536];
    while (rs_recv(socket, room, sizeof room, 0, &error) > 0)
        ;
    return NULL;
}

/* The mode that the socket gets while sendall() waits is that of later calls. */
static void keeps_its_mode(double before, const double *then, void *(*reader)(void *), bool in_time) {
    rs_error error;
    rs_socket *pair[2];
    pthread_t thread;
    make_pair(SOCK_STREAM, pair);
    set_timeout(pair[0], before);
    struct changing c = {pair[0], pair[1], then, reader};
    atomic_store(&over, false);
    CHECK(pthread_create(&thread, NULL, change_then_read, &c) == 0);
    if (in_time) {
        WORKS(rs_sendall(pair[0], data, sizeof data, 0, &error));
        WORKS(rs_shutdown(pair[0], SHUT_WR, &error));
    } else {
        FAILS(rs_sendall(pair[0], data, sizeof data, 0, &error), RS_TIMEOUT, 0);
    }
    atomic_store(&over, true);
    pthread_join(thread, NULL);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

int main(void) {
    rs_error error;
    rs_socket *pair[2];
    pthread_t reader;
    make_pair(SOCK_STREAM, pair);
    set_timeout(pair[0], 0.2);
    CHECK(pthread_create(&reader, NULL, drip, pair[1]) == 0);
    double start = seconds_now();
    FAILS(rs_sendall(pair[0], data, sizeof data, 0, &error), RS_TIMEOUT, 0);
    double took = seconds_now() - start;
    atomic_store(&over, true);
    pthread_join(reader, NULL);
    CHECK(took >= 0.2 && took < 10);
    rs_free(pair[0]);
    rs_free(pair[1]);
    const double zero = 0;
    keeps_its_mode(20, &zero, drain, true);
    keeps_its_mode(0.2, NULL, drip, false);
    return 0;
}
