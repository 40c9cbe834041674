/* create_server() and has_dualstack_ipv6(). */
#include "address.h"
#include "error.h"
#include "show.h"
#include "socket.h"
#include "text.h"

#include <string.h>

int rs_has_ipv6(void) {
    return 1;
}

int rs_has_dualstack_ipv6(void) {
    rs_socket *socket;
    if (rs_open(AF_INET6, SOCK_STREAM, 0, &socket, NULL) < 0)
        return 0;
    int done = rs_setsockopt_int(socket, IPPROTO_IPV6, IPV6_V6ONLY, 0, NULL);
    rs_free(socket);
    return done == 0;
}

/* bind(); an OSError of it names the address, and is a plain OSError with the number then. */
static int bind_to(rs_socket *socket, const rs_address *address, rs_error *error) {
    rs_error own;
    if (rs_bind(socket, address, &own) == 0)
        return 0;
    if (own.kind == RS_OSERROR || own.kind == RS_GAIERROR) {
        char why[RS_ERROR_TEXT];
        memcpy(why, own.text, sizeof why);
        if (own.kind == RS_OSERROR && own.code == 0) /* what Python has for the text of an error without a number */
            memcpy(why, "None", sizeof "None");
        int code = own.code;
        rs_fail(&own, RS_OSERROR, "%.*s (while attempting to bind on address ", RS_CUT_NAME(100, why));
        own.code = code;
        size_t used = strlen(own.text);
        rs_show_address(address, own.text + used, sizeof own.text - used - 1);
        memcpy(own.text + rs_whole_characters(own.text, strlen(own.text)), ")", 2);
    }
    if (error)
        *error = own;
    return -1;
}

static int set_up(rs_socket *socket, const rs_address *address, const rs_server_options *options, rs_error *error) {
    /* Where it does not exist, bind() will tell. */
    if (RS_REUSE_ADDRESS)
        rs_setsockopt_int(socket, SOL_SOCKET, SO_REUSEADDR, 1, NULL);
    if (options->reuse_port && RS_SO_REUSEPORT < 0)
        return rs_fail(error, RS_VALUE_ERROR, "SO_REUSEPORT not supported on this platform");
    /* Linux 6.12.9 and later refuse it for what has no ports; CPython 3.13.2 leaves it out there. */
    bool has_ports = socket->family == AF_INET || socket->family == AF_INET6;
    if (options->reuse_port && has_ports && rs_setsockopt_int(socket, SOL_SOCKET, RS_SO_REUSEPORT, 1, error) < 0)
        return -1;
    if (socket->family == AF_INET6 &&
        rs_setsockopt_int(socket, IPPROTO_IPV6, IPV6_V6ONLY, !options->dualstack_ipv6, error) < 0)
        return -1;
    if (bind_to(socket, address, error) < 0)
        return -1;
    return rs_listen(socket, options->backlog_given ? options->backlog : RS_BACKLOG_DEFAULT, error);
}

int rs_create_server(const rs_address *address, const rs_server_options *options, rs_socket **result, rs_error *error) {
    static const rs_server_options defaults;
    rs_socket *socket;
    if (!options)
        options = &defaults;
    if (options->dualstack_ipv6 && !rs_has_dualstack_ipv6())
        return rs_fail(error, RS_VALUE_ERROR, "dualstack_ipv6 not supported on this platform");
    if (options->dualstack_ipv6 && options->family != AF_INET6)
        return rs_fail(error, RS_VALUE_ERROR, "dualstack_ipv6 requires AF_INET6 family");
    if (rs_open(options->family ? options->family : AF_INET, SOCK_STREAM, 0, &socket, error) < 0)
        return -1;
    if (set_up(socket, address, options, error) < 0) {
        rs_free(socket);
        return -1;
    }
    *result = socket;
    return 0;
}
