/* Echo server for IPv4 or IPv6: listens on the first address of this host that can be had, which is one family, not
 * both; create_server.c serves both. [example.echo-server-dual] Usage: echo_server_dual [PORT] */
#include "example.h"

/* A listening socket on the first address of all interfaces that works; NULL if none does. */
static rs_socket *open_server(const char *service) {
    rs_port port = {.kind = RS_PORT_NAME, .name = rs_str(service)};
    rs_socket *server = NULL;
    rs_addrinfo *list;
    int count = rs_getaddrinfo(rs_str(NULL), port, AF_UNSPEC, SOCK_STREAM, 0, AI_PASSIVE, &list, NULL);
    for (int i = 0; i < count && !server; i++) {
        if (rs_open(list[i].family, list[i].type, list[i].proto, &server, NULL) < 0)
            continue;
        if (rs_bind(server, &list[i].address, NULL) < 0 || rs_listen(server, 1, NULL) < 0) {
            rs_free(server);
            server = NULL;
        }
    }
    if (count >= 0)
        rs_addrinfo_free(list);
    return server;
}

int main(int argc, char **argv) {
    RS_SCOPED rs_socket *server = open_server(argc > 1 ? argv[1] : "50007"), *connection = NULL;
    rs_address address;
    rs_error error;
    char data[1024];
    ptrdiff_t size;
    if (!server) {
        puts("could not open socket");
        return 1;
    }
    if (rs_getsockname(server, &address, &error) < 0)
        return complain(&error);
    show("Listening on", &address);
    if (rs_accept(server, &connection, &address, &error) < 0)
        return complain(&error);
    show("Connected by", &address);
    while ((size = rs_recv(connection, data, sizeof data, 0, &error)) > 0)
        if (rs_sendall(connection, data, (size_t)size, 0, &error) < 0)
            return complain(&error);
    return size < 0 ? complain(&error) : 0;
}
