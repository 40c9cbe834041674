/* create_server() and has_dualstack_ipv6(). */
#include "address.h"
#include "error.h"
#include "fields.h"
#include "socket.h"

#include <stdio.h>
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

static void show_host(const rs_host_address *tuple, char *text, size_t size) {
    int used = snprintf(text, size, "('%.*s', %lld", (int)tuple->host.size, tuple->host.data, (long long)tuple->port);
    if (tuple->fields > 2 && used >= 0 && (size_t)used < size)
        used += snprintf(text + used, size - (size_t)used, ", %lld", (long long)tuple->flowinfo);
    if (tuple->fields > 3 && used >= 0 && (size_t)used < size)
        used += snprintf(text + used, size - (size_t)used, ", %lu", (unsigned long)tuple->scope_id);
    if (used >= 0 && (size_t)used < size)
        snprintf(text + used, size - (size_t)used, ")");
}

/* The address as the documentation writes it. */
static void show(const rs_address *address, char *text, size_t size) {
    char host[RS_INET6_TEXT] = "";
    rs_host_address tuple;
    rs_address_context context = {"bind", AF_INET6, -1, RS_NO_SOCKET};
    rs_address_host(address, host, sizeof host, NULL);
    switch (address->kind) {
    case RS_ADDRESS_HOST:
        show_host(&address->host, text, size);
        break;
    case RS_ADDRESS_FIELDS: /* bind() has read them already */
        if (rs_read_host(&context, address, "AF_INET6", 4, "", &tuple, NULL) == 0)
            show_host(&tuple, text, size);
        else
            snprintf(text, size, "%s", rs_form(address));
        break;
    case RS_ADDRESS_INET:
        snprintf(text, size, "('%s', %u)", host, address->inet.port);
        break;
    case RS_ADDRESS_INET6:
        snprintf(text, size, "('%s', %u, %lu, %lu)", host, address->inet6.port, (unsigned long)address->inet6.flowinfo,
                 (unsigned long)address->inet6.scope_id);
        break;
    case RS_ADDRESS_UNIX:
        snprintf(text, size, "'%.*s'", (int)address->un.size, address->un.name);
        break;
    default:
        snprintf(text, size, "None");
    }
}

/* bind(); an OSError of it names the address, and is a plain OSError with the number then. */
static int bind_to(rs_socket *socket, const rs_address *address, rs_error *error) {
    rs_error own;
    if (rs_bind(socket, address, &own) == 0)
        return 0;
    if (own.kind == RS_OSERROR || own.kind == RS_GAIERROR) {
        char where[128];
        char why[RS_ERROR_TEXT];
        show(address, where, sizeof where);
        memcpy(why, own.text, sizeof why);
        int code = own.code;
        rs_fail(&own, RS_OSERROR, "%.100s (while attempting to bind on address %s)", why, where);
        own.code = code;
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
    if (options->reuse_port && rs_setsockopt_int(socket, SOL_SOCKET, RS_SO_REUSEPORT, 1, error) < 0)
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
