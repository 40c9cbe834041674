/* Sends a line to an echo server and shows the answer, over whichever address of the host works. Usage: echo_client
 * HOST PORT TEXT */
#include <refsock.h>

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

int main(int argc, char **argv) {
    rs_error error;
    rs_socket *client;
    rs_connection_options options = {.timeout = RS_TIMEOUT_SECONDS, .seconds = 10};
    char data[1024];
    ptrdiff_t size = -1;
    if (argc != 4) {
        fprintf(stderr, "usage: %s HOST PORT TEXT\n", argv[0]);
        return 2;
    }
    rs_port port = {.kind = RS_PORT_NAME, .name = rs_str(argv[2])};
    if (rs_create_connection(rs_str(argv[1]), port, &options, &client, &error) < 0) {
        fprintf(stderr, "%s: %s\n", rs_error_subclass(&error), error.text);
        return 1;
    }
    if (rs_sendall(client, argv[3], strlen(argv[3]), 0, &error) >= 0 && rs_shutdown(client, SHUT_WR, &error) >= 0)
        while ((size = rs_recv(client, data, sizeof data, 0, &error)) > 0)
            fwrite(data, 1, (size_t)size, stdout);
    if (size < 0)
        fprintf(stderr, "%s: %s\n", rs_error_subclass(&error), error.text);
    rs_free(client);
    return size < 0;
}
