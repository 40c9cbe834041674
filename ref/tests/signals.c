/* PEP 475: a call that a signal interrupts runs the hook, goes on, and keeps its deadline; the hook may end it. */
#include "check.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>

static volatile sig_atomic_t arrived;
static int hooked, abort_at;

static void handler(int number) {
    (void)number;
    arrived = 1;
}

static int hook(void *context, rs_error *error) {
    CHECK(context == &hooked);
    if (!arrived)
        return 0;
    arrived = 0;
    hooked++;
    errno = 0; /* the library must not rely on it */
    if (hooked != abort_at)
        return 0;
    error->kind = RS_ABORTED;
    strcpy(error->text, "enough");
    return -1;
}

/* A signal every 10 ms. */
static void ticking(bool on) {
    struct itimerval every = {{0, on ? 10000 : 0}, {0, on ? 10000 : 0}};
    CHECK(setitimer(ITIMER_REAL, &every, NULL) == 0);
}

/* It waits in spite of the signals, for its whole time; then the hook stops it at the second signal. */
#define INTERRUPTED(call)                                                                                              \
    do {                                                                                                               \
        double start_ = seconds_now();                                                                                 \
        hooked = abort_at = 0;                                                                                         \
        FAILS(call, RS_TIMEOUT, 0);                                                                                    \
        CHECK(seconds_now() - start_ >= 0.1 && hooked >= 1);                                                           \
        hooked = 0;                                                                                                    \
        abort_at = 2;                                                                                                  \
        FAILS(call, RS_ABORTED, 0);                                                                                    \
        SAME_TEXT(error.text, "enough");                                                                               \
        SAME(hooked, 2);                                                                                               \
    } while (0)

#define INTERRUPTED_FOR_EVER(call)                                                                                     \
    do {                                                                                                               \
        hooked = 0;                                                                                                    \
        abort_at = 3;                                                                                                  \
        FAILS(call, RS_ABORTED, 0);                                                                                    \
        SAME(hooked, 3);                                                                                               \
    } while (0)

int main(void) {
    static char large[1 << 20];
    rs_error error;
    rs_socket *pair[2], *connection, *server, *clients[3];
    rs_address address, from;
    rs_message message;
    rs_buffer buffer = {large, 1};
    struct sigaction action = {.sa_handler = handler}; /* without SA_RESTART */
    CHECK(sigaction(SIGALRM, &action, NULL) == 0);
    rs_set_signal_hook(hook, &hooked);
    make_pair(SOCK_STREAM, pair);
    server = bound_socket(SOCK_STREAM, &address);
    WORKS(rs_listen(server, 0, &error));
    clients[0] = open_socket(AF_INET, SOCK_STREAM);
    clients[1] = open_socket(AF_INET, SOCK_STREAM);
    clients[2] = open_socket(AF_INET, SOCK_STREAM);
    ticking(true);

    INTERRUPTED_FOR_EVER(rs_accept(server, &connection, NULL, &error));
    INTERRUPTED_FOR_EVER(rs_recv(pair[0], large, 1, 0, &error));
    INTERRUPTED_FOR_EVER(rs_recvfrom(pair[0], large, 1, 0, &from, &error));
    INTERRUPTED_FOR_EVER(rs_recvmsg(pair[0], &buffer, 1, NULL, 0, 0, &message, &error));
    INTERRUPTED_FOR_EVER(rs_sendall(pair[0], large, sizeof large, 0, &error));
    set_timeout(pair[0], 0.1);
    INTERRUPTED(rs_recv(pair[0], large, 1, 0, &error));
    INTERRUPTED(rs_send(pair[0], large, sizeof large, 0, &error));
    INTERRUPTED(rs_sendall(pair[0], large, sizeof large, 0, &error));

    WORKS(rs_connect(clients[0], &address, &error)); /* fills the backlog */
    set_timeout(clients[1], 0.1);
    hooked = abort_at = 0;
    FAILS(rs_connect(clients[1], &address, &error), RS_TIMEOUT, 0);
    CHECK(hooked >= 1);
    INTERRUPTED_FOR_EVER(rs_connect(clients[2], &address, &error));

    ticking(false);
    for (int i = 0; i < 2; i++) {
        rs_free(clients[i]);
        rs_free(pair[i]);
    }
    rs_free(clients[2]);
    rs_free(server);
    return 0;
}
