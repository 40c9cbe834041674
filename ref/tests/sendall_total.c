/* sendall()'s timeout counts for the whole call, also when the peer reads now and then, so that no single wait is long
 * [method.sendall.timeout-total]. */
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
    return 0;
}
