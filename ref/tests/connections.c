/* create_connection() tries every address; create_server() names what it could not bind. */
#include "check.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

static rs_error error;

static rs_port number(int port) {
    return (rs_port){.kind = RS_PORT_NUMBER, .number = port};
}

/* A port of 127.0.0.1 where nobody listens; it stays bound, so nobody will. */
static rs_socket *deaf(rs_address *address) {
    return bound_socket(SOCK_STREAM, address);
}

static void connects(void) {
    rs_address here = rs_host_port("127.0.0.1", 0), address, source = rs_host_port("127.0.0.1", 0);
    rs_socket *server, *client, *connection;
    rs_connection_options options = {.timeout = RS_TIMEOUT_SECONDS, .seconds = 5, .source = &source};
    double value;
    WORKS(rs_create_server(&here, NULL, &server, &error));
    WORKS(rs_getsockname(server, &address, &error));
    WORKS(rs_create_connection(rs_str("127.0.0.1"), number(address.inet.port), NULL, &client, &error));
    CHECK(!rs_gettimeout(client, &value));
    WORKS(rs_accept(server, &connection, NULL, &error));
    rs_free(connection);
    rs_free(client);
    WORKS(rs_create_connection(rs_str("localhost"), number(address.inet.port), &options, &client, &error));
    CHECK(rs_gettimeout(client, &value) && value == 5);
    options.seconds = -1;
    FAILS(rs_create_connection(rs_str("127.0.0.1"), number(address.inet.port), &options, &client, &error),
          RS_VALUE_ERROR, 0);
    rs_free(client);
    rs_free(server);
}

/* None stands for ::1 and 127.0.0.1, in this order where there is IPv6: the first refuses, the second answers. */
static void tries_all(void) {
    rs_address here = rs_host_port("127.0.0.1", 0), address, peer;
    rs_socket *server, *client;
    rs_errors errors = {0};
    rs_connection_options options = {.errors = &errors};
    WORKS(rs_create_server(&here, NULL, &server, &error));
    WORKS(rs_getsockname(server, &address, &error));
    WORKS(rs_create_connection(rs_str(NULL), number(address.inet.port), &options, &client, &error));
    CHECK(errors.count == 0 && !errors.items);
    WORKS(rs_getpeername(client, &peer, &error));
    CHECK(peer.kind == RS_ADDRESS_INET && peer.inet.port == address.inet.port);
    rs_free(client);
    rs_free(server);
}

static void all_errors(void) {
    rs_address address, source;
    rs_errors errors = {0};
    rs_addrinfo *list;
    rs_socket *client, *nobody = deaf(&address), *taken = deaf(&source);
    rs_connection_options options = {.errors = &errors};
    FAILS(rs_create_connection(rs_str("127.0.0.1"), number(address.inet.port), &options, &client, &error), RS_OSERROR,
          ECONNREFUSED);
    SAME(errors.count, 1);
    SAME(errors.items[0].code, ECONNREFUSED);
    rs_errors_free(&errors);
    /* One error for each address of a name. */
    int count = rs_getaddrinfo(rs_str(NULL), number(address.inet.port), 0, SOCK_STREAM, 0, 0, &list, &error);
    WORKS(count);
    rs_addrinfo_free(list);
    FAILS(rs_create_connection(rs_str(NULL), number(address.inet.port), &options, &client, &error), RS_OSERROR,
          ECONNREFUSED);
    SAME(errors.count, count);
    rs_errors_free(&errors);
    options.source = &source;
    FAILS(rs_create_connection(rs_str("127.0.0.1"), number(address.inet.port), &options, &client, &error), RS_OSERROR,
          EADDRINUSE);
    rs_errors_free(&errors);
    FAILS(rs_create_connection(rs_str("no-such.invalid"), number(1), &options, &client, &error), RS_GAIERROR,
          EAI_NONAME);
    SAME(errors.count, 0);
    rs_free(nobody);
    rs_free(taken);
}

static void servers(void) {
    rs_address address = rs_host_port("127.0.0.1", 0), taken;
    rs_socket *server, *second, *nobody = deaf(&taken);
    rs_server_options options = {.reuse_port = true, .backlog_given = true, .backlog = 0};
    int value;
    WORKS(rs_create_server(&address, &options, &server, &error));
    WORKS(rs_getsockopt_int(server, SOL_SOCKET, SO_REUSEADDR, &value, &error));
    SAME(value, 1);
    WORKS(rs_getsockname(server, &address, &error));
    WORKS(rs_create_server(&address, &options, &second, &error)); /* both with SO_REUSEPORT */
    rs_free(second);
    rs_free(server);
    FAILS(rs_create_server(&taken, NULL, &server, &error), RS_OSERROR, EADDRINUSE);
    char expected[RS_ERROR_TEXT];
    snprintf(expected, sizeof expected,
             "Address already in use (while attempting to bind on address ('127.0.0.1', %u))", taken.inet.port);
    SAME_TEXT(error.text, expected);
    options = (rs_server_options){.dualstack_ipv6 = true};
    FAILS(rs_create_server(&taken, &options, &server, &error), RS_VALUE_ERROR, 0);
    if (rs_has_dualstack_ipv6()) {
        address = rs_host_port("", 0);
        options.family = AF_INET6;
        WORKS(rs_create_server(&address, &options, &server, &error));
        WORKS(rs_getsockname(server, &address, &error));
        WORKS(rs_create_connection(rs_str("127.0.0.1"), number(address.inet6.port), NULL, &second, &error));
        rs_free(second);
        rs_free(server);
        options.dualstack_ipv6 = false;
        address = rs_host_port("::1", 0);
        WORKS(rs_create_server(&address, &options, &server, &error));
        WORKS(rs_getsockopt_int(server, IPPROTO_IPV6, IPV6_V6ONLY, &value, &error));
        SAME(value, 1);
        rs_free(server);
    }
    rs_free(nobody);
}

int main(void) {
    needs_localhost();
    int before = count_fds();
    connects();
    tries_all();
    all_errors();
    servers();
    SAME(count_fds(), before);
    return 0;
}
