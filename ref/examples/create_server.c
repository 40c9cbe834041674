/* An echo server with create_server(): IPv4 and IPv6 on one socket where the system can, one connection after the
 * other. Usage: create_server [PORT] */
#include "example.h"

int main(int argc, char **argv) {
    RS_SCOPED rs_socket *server = NULL;
    rs_error error;
    bool dual = rs_has_dualstack_ipv6();
    rs_server_options options = {.family = dual ? AF_INET6 : AF_INET, .dualstack_ipv6 = dual};
    rs_address address = rs_host_port("", argc > 1 ? atoi(argv[1]) : 50007);
    if (rs_create_server(&address, &options, &server, &error) < 0 || rs_getsockname(server, &address, &error) < 0)
        return complain(&error);
    show("Listening on", &address);
    for (;;) {
        RS_SCOPED rs_socket *connection = NULL;
        rs_address peer;
        char data[4096];
        ptrdiff_t size;
        if (rs_accept(server, &connection, &peer, &error) < 0)
            return complain(&error);
        show("Connected by", &peer);
        while ((size = rs_recv(connection, data, sizeof data, 0, &error)) > 0)
            if (rs_sendall(connection, data, (size_t)size, 0, &error) < 0)
                break;
    }
}
