/* What the header says of fork(): in a program whose threads are in calls, the child uses its sockets. */
#include "child.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

static _Atomic bool over;

/* The one lock of the library is held most of the time. */
static void *look_up(void *unused) {
    (void)unused;
    while (!atomic_load(&over))
        rs_getprotobyname(rs_str("tcp"), NULL);
    return NULL;
}

static void *send_and_receive(void *unused) {
    rs_error error;
    rs_socket *pair[2];
    char byte;
    (void)unused;
    make_pair(SOCK_STREAM, pair);
    set_timeout(pair[0], 20);
    while (!atomic_load(&over)) {
        SAME(rs_send(pair[1], "x", 1, 0, &error), 1);
        SAME(rs_recv(pair[0], &byte, 1, 0, &error), 1);
    }
    rs_free(pair[0]);
    rs_free(pair[1]);
    return NULL;
}

static void *wait_for_the_end(void *socket) {
    rs_error error;
    char byte;
    SAME(rs_recv(socket, &byte, 1, 0, &error), 0);
    return NULL;
}

static int use_sockets(rs_socket *shared) {
    rs_error error;
    rs_socket *pair[2], *server, *client, *connection;
    rs_address any = rs_host_port("127.0.0.1", 0), address;
    char byte;
    double seconds;
    NEED(rs_socketpair(-1, SOCK_STREAM, 0, pair, &error) == 0);
    NEED(rs_send(pair[0], "x", 1, 0, &error) == 1 && rs_recv(pair[1], &byte, 1, 0, &error) == 1);
    rs_free(pair[0]);
    rs_free(pair[1]);
    NEED(rs_create_server(&any, NULL, &server, &error) == 0 && rs_getsockname(server, &address, &error) == 0);
    NEED(rs_open(AF_INET, SOCK_STREAM, 0, &client, &error) == 0 && rs_connect(client, &address, &error) == 0);
    NEED(rs_accept(server, &connection, NULL, &error) == 0 && rs_get_inheritable(connection, &error) == 0);
    rs_free(connection);
    rs_free(client);
    rs_free(server);
    /* The lock is free. */
    int number = rs_getprotobyname(rs_str("tcp"), &error);
    NEED(number == 6 || number == -1);
    /* The default timeout and the socket's own came along; the description is shared. */
    NEED(rs_getdefaulttimeout(&seconds) == 0 && rs_gettimeout(shared, &seconds) == 0);
    NEED(rs_send(shared, "c", 1, 0, &error) == 1);
    seconds = 3;
    NEED(rs_settimeout(shared, &seconds, &error) == 0);
    NEED(rs_close(shared, &error) == 0);
    rs_free(shared);
    return 0;
}

int main(void) {
    rs_error error;
    rs_socket *shared[2], *idle[2];
    pthread_t threads[4];
    char byte;
    double seconds;
    make_pair(SOCK_STREAM, shared);
    make_pair(SOCK_STREAM, idle);
    void *(*const works[])(void *) = {look_up, look_up, send_and_receive, wait_for_the_end};
    for (int i = 0; i < 4; i++)
        CHECK(pthread_create(&threads[i], NULL, works[i], idle[0]) == 0);
    for (int i = 0; i < 20; i++) {
        pid_t child = fork();
        CHECK(child >= 0);
        if (child == 0) {
            alarm(20); /* a lock that is held would keep it for ever */
            _exit(use_sockets(shared[0]));
        }
        child_is_well(child);
        /* Ours is still open, with its own timeout; that it does not block now is shared. */
        SAME(rs_recv(shared[1], &byte, 1, 0, &error), 1);
        SAME(byte, 'c');
        SAME(rs_gettimeout(shared[0], &seconds), 0);
        CHECK(fcntl(rs_fileno(shared[0]), F_GETFL) & O_NONBLOCK);
        WORKS(rs_settimeout(shared[0], NULL, &error));
    }
    atomic_store(&over, true);
    rs_free(idle[1]);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    rs_free(idle[0]);
    rs_free(shared[0]);
    rs_free(shared[1]);
    return 0;
}
