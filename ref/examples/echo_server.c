/* Echo server: returns to one client what it sends, over IPv4. [example.echo-server]
 * Usage: echo_server [PORT]; 0 is a free one, which is shown. */
#include "example.h"

int main(int argc, char **argv) {
    RS_SCOPED rs_socket *server = NULL, *connection = NULL;
    rs_address address = rs_host_port("", argc > 1 ? atoi(argv[1]) : 50007), peer;
    rs_error error;
    if (rs_open(AF_INET, SOCK_STREAM, 0, &server, &error) < 0 || rs_bind(server, &address, &error) < 0 ||
        rs_listen(server, 1, &error) < 0 || rs_getsockname(server, &address, &error) < 0)
        return complain(&error);
    show("Listening on", &address);
    if (rs_accept(server, &connection, &peer, &error) < 0)
        return complain(&error);
    show("Connected by", &peer);
    for (;;) {
        char data[1024];
        ptrdiff_t size = rs_recv(connection, data, sizeof data, 0, &error);
        if (size == 0)
            return 0;
        if (size < 0 || rs_sendall(connection, data, (size_t)size, 0, &error) < 0)
            return complain(&error);
    }
}
