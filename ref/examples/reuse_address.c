/* A server that is started again too soon: its port is still taken by the last connection, in TIME_WAIT, unless
 * SO_REUSEADDR is set; on Linux by the earlier run too. Three runs on one port, without a client from outside.
 * [example.reuse.eaddrinuse .so_reuseaddr] Usage: reuse_address [PORT] */
#include "example.h"

/* A run of the server: listens on *address (port 0: a free one, which is filled in), serves a client, and closes the
 * connection first, so that TIME_WAIT is on its side. */
static int run(rs_address *address, bool reuse, rs_error *error) {
    RS_SCOPED rs_socket *server = NULL, *client = NULL, *connection = NULL;
    char data[1];
    if (rs_open(AF_INET, SOCK_STREAM, 0, &server, error) < 0 ||
        (reuse && rs_setsockopt_int(server, SOL_SOCKET, SO_REUSEADDR, 1, error) < 0) ||
        rs_bind(server, address, error) < 0 || rs_listen(server, 1, error) < 0 ||
        rs_getsockname(server, address, error) < 0)
        return -1;
    if (rs_open(AF_INET, SOCK_STREAM, 0, &client, error) < 0 || rs_connect(client, address, error) < 0 ||
        rs_accept(server, &connection, NULL, error) < 0 || rs_close(connection, error) < 0)
        return -1;
    return rs_recv(client, data, sizeof data, 0, error) < 0 ? -1 : 0;
}

int main(int argc, char **argv) {
    rs_address address = rs_host_port("127.0.0.1", argc > 1 ? atoi(argv[1]) : 0);
    rs_error error;
    if (run(&address, true, &error) < 0)
        return complain(&error);
    if (run(&address, false, &error) < 0)
        printf("Again, without SO_REUSEADDR: %s\n", error.text);
    else
        puts("Again, without SO_REUSEADDR: served");
    if (run(&address, true, &error) < 0)
        return complain(&error);
    puts("Again, with SO_REUSEADDR: served");
    return 0;
}
