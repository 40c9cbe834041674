/* Making sockets, closing them, their names, modes and options. */
#include "case.h"

#include <netinet/in.h>
#include <unistd.h>

extern const fault_case socket_cases[];

static int64_t do_open(props *p, rs_error *error) {
    return rs_open(AF_INET, SOCK_STREAM, 0, &p->made[0], error);
}

static int64_t do_socketpair(props *p, rs_error *error) {
    return rs_socketpair(-1, SOCK_STREAM, 0, p->made, error);
}

/* On a descriptor that stays the caller's after a failure. */
static int64_t open_fd(props *p, int family, int type, rs_error *error) {
    p->fd = dup(rs_fileno(p->socket));
    int result = rs_open_fd(family, type, -1, p->fd, &p->made[0], error);
    if (result == 0) {
        p->fd = -1;
        SAME(rs_family(p->made[0]), AF_UNIX);
        SAME(rs_type(p->made[0]), SOCK_STREAM);
    }
    return result;
}

static int64_t do_open_fd(props *p, rs_error *error) {
    return open_fd(p, -1, -1, error);
}

static int64_t do_open_fd_told(props *p, rs_error *error) {
    return open_fd(p, AF_UNIX, SOCK_STREAM | (p->mode == NONBLOCKING ? SOCK_NONBLOCK : 0), error);
}

static int64_t do_fromfd(props *p, rs_error *error) {
    return rs_fromfd(rs_fileno(p->socket), -1, -1, -1, &p->made[0], error);
}

static int64_t do_dup(props *p, rs_error *error) {
    return rs_dup(p->socket, &p->made[0], error);
}

static int64_t do_dup_fd(props *p, rs_error *error) {
    return p->fd = rs_dup_fd(rs_fileno(p->socket), error);
}

/* Whatever it answers, the descriptor is gone. */
static int64_t do_close(props *p, rs_error *error) {
    int fd = rs_fileno(p->socket);
    int result = rs_close(p->socket, error);
    SAME(rs_fileno(p->socket), -1);
    CHECK(dup2(fd, fd) < 0 && errno == EBADF);
    SAME(rs_close(p->socket, NULL), 0);
    return result;
}

static int64_t do_free(props *p, rs_error *error) {
    (void)error;
    rs_free(p->made[0]);
    p->made[0] = NULL;
    return 0;
}

static int64_t do_close_fd(props *p, rs_error *error) {
    int fd = dup(rs_fileno(p->socket));
    return rs_close_fd(fd, error);
}

static int64_t do_get_inheritable(props *p, rs_error *error) {
    return rs_get_inheritable(p->socket, error);
}

static int64_t do_set_inheritable(props *p, rs_error *error) {
    return rs_set_inheritable(p->socket, true, error);
}

static int64_t do_settimeout(props *p, rs_error *error) {
    double seconds = 5;
    return rs_settimeout(p->socket, &seconds, error);
}

static int64_t do_setblocking(props *p, rs_error *error) {
    return rs_setblocking(p->socket, p->mode != BLOCKING, error);
}

static int64_t do_bind(props *p, rs_error *error) {
    rs_address any = rs_host_port("127.0.0.1", 0);
    return rs_bind(p->socket, &any, error);
}

static int64_t do_listen(props *p, rs_error *error) {
    return rs_listen(p->socket, 8, error);
}

static int64_t do_shutdown(props *p, rs_error *error) {
    return rs_shutdown(p->socket, SHUT_WR, error);
}

static int64_t do_getsockname(props *p, rs_error *error) {
    return rs_getsockname(p->socket, &p->address, error);
}

static int64_t do_getpeername(props *p, rs_error *error) {
    return rs_getpeername(p->socket, &p->address, error);
}

static int64_t do_getsockopt_int(props *p, rs_error *error) {
    int value;
    int result = rs_getsockopt_int(p->socket, SOL_SOCKET, SO_TYPE, &value, error);
    CHECK(result < 0 || value == SOCK_STREAM);
    return result;
}

static int64_t do_getsockopt(props *p, rs_error *error) {
    int value;
    return rs_getsockopt(p->socket, SOL_SOCKET, SO_TYPE, &value, sizeof value, error);
}

static int64_t do_setsockopt_int(props *p, rs_error *error) {
    return rs_setsockopt_int(p->socket, SOL_SOCKET, SO_KEEPALIVE, 0, error);
}

static int64_t do_setsockopt(props *p, rs_error *error) {
    int value = 0;
    return rs_setsockopt(p->socket, SOL_SOCKET, SO_KEEPALIVE, &value, sizeof value, error);
}

static int64_t do_setsockopt_none(props *p, rs_error *error) {
    return rs_setsockopt_none(p->socket, SOL_SOCKET, SO_KEEPALIVE, 0, error);
}

const fault_case socket_cases[] = {
    {"open", &nothing, do_open, BLOCKING},
    {"open.close_fails", &close_fails, do_open, BLOCKING},
    {"socketpair", &nothing, do_socketpair, BLOCKING},
    {"socketpair.close_fails", &close_fails, do_socketpair, BLOCKING},
    {"open_fd", &pair, do_open_fd, ANY_MODE},
    {"open_fd.told", &pair, do_open_fd_told, BLOCKING | NONBLOCKING},
    {"fromfd", &pair, do_fromfd, ANY_MODE},
    {"dup", &pair, do_dup, ANY_MODE},
    {"dup_fd", &pair, do_dup_fd, BLOCKING},
    {"close", &pair, do_close, ANY_MODE},
    {"close_fd", &pair, do_close_fd, BLOCKING},
    {"free", &something, do_free, BLOCKING},
    {"get_inheritable", &pair, do_get_inheritable, BLOCKING},
    {"set_inheritable", &pair, do_set_inheritable, BLOCKING},
    {"settimeout", &pair, do_settimeout, ANY_MODE},
    {"setblocking", &pair, do_setblocking, ANY_MODE},
    {"bind", &to_listener, do_bind, BLOCKING},
    {"listen", &listener, do_listen, BLOCKING},
    {"shutdown", &pair, do_shutdown, BLOCKING},
    {"getsockname", &pair, do_getsockname, BLOCKING},
    {"getpeername", &pair, do_getpeername, BLOCKING},
    {"getsockopt_int", &pair, do_getsockopt_int, BLOCKING},
    {"getsockopt", &pair, do_getsockopt, BLOCKING},
    {"setsockopt_int", &pair, do_setsockopt_int, BLOCKING},
    {"setsockopt", &pair, do_setsockopt, BLOCKING},
    {"setsockopt_none", &pair, do_setsockopt_none, BLOCKING},
    {NULL, NULL, NULL, 0},
};
