/* Connections, socket pairs, and what a descriptor is here. */
#include "check.h"

#include <sys/socket.h>

static rs_error error;

static void connection(void) {
    rs_address address, peer, own;
    char data[16];
    rs_socket *server = bound_socket(SOCK_STREAM, &address), *client = open_socket(AF_INET, SOCK_STREAM), *accepted;
    WORKS(rs_listen(server, 1, &error));
    WORKS(rs_connect(client, &address, &error));
    WORKS(rs_accept(server, &accepted, &peer, &error));
    WORKS(rs_getsockname(client, &own, &error));
    CHECK(peer.kind == RS_ADDRESS_INET && peer.inet.port == own.inet.port);
    SAME(rs_get_inheritable(accepted, &error), 0);
    SAME(rs_send(client, "hello", 5, 0, &error), 5);
    SAME(rs_recv(accepted, data, sizeof data, 0, &error), 5);
    CHECK(memcmp(data, "hello", 5) == 0);
    FAILS(rs_connect(client, &address, &error), RS_OSERROR, EISCONN);
    WORKS(rs_shutdown(client, SD_SEND, &error));
    SAME(rs_recv(accepted, data, sizeof data, 0, &error), 0);
    rs_free(accepted);
    rs_free(client);
    client = open_socket(AF_INET, SOCK_STREAM);
    WORKS(rs_close(server, &error));
    FAILS(rs_connect(client, &address, &error), RS_OSERROR, ECONNREFUSED);
    SAME_TEXT(rs_error_subclass(&error), "ConnectionRefusedError");
    FAILS(rs_getpeername(client, &peer, &error), RS_OSERROR, ENOTCONN);
    rs_free(client);
    rs_free(server);
}

static void pairs(void) {
    static char block[1 << 16], back[1 << 16];
    const int families[] = {-1, AF_INET, AF_INET6};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        rs_socket *pair[2];
        size_t received = 0;
        WORKS(rs_socketpair(families[i], SOCK_STREAM, 0, pair, &error));
        SAME(rs_family(pair[0]), families[i] < 0 ? AF_INET : families[i]);
        for (size_t at = 0; at < sizeof block; at++)
            block[at] = (char)(at % 251);
        WORKS(rs_sendall(pair[0], block, sizeof block, 0, &error));
        while (received < sizeof back) {
            ptrdiff_t count = rs_recv(pair[1], back + received, sizeof back - received, 0, &error);
            WORKS(count);
            CHECK(count > 0);
            received += (size_t)count;
        }
        CHECK(memcmp(block, back, sizeof back) == 0);
        rs_free(pair[0]);
        SAME(rs_recv(pair[1], back, sizeof back, 0, &error), 0);
        rs_free(pair[1]);
    }
    rs_socket *none[2];
    FAILS(rs_socketpair(AF_UNIX, SOCK_STREAM, 0, none, &error), RS_OSERROR, EAFNOSUPPORT);
    FAILS(rs_socketpair(-1, SOCK_DGRAM, 0, none, &error), RS_OSERROR, EPROTOTYPE);
}

static void descriptors(void) {
    rs_socket *socket = open_socket(AF_INET6, SOCK_DGRAM), *same, *copy;
    SAME(rs_get_inheritable(socket, &error), 0);
    WORKS(rs_set_inheritable(socket, true, &error));
    SAME(rs_get_inheritable(socket, &error), 1);
    WORKS(rs_dup(socket, &copy, &error));
    SAME(rs_get_inheritable(copy, &error), 0);
    CHECK(rs_fileno(copy) != rs_fileno(socket));
    int fd = rs_detach(socket);
    CHECK(fd >= 0 && rs_fileno(socket) == -1);
    /* Also of a socket without a name. */
    WORKS(rs_open_fd(-1, -1, -1, fd, &same, &error));
    CHECK(rs_family(same) == AF_INET6 && rs_type(same) == SOCK_DGRAM && rs_proto(same) == IPPROTO_UDP);
    FAILS(rs_setblocking(socket, true, &error), RS_OSERROR, EBADF);
    FAILS(rs_send(socket, "x", 1, 0, &error), RS_OSERROR, EBADF);
    FAILS(rs_shutdown(socket, SD_BOTH, &error), RS_OSERROR, EBADF);
    rs_free(same);
    FAILS(rs_open_fd(AF_INET, SOCK_STREAM, 0, fd, &same, &error), RS_OSERROR, ENOTSOCK);
    SAME_TEXT(rs_error_code_name(&error), "ENOTSOCK");
    FAILS(rs_close_fd(fd, &error), RS_OSERROR, ENOTSOCK);
    FAILS(rs_dup_fd(fd, &error), RS_OSERROR, ENOTSOCK);
    rs_free(copy);
    rs_free(socket);
}

static void servers(void) {
    rs_address address = rs_host_port("127.0.0.1", 0);
    rs_socket *server, *client, *second;
    rs_server_options reuse = {.reuse_port = true};
    rs_connection_options options = {.timeout = RS_TIMEOUT_SECONDS, .seconds = 10};
    WORKS(rs_create_server(&address, NULL, &server, &error));
    WORKS(rs_getsockname(server, &address, &error));
    /* Nobody else gets the port: SO_REUSEADDR is not set here. */
    FAILS(rs_create_server(&address, NULL, &second, &error), RS_OSERROR, EADDRINUSE);
    FAILS(rs_create_server(&address, &reuse, &second, &error), RS_VALUE_ERROR, 0);
    rs_port port = {.kind = RS_PORT_NUMBER, .number = address.inet.port};
    WORKS(rs_create_connection(rs_str("127.0.0.1"), port, &options, &client, &error));
    rs_free(client);
    rs_free(server);
}

int main(void) {
    connection();
    pairs();
    descriptors();
    servers();
    return 0;
}
