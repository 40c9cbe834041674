/* No descriptor and no memory is lost where a call fails half-way: malloc() fails at each of its uses in turn, and the
 * limit of descriptors is reached. Linked with --wrap=malloc. */
#include "check.h"

#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);

static int fail_in = -1; /* the n-th call from now */

void *__wrap_malloc(size_t size) {
    return fail_in >= 0 && fail_in-- == 0 ? NULL : __real_malloc(size);
}

static rs_error error;
static rs_socket *server, *client;
static rs_address address;

static int do_open(void) {
    rs_socket *s;
    int result = rs_open(AF_INET, SOCK_STREAM, 0, &s, &error);
    if (result == 0)
        rs_free(s);
    return result;
}

static int do_pair(void) {
    rs_socket *s[2];
    int result = rs_socketpair(-1, SOCK_STREAM, 0, s, &error);
    for (int i = 0; i < 2 && result == 0; i++)
        rs_free(s[i]);
    return result;
}

static int do_fromfd(void) {
    rs_socket *s;
    int result = rs_fromfd(rs_fileno(client), -1, -1, -1, &s, &error);
    if (result == 0)
        rs_free(s);
    return result;
}

static int do_dup(void) {
    rs_socket *s;
    int result = rs_dup(client, &s, &error);
    if (result == 0)
        rs_free(s);
    return result;
}

static int do_accept(void) {
    rs_socket *s, *c = NULL;
    /* Without help of the library, which is to fail only in accept(). */
    int saved = fail_in;
    fail_in = -1;
    c = open_socket(AF_INET, SOCK_STREAM);
    WORKS(rs_connect(c, &address, &error));
    fail_in = saved;
    int result = rs_accept(server, &s, NULL, &error);
    if (result == 0)
        rs_free(s);
    rs_free(c);
    return result;
}

static int do_connection(void) {
    rs_socket *s;
    rs_errors errors = {0};
    rs_connection_options options = {.errors = &errors};
    int result = rs_create_connection(
        rs_str("127.0.0.1"), (rs_port){.kind = RS_PORT_NUMBER, .number = address.inet.port}, &options, &s, &error);
    if (result == 0)
        rs_free(s);
    rs_errors_free(&errors);
    return result;
}

static int do_server(void) {
    rs_socket *s;
    rs_address any = rs_host_port("127.0.0.1", 0);
    int result = rs_create_server(&any, NULL, &s, &error);
    if (result == 0)
        rs_free(s);
    return result;
}

static int do_fds(void) {
    static int fds[253], got[253];
    int flags;
    size_t count = 0;
    rs_socket *s[2];
    char byte;
    rs_bytes one = {"x", 1};
    int saved = fail_in;
    fail_in = -1;
    make_pair(SOCK_STREAM, s);
    for (int i = 0; i < 253; i++)
        fds[i] = rs_fileno(client);
    fail_in = saved;
    int result = (int)rs_send_fds(s[0], &one, 1, fds, 250, 0, NULL, &error);
    if (result >= 0) {
        result = (int)rs_recv_fds(s[1], &byte, 1, got, 253, &count, 0, &flags, NULL, &error);
        for (size_t i = 0; result >= 0 && i < count; i++)
            rs_close_fd(got[i], NULL);
    }
    rs_free(s[0]);
    rs_free(s[1]);
    return result;
}

static int do_resolve(void) {
    rs_hostent *entry;
    rs_interface *list;
    int result = rs_gethostbyaddr(rs_str("127.0.0.1"), &entry, &error);
    if (result < 0)
        return result;
    rs_hostent_free(entry);
    result = rs_if_nameindex(&list, &error);
    if (result >= 0)
        rs_interfaces_free(list);
    return result;
}

static int (*const actions[])(void) = {do_open,       do_pair,   do_fromfd, do_dup,    do_accept,
                                       do_connection, do_server, do_fds,    do_resolve};

/* malloc() fails at the first use, the second, and so on. */
static void out_of_memory(int before) {
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        int failures = 0;
        for (int n = 0; n < 20; n++) {
            fail_in = n;
            int result = actions[i]();
            bool reached = fail_in < 0;
            fail_in = -1;
            SAME(count_fds(), before);
            if (!reached)
                break;
            failures += result < 0 && error.kind == RS_MEMORY_ERROR;
            /* A client that failed may have left its connection in the listener's queue. */
            rs_socket *pending;
            WORKS(rs_setblocking(server, false, &error));
            while (rs_accept(server, &pending, NULL, &error) == 0)
                rs_free(pending);
            WORKS(rs_setblocking(server, true, &error));
        }
        CHECK(failures > 0);
    }
}

static int limit_of(rlim_t soft) {
    struct rlimit limit;
    CHECK(getrlimit(RLIMIT_NOFILE, &limit) == 0);
    int old = (int)limit.rlim_cur;
    limit.rlim_cur = soft;
    CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    return old;
}

/* No descriptor is free, then one. false where the limit has no effect. */
static bool out_of_descriptors(int before) {
    for (rlim_t free_fds = 0; free_fds < 2; free_fds++) {
        int next = rs_dup_fd(rs_fileno(client), &error);
        WORKS(next);
        WORKS(rs_close_fd(next, &error));
        int old = limit_of((rlim_t)next + free_fds);
        int probe[2] = {-1, -1};
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, probe) == 0) {
            limit_of((rlim_t)old);
            rs_close_fd(probe[0], NULL);
            rs_close_fd(probe[1], NULL);
            return false;
        }
        for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
            bool pair = actions[i] == do_pair,
                 one = actions[i] != do_accept && actions[i] != do_fds && actions[i] != do_resolve;
            if (free_fds ? pair : one)
                CHECK(actions[i]() < 0 && error.kind == RS_OSERROR && error.code == EMFILE);
        }
        limit_of((rlim_t)old);
        SAME(count_fds(), before);
    }
    return true;
}

int main(void) {
    rs_socket *first;
    server = bound_socket(SOCK_STREAM, &address);
    WORKS(rs_listen(server, 50, &error));
    client = open_socket(AF_INET, SOCK_STREAM);
    WORKS(rs_connect(client, &address, &error));
    WORKS(rs_accept(server, &first, NULL, &error));
    int before = count_fds();
    out_of_memory(before);
    bool limited = out_of_descriptors(before);
    rs_free(first);
    rs_free(client);
    rs_free(server);
    if (!limited)
        fprintf(stderr,
                "RLIMIT_NOFILE has no effect here (valgrind emulates it): running out of descriptors was not tested\n");
    return limited ? 0 : 77;
}
