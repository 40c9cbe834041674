/* Echo client: sends a line to an echo server over IPv4, and shows what comes back. [example.echo-client]
 * Usage: echo_client HOST [PORT] */
#include "example.h"

int main(int argc, char **argv) {
    static const char line[] = "Hello, world";
    RS_SCOPED rs_socket *client = NULL;
    rs_error error;
    char data[1024];
    if (argc < 2) {
        fprintf(stderr, "usage: %s HOST [PORT]\n", argv[0]);
        return 2;
    }
    rs_address server = rs_host_port(argv[1], argc > 2 ? atoi(argv[2]) : 50007);
    if (rs_open(AF_INET, SOCK_STREAM, 0, &client, &error) < 0 || rs_connect(client, &server, &error) < 0 ||
        rs_sendall(client, line, strlen(line), 0, &error) < 0)
        return complain(&error);
    ptrdiff_t size = rs_recv(client, data, sizeof data, 0, &error);
    if (size < 0)
        return complain(&error);
    printf("Received '%.*s'\n", (int)size, data);
    return 0;
}
