/* AF_UNIX names: paths as bytes, abstract names, no cut at NUL, the limits. */
#include "check.h"

#include <sys/socket.h>
#include <unistd.h>

static rs_address name(const void *bytes, size_t size) {
    rs_error error;
    rs_address address;
    WORKS(rs_unix_name(&address, bytes, size, &error));
    return address;
}

/* What is bound comes back, byte for byte, and can be reached. */
static void round_trip(const void *bytes, size_t size) {
    rs_error error;
    rs_address given = name(bytes, size), found, peer;
    rs_socket *server = open_socket(AF_UNIX, SOCK_STREAM), *client = open_socket(AF_UNIX, SOCK_STREAM), *connection;
    WORKS(rs_bind(server, &given, &error));
    WORKS(rs_getsockname(server, &found, &error));
    CHECK(found.kind == RS_ADDRESS_UNIX && found.un.size == size && memcmp(found.un.name, bytes, size) == 0);
    WORKS(rs_listen(server, 1, &error));
    WORKS(rs_connect(client, &found, &error));
    WORKS(rs_accept(server, &connection, &peer, &error));
    CHECK(peer.kind == RS_ADDRESS_UNIX && peer.un.size == 0); /* the client has no name */
    WORKS(rs_getpeername(client, &peer, &error));
    CHECK(peer.un.size == size && memcmp(peer.un.name, bytes, size) == 0);
    rs_free(connection);
    rs_free(client);
    rs_free(server);
}

int main(void) {
    rs_error error;
    rs_address address, found;
    char directory[] = "/tmp/refsock-XXXXXX", path[128], abstract[RS_UNIX_MAX] = "";
    CHECK(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/plain", directory);
    round_trip(path, strlen(path));
    unlink(path);
    snprintf(path, sizeof path, "%s/\xff\xed\xb2\x80 not UTF-8", directory);
    round_trip(path, strlen(path));
    unlink(path);
    rmdir(directory);

    /* Abstract: every byte counts, NUL too, up to the whole room. */
    int used = 1 + snprintf(abstract + 1, sizeof abstract - 1, "refsock-%d", (int)getpid());
    round_trip(abstract, (size_t)used);
    round_trip(abstract, (size_t)used + 3);
    round_trip(abstract, sizeof abstract);

    /* The empty name: the system chooses an abstract one. */
    rs_socket *socket = open_socket(AF_UNIX, SOCK_DGRAM);
    address = name("", 0);
    WORKS(rs_getsockname(socket, &found, &error));
    CHECK(found.un.size == 0);
    WORKS(rs_bind(socket, &address, &error));
    WORKS(rs_getsockname(socket, &found, &error));
    CHECK(found.un.size > 1 && found.un.name[0] == '\0');

    char longest[RS_UNIX_MAX + 1];
    memset(longest, 'x', sizeof longest);
    WORKS(rs_unix_name(&address, longest, RS_UNIX_MAX - 1, &error));
    FAILS(rs_unix_name(&address, longest, RS_UNIX_MAX, &error), RS_OSERROR, 0);
    SAME_TEXT(error.text, "AF_UNIX path too long");
    longest[0] = '\0';
    FAILS(rs_unix_name(&address, longest, RS_UNIX_MAX + 1, &error), RS_OSERROR, 0);
    FAILS(rs_unix_name(&address, "a\0b", 3, &error), RS_VALUE_ERROR, 0);
    address = rs_host_port("127.0.0.1", 1);
    FAILS(rs_bind(socket, &address, &error), RS_TYPE_ERROR, 0);
    rs_free(socket);
    return 0;
}
