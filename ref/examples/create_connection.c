/* An echo client with create_connection(): over whichever address of the host works, within ten seconds. Usage:
 * create_connection HOST PORT TEXT */
#include "example.h"

int main(int argc, char **argv) {
    RS_SCOPED rs_socket *client = NULL;
    rs_error error;
    rs_connection_options options = {.timeout = RS_TIMEOUT_SECONDS, .seconds = 10};
    char data[1024];
    ptrdiff_t size;
    if (argc != 4) {
        fprintf(stderr, "usage: %s HOST PORT TEXT\n", argv[0]);
        return 2;
    }
    rs_port port = {.kind = RS_PORT_NAME, .name = rs_str(argv[2])};
    if (rs_create_connection(rs_str(argv[1]), port, &options, &client, &error) < 0 ||
        rs_sendall(client, argv[3], strlen(argv[3]), 0, &error) < 0 || rs_shutdown(client, SHUT_WR, &error) < 0)
        return complain(&error);
    while ((size = rs_recv(client, data, sizeof data, 0, &error)) > 0)
        fwrite(data, 1, (size_t)size, stdout);
    return size < 0 ? complain(&error) : 0;
}
