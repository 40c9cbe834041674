/* Connections: accepted, made, and whole clients and servers. */
#include "case.h"

#include <netinet/in.h>

extern const fault_case connect_cases[];

static int64_t do_accept(props *p, rs_error *error) {
    rs_address peer;
    int result = rs_accept(p->socket, &p->made[0], &peer, error);
    CHECK(result < 0 || peer.kind == RS_ADDRESS_INET);
    return result;
}

static int64_t do_connect(props *p, rs_error *error) {
    return rs_connect(p->socket, &p->address, error);
}

/* The number is the result; here it is put as rs_connect() would. */
static int64_t do_connect_ex(props *p, rs_error *error) {
    int number = rs_connect_ex(p->socket, &p->address, error);
    if (number <= 0)
        return number;
    *error = (rs_error){.kind = RS_OSERROR, .code = number, .text = "told by its number"};
    return -1;
}

static int64_t create_connection(props *p, const rs_connection_options *options, rs_error *error) {
    rs_port port = {.kind = RS_PORT_NUMBER, .number = p->address.inet.port};
    return rs_create_connection(rs_str("127.0.0.1"), port, options, &p->made[0], error);
}

static rs_connection_options in_mode(const props *p) {
    rs_connection_options options = {.timeout = RS_NO_TIMEOUT};
    if (p->mode == TIMEOUT) {
        options.timeout = RS_TIMEOUT_SECONDS;
        options.seconds = 5;
    }
    return options;
}

static int64_t do_create_connection(props *p, rs_error *error) {
    rs_connection_options options = in_mode(p);
    return create_connection(p, &options, error);
}

static int64_t do_create_connection_from(props *p, rs_error *error) {
    rs_address any = rs_host_port("127.0.0.1", 0);
    rs_connection_options options = in_mode(p);
    options.source = &any;
    return create_connection(p, &options, error);
}

/* Two addresses: both would do. */
static int64_t do_create_connection_two(props *p, rs_error *error) {
    rs_errors errors = {0};
    rs_connection_options options = in_mode(p);
    options.errors = &errors;
    fault_double_answers();
    int64_t result = create_connection(p, &options, error);
    CHECK(result < 0 || errors.count == 0);
    rs_errors_free(&errors);
    return result;
}

static int64_t do_create_server(props *p, rs_error *error) {
    rs_address any = rs_host_port("127.0.0.1", 0);
    return rs_create_server(&any, NULL, &p->made[0], error);
}

static int64_t do_create_server_reuse(props *p, rs_error *error) {
    rs_address any = rs_host_port("127.0.0.1", 0);
    rs_server_options options = {.reuse_port = true};
    return rs_create_server(&any, &options, &p->made[0], error);
}

static int64_t do_create_server_inet6(props *p, rs_error *error) {
    rs_address any = rs_host_port("::1", 0);
    rs_server_options options = {.family = AF_INET6};
    return rs_create_server(&any, &options, &p->made[0], error);
}

/* Not being able to tell is a no. */
static int64_t do_has_dualstack_ipv6(props *p, rs_error *error) {
    (void)p;
    (void)error;
    int result = rs_has_dualstack_ipv6();
    CHECK(result == 0 || result == 1);
    return result;
}

const fault_case connect_cases[] = {
    {"accept", &listener, do_accept, ANY_MODE},
    {"accept.waits", &late_listener, do_accept, TIMEOUT},
    {"accept.close_fails", &listener_close_fails, do_accept, BLOCKING},
    {"connect", &to_listener, do_connect, ANY_MODE},
    {"connect_ex", &to_listener, do_connect_ex, ANY_MODE},
    {"create_connection", &idle_listener, do_create_connection, BLOCKING | TIMEOUT},
    {"create_connection.from", &idle_listener, do_create_connection_from, BLOCKING | TIMEOUT},
    {"create_connection.two", &idle_listener, do_create_connection_two, BLOCKING | TIMEOUT},
    {"create_server", &nothing, do_create_server, BLOCKING},
    {"create_server.reuse_port", &nothing, do_create_server_reuse, BLOCKING},
    {"create_server.inet6", &nothing, do_create_server_inet6, BLOCKING},
    {"has_dualstack_ipv6", &nothing, do_has_dualstack_ipv6, BLOCKING},
    {NULL, NULL, NULL, 0},
};
