/* Echo client for IPv4 and IPv6: tries every address of the host until one answers. create_connection.c is shorter.
 * [example.echo-client-dual] Usage: echo_client_dual HOST [PORT] */
#include "example.h"

/* A connection to the first address that takes one; NULL if none does. */
static rs_socket *open_client(const char *host, const char *service) {
    rs_port port = {.kind = RS_PORT_NAME, .name = rs_str(service)};
    rs_socket *client = NULL;
    rs_addrinfo *list;
    int count = rs_getaddrinfo(rs_str(host), port, AF_UNSPEC, SOCK_STREAM, 0, 0, &list, NULL);
    for (int i = 0; i < count && !client; i++) {
        if (rs_open(list[i].family, list[i].type, list[i].proto, &client, NULL) < 0)
            continue;
        if (rs_connect(client, &list[i].address, NULL) < 0) {
            rs_free(client);
            client = NULL;
        }
    }
    if (count >= 0)
        rs_addrinfo_free(list);
    return client;
}

int main(int argc, char **argv) {
    static const char line[] = "Hello, world";
    rs_error error;
    char data[1024];
    if (argc < 2) {
        fprintf(stderr, "usage: %s HOST [PORT]\n", argv[0]);
        return 2;
    }
    RS_SCOPED rs_socket *client = open_client(argv[1], argc > 2 ? argv[2] : "50007");
    if (!client) {
        puts("could not open socket");
        return 1;
    }
    if (rs_sendall(client, line, strlen(line), 0, &error) < 0)
        return complain(&error);
    ptrdiff_t size = rs_recv(client, data, sizeof data, 0, &error);
    if (size < 0)
        return complain(&error);
    printf("Received '%.*s'\n", (int)size, data);
    return 0;
}
