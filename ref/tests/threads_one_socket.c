/* What the header says of threads: one socket that is sent through, received from, asked and changed at once, until it
 * is closed under all of them; process-wide settings; the resolver. Under ThreadSanitizer it must be silent. */
#include "check.h"

#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/socket.h>

/* ThreadSanitizer takes a descriptor for memory, and closing one that is in use for a race; it is what is tested here.
 */
const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void) {
    return "race:^rs_sys_close$\n"; /* which does nothing but that */
}

enum { BLOCK = 1 << 12, ROUNDS = 300 };

static _Atomic int rounds;

static char byte_at(size_t place) {
    return (char)(place % 251);
}

/* Ends when the socket does. */
static void *send_forever(void *socket) {
    rs_error error;
    char block[BLOCK];
    for (size_t sent = 0;; sent += sizeof block) {
        for (size_t i = 0; i < sizeof block; i++)
            block[i] = byte_at(sent + i);
        if (rs_sendall(socket, block, sizeof block, 0, &error) < 0)
            break;
    }
    CHECK(error.kind == RS_OSERROR && (error.code == EBADF || error.code == EPIPE || error.code == ECONNRESET));
    return NULL;
}

/* All in its order, as far as it comes. */
static void *receive_forever(void *socket) {
    rs_error error;
    char block[BLOCK];
    ptrdiff_t count;
    for (size_t received = 0; (count = rs_recv(socket, block, sizeof block, 0, &error)) > 0;
         received += (size_t)count) {
        for (ptrdiff_t i = 0; i < count; i++)
            CHECK(block[i] == byte_at(received + (size_t)i));
        atomic_fetch_add(&rounds, 1);
    }
    CHECK(count == 0 || (error.kind == RS_OSERROR && (error.code == EBADF || error.code == ECONNRESET)));
    return NULL;
}

static void *echo_forever(void *socket) {
    rs_error error;
    char block[BLOCK];
    ptrdiff_t count;
    while ((count = rs_recv(socket, block, sizeof block, 0, &error)) > 0)
        if (rs_sendall(socket, block, (size_t)count, 0, &error) < 0)
            break;
    return NULL;
}

static void *change_forever(void *socket) {
    rs_error error;
    for (int i = 0;; i++) {
        double seconds = 20 + i % 2, back;
        rs_address address;
        int value;
        if (rs_settimeout(socket, &seconds, &error) < 0)
            break;
        CHECK(rs_gettimeout(socket, &back) && back >= 20 && rs_getblocking(socket));
        if (rs_getsockopt_int(socket, SOL_SOCKET, SO_TYPE, &value, &error) < 0 ||
            rs_getsockname(socket, &address, &error) < 0 || rs_get_inheritable(socket, &error) < 0)
            break;
        SAME(rs_family(socket), AF_UNIX);
    }
    CHECK(error.kind == RS_OSERROR && error.code == EBADF);
    return NULL;
}

static void closed_under_all(void) {
    void *(*const works[])(void *) = {send_forever, receive_forever, change_forever};
    rs_error error;
    rs_socket *pair[2];
    pthread_t threads[3], echo;
    make_pair(SOCK_STREAM, pair);
    set_timeout(pair[0], 20);
    atomic_store(&rounds, 0);
    CHECK(pthread_create(&echo, NULL, echo_forever, pair[1]) == 0);
    for (int i = 0; i < 3; i++)
        CHECK(pthread_create(&threads[i], NULL, works[i], pair[0]) == 0);
    while (atomic_load(&rounds) < ROUNDS)
        ;
    WORKS(rs_shutdown(pair[0], SHUT_RDWR, &error));
    WORKS(rs_close(pair[0], &error));
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    pthread_join(echo, NULL);
    FAILS(rs_recv(pair[0], &(char){0}, 1, 0, &error), RS_OSERROR, EBADF);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

/* Each connection goes to one of those who accept. */
static void *accept_one(void *listener) {
    rs_error error;
    rs_socket *connection;
    WORKS(rs_accept(listener, &connection, NULL, &error));
    SAME(rs_send(connection, "x", 1, 0, &error), 1);
    rs_free(connection);
    return NULL;
}

static void accepted_by_several(void) {
    enum { MANY = 4 };
    rs_error error;
    rs_address address;
    pthread_t threads[MANY];
    rs_socket *clients[MANY], *listener = bound_socket(SOCK_STREAM, &address);
    char byte;
    WORKS(rs_listen(listener, MANY, &error));
    set_timeout(listener, 20);
    for (int i = 0; i < MANY; i++)
        CHECK(pthread_create(&threads[i], NULL, accept_one, listener) == 0);
    for (int i = 0; i < MANY; i++) {
        clients[i] = open_socket(AF_INET, SOCK_STREAM);
        set_timeout(clients[i], 20);
        WORKS(rs_connect(clients[i], &address, &error));
    }
    for (int i = 0; i < MANY; i++) {
        SAME(rs_recv(clients[i], &byte, 1, 0, &error), 1);
        pthread_join(threads[i], NULL);
        rs_free(clients[i]);
    }
    rs_free(listener);
}

/* A hook is only ever called with the context that it was set with. */
static int first_context, second_context;
static _Atomic int hook_runs;

static int first_hook(void *context, rs_error *error) {
    (void)error;
    CHECK(context == &first_context);
    atomic_fetch_add(&hook_runs, 1);
    return 0;
}

static int second_hook(void *context, rs_error *error) {
    (void)error;
    CHECK(context == &second_context);
    atomic_fetch_add(&hook_runs, 1);
    return 0;
}

/* Between the pieces of sendall() the hook is run. */
static void *send_in_pieces(void *socket) {
    rs_error error;
    static char large[1 << 20];
    for (int i = 0; i < 20; i++)
        WORKS(rs_sendall(socket, large, sizeof large, 0, &error));
    WORKS(rs_shutdown(socket, SHUT_WR, &error));
    return NULL;
}

static void *receive_to_the_end(void *socket) {
    rs_error error;
    static char block[1 << 16];
    while (rs_recv(socket, block, sizeof block, 0, &error) > 0)
        ;
    atomic_store(&rounds, 1);
    return NULL;
}

static void hooks_change(void) {
    rs_error error;
    rs_socket *pair[2];
    pthread_t sender, receiver;
    make_pair(SOCK_STREAM, pair);
    WORKS(rs_setsockopt_int(pair[0], SOL_SOCKET, SO_SNDBUF, 4096, &error));
    set_timeout(pair[0], 20);
    atomic_store(&rounds, 0);
    CHECK(pthread_create(&sender, NULL, send_in_pieces, pair[0]) == 0);
    CHECK(pthread_create(&receiver, NULL, receive_to_the_end, pair[1]) == 0);
    double seconds = 20;
    for (int i = 0; !atomic_load(&rounds); i++) {
        rs_set_signal_hook(i % 2 ? first_hook : second_hook, i % 2 ? &first_context : &second_context);
        WORKS(rs_setdefaulttimeout(i % 2 ? &seconds : NULL, &error));
    }
    pthread_join(sender, NULL);
    pthread_join(receiver, NULL);
    CHECK(atomic_load(&hook_runs) > 0);
    rs_set_signal_hook(NULL, NULL);
    WORKS(rs_setdefaulttimeout(NULL, &error));
    rs_free(pair[0]);
    rs_free(pair[1]);
}

/* What libc shares between such calls does not show. */
static void *ask_the_resolver(void *unused) {
    (void)unused;
    for (int i = 0; i < 50; i++) {
        rs_error error;
        rs_addrinfo *list;
        rs_interface *interfaces;
        char text[RS_INET_TEXT];
        rs_port port = {.kind = RS_PORT_NUMBER, .number = 1000 + i};
        WORKS(rs_getaddrinfo(rs_str("127.0.0.1"), port, AF_INET, SOCK_STREAM, 0, 0, &list, &error));
        SAME(list->address.inet.port, 1000 + i);
        rs_addrinfo_free(list);
        WORKS(rs_gethostbyname(rs_str("127.0.0.2"), text, &error));
        SAME_TEXT(text, "127.0.0.2");
        int number = rs_getprotobyname(rs_str("udp"), &error);
        CHECK(number == 17 || number == -1); /* a machine without /etc/protocols */
        WORKS(rs_if_nameindex(&interfaces, &error));
        rs_interfaces_free(interfaces);
    }
    return NULL;
}

static void resolver_in_parallel(void) {
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        CHECK(pthread_create(&threads[i], NULL, ask_the_resolver, NULL) == 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < 10; i++)
        closed_under_all();
    accepted_by_several();
    hooks_change();
    resolver_in_parallel();
    return 0;
}
