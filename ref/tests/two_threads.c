/* One thread sends while another receives on the same socket, and a third asks and sets; run under ThreadSanitizer it
 * must be silent. */
#include "check.h"

#include <pthread.h>
#include <sys/socket.h>

enum { TOTAL = 1 << 22, BLOCK = 1 << 14 };

static void *echo(void *socket) {
    static char block[BLOCK];
    rs_error error;
    ptrdiff_t count;
    while ((count = rs_recv(socket, block, sizeof block, 0, &error)) > 0)
        WORKS(rs_sendall(socket, block, (size_t)count, 0, &error));
    WORKS(count);
    return NULL;
}

static void *send_all(void *socket) {
    static char block[BLOCK];
    rs_error error;
    for (size_t sent = 0; sent < TOTAL; sent += sizeof block) {
        for (size_t i = 0; i < sizeof block; i++)
            block[i] = (char)((sent + i) % 251);
        WORKS(rs_sendall(socket, block, sizeof block, 0, &error));
    }
    WORKS(rs_shutdown(socket, SHUT_WR, &error));
    return NULL;
}

static void *ask(void *socket) {
    rs_error error;
    double value;
    for (int i = 0; i < 200; i++) {
        set_timeout(socket, 20 + i % 2);
        CHECK(rs_gettimeout(socket, &value) && value >= 20);
        int size;
        WORKS(rs_getsockopt_int(socket, SOL_SOCKET, SO_SNDBUF, &size, &error));
        WORKS(rs_setdefaulttimeout(i % 2 ? &value : NULL, &error));
    }
    WORKS(rs_setdefaulttimeout(NULL, &error));
    return NULL;
}

int main(void) {
    static char block[BLOCK];
    rs_error error;
    rs_socket *pair[2];
    pthread_t threads[3];
    size_t received = 0;
    make_pair(SOCK_STREAM, pair);
    set_timeout(pair[0], 20);
    CHECK(pthread_create(&threads[0], NULL, echo, pair[1]) == 0);
    CHECK(pthread_create(&threads[1], NULL, send_all, pair[0]) == 0);
    CHECK(pthread_create(&threads[2], NULL, ask, pair[0]) == 0);
    while (received < TOTAL) {
        ptrdiff_t count = rs_recv(pair[0], block, sizeof block, 0, &error);
        WORKS(count);
        CHECK(count > 0);
        for (ptrdiff_t i = 0; i < count; i++)
            CHECK(block[i] == (char)((received + (size_t)i) % 251));
        received += (size_t)count;
    }
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    rs_free(pair[0]);
    rs_free(pair[1]);
    return 0;
}
