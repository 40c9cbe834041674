/* What a wait asks select() for. */
#include "check.h"
#include "replaced.h"

static rs_error error;
static int selects, excepts; /* calls, and how many of them with the third set */
static bool never_ready;

REPLACED(int, select, (int count, fd_set *read, fd_set *write, fd_set *except, const struct timeval *time)) {
    selects++;
    excepts += except != NULL;
    if (never_ready)
        return 0;
    return REAL("ws2_32", select)(count, read, write, except, (PTIMEVAL)(uintptr_t)time);
}

/* An urgent byte that nobody has read does not end a wait for something else, which would then spin. */
static void urgent(void) {
    static char block[1 << 20];
    rs_socket *pair[2];
    char data[4];
    int done = 0;
    make_pair(SOCK_STREAM, pair);
    set_timeout(pair[0], 0.3);
    SAME(rs_send(pair[1], "x", 1, MSG_OOB, &error), 1);
    Sleep(100); /* it comes in another way than data, which select() would tell of */
    selects = excepts = 0;
    FAILS(rs_recv(pair[0], data, sizeof data, 0, &error), RS_TIMEOUT, 0);
    CHECK(selects < 10);
    SAME(excepts, 0);
    for (int i = 0; i < 256 && done == 0; i++) {
        selects = 0;
        done = rs_sendall(pair[0], block, sizeof block, 0, &error);
    }
    CHECK(done < 0 && error.kind == RS_TIMEOUT);
    CHECK(selects < 200);
    WORKS(rs_setblocking(pair[0], true, &error));
    SAME(rs_recv(pair[0], data, 1, MSG_OOB, &error), 1);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

static void connect_ex(void) {
    rs_address address;
    rs_socket *server = bound_socket(SOCK_STREAM, &address), *client = open_socket(AF_INET, SOCK_STREAM);
    WORKS(rs_listen(server, 1, &error));
    set_timeout(client, 0.05);
    never_ready = true;
    SAME(rs_connect_ex(client, &address, &error), EWOULDBLOCK);
    never_ready = false;
    SAME(excepts, selects); /* where a connection that failed is told */
    rs_free(client);
    rs_free(server);
}

int main(void) {
    connect_ex();
    urgent();
    return 0;
}
