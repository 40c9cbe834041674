/* refsock_test_data [--all] [CASE…]: runs the cases, or those that are named; says which of them this kernel cannot
 * run. With --all that is a failure, otherwise the status is 77 if none could be run. */
#include "data.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

static rs_error error;

rs_socket *make_socket(int family, int type, int proto) {
    rs_socket *socket = NULL;
    WORKS(rs_open(family, type, proto, &socket, &error));
    return socket;
}

rs_socket *make_bound(int family, int type, int proto, rs_address address) {
    rs_socket *socket = make_socket(family, type, proto);
    WORKS(rs_bind(socket, &address, &error));
    return socket;
}

rs_socket *make_connection(rs_socket *listener, rs_socket *client, rs_address address, rs_address *peer) {
    rs_socket *server;
    double seconds;
    int mode = rs_gettimeout(client, &seconds);
    WORKS(rs_setblocking(client, false, &error));
    int begun = rs_connect_ex(client, &address, &error);
    WORKS(begun);
    CHECK(begun == 0 || begun == EINPROGRESS || begun == EAGAIN);
    WORKS(rs_accept(listener, &server, peer, &error));
    struct pollfd connected = {.fd = rs_fileno(client), .events = POLLOUT};
    SAME(poll(&connected, 1, 5000), 1);
    SAME(connected.revents & (POLLERR | POLLHUP), 0);
    WORKS(rs_settimeout(client, mode ? &seconds : NULL, &error));
    return server;
}

void receives(rs_socket *socket, const char *expected) {
    char buffer[256];
    ptrdiff_t got = rs_recv(socket, buffer, sizeof buffer - 1, 0, &error);
    WORKS(got);
    buffer[got] = '\0';
    SAME_TEXT(buffer, expected);
}

void exchange(rs_socket *a, rs_socket *b) {
    SAME(rs_send(a, "there", 5, 0, &error), 5);
    receives(b, "there");
    WORKS(rs_sendall(b, "and back", 8, 0, &error));
    receives(a, "and back");
}

void is_found_out(rs_socket *socket) {
    rs_socket *found;
    int proto; /* as the kernel tells it: some of CAN's and Bluetooth's say 0 */
    WORKS(rs_getsockopt_int(socket, SOL_SOCKET, SO_PROTOCOL, &proto, &error));
    CHECK(proto == rs_proto(socket) || proto == 0);
    WORKS(rs_fromfd(rs_fileno(socket), -1, -1, -1, &found, &error));
    SAME(rs_family(found), rs_family(socket));
    SAME(rs_type(found), rs_type(socket));
    SAME(rs_proto(found), proto);
    rs_free(found);
}

/* Why the case cannot be run here; NULL if it can. */
static const char *why_not(const data_case *c) {
    int fd = socket(c->family, c->type, c->proto);
    if (fd < 0)
        return strerror(errno);
    close(fd);
    return c->missing ? c->missing() : NULL;
}

static bool passes(const data_case *c) {
    double limit = 5;
    int status;
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        alarm(20);
        WORKS(rs_setdefaulttimeout(&limit, &error));
        c->run();
        exit(0);
    }
    SAME(waitpid(child, &status, 0), child);
    return status == 0;
}

static bool wanted(const char *name, int argc, char **argv) {
    bool named = false;
    for (int i = 1; i < argc; i++) {
        named |= argv[i][0] != '-';
        if (strcmp(argv[i], name) == 0)
            return true;
    }
    return !named;
}

int main(int argc, char **argv) {
    const data_case *const groups[] = {alg_cases,  bluetooth_cases, can_cases,  inet_cases,
                                       link_cases, tipc_cases,      vsock_cases};
    bool all = argc > 1 && strcmp(argv[1], "--all") == 0;
    int passed = 0, failed = 0, absent = 0;
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ); /* no child writes what stands in the buffer again */
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        for (const data_case *c = groups[i]; c->name; c++) {
            if (!wanted(c->name, argc, argv))
                continue;
            const char *why = why_not(c);
            bool good = !why && passes(c);
            printf("%-20s %s\n", c->name, why ? why : good ? "passed" : "FAILED");
            passed += good;
            absent += why != NULL;
            failed += !why && !good;
        }
    printf("%d passed, %d failed, %d cannot be run by this kernel\n", passed, failed, absent);
    if (failed || (all && absent))
        return 1;
    return passed ? 0 : 77;
}
