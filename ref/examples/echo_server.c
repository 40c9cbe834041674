/* A dual-stack echo server: one connection after the other, each until the client has sent everything. Usage:
 * echo_server PORT */
#include <refsock.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

static int complain(const rs_error *error) {
    fprintf(stderr, "%s: %s\n", rs_error_subclass(error), error->text);
    return 1;
}

int main(int argc, char **argv) {
    rs_error error;
    rs_socket *server, *connection;
    rs_address peer;
    bool dual = rs_has_dualstack_ipv6();
    rs_server_options options = {.family = dual ? AF_INET6 : AF_INET, .dualstack_ipv6 = dual};
    rs_address address = rs_host_port("", argc > 1 ? atoi(argv[1]) : 50007);
    if (rs_create_server(&address, &options, &server, &error) < 0)
        return complain(&error);
    if (rs_getsockname(server, &address, &error) < 0)
        return complain(&error);
    printf("Listening on port %d\n", dual ? address.inet6.port : address.inet.port);
    fflush(stdout);
    while (rs_accept(server, &connection, &peer, &error) >= 0) {
        char data[4096];
        char host[RS_INET6_TEXT];
        ptrdiff_t size;
        if (rs_address_host(&peer, host, sizeof host, &error) >= 0)
            printf("Connected by %s\n", host);
        while ((size = rs_recv(connection, data, sizeof data, 0, &error)) > 0)
            if (rs_sendall(connection, data, (size_t)size, 0, &error) < 0)
                break;
        rs_free(connection);
    }
    rs_free(server);
    return complain(&error);
}
