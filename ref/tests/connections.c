/* create_connection() tries every address; create_server() names what it could not bind. */
#include "check.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

static rs_error error;

static rs_port number(int port) {
    return (rs_port){.kind = RS_PORT_NUMBER, .number = port};
}

/* A port of 127.0.0.1 where nobody listens; it stays bound, so nobody will. */
static rs_socket *deaf(rs_address *address) {
    return bound_socket(SOCK_STREAM, address);
}

static void connects(void) {
    rs_address here = rs_host_port("127.0.0.1", 0), address, source = rs_host_port("127.0.0.1", 0);
    rs_socket *server, *client, *connection;
    rs_connection_options options = {.timeout = RS_TIMEOUT_SECONDS, .seconds = 5, .source = &source};
    double value;
    WORKS(rs_create_server(&here, NULL, &server, &error));
    WORKS(rs_getsockname(server, &address, &error));
    WORKS(rs_create_connection(rs_str("127.0.0.1"), number(address.inet.port), NULL, &client, &error));
    CHECK(!rs_gettimeout(client, &value));
    WORKS(rs_accept(server, &connection, NULL, &error));
    rs_free(connection);
    rs_free(client);
    WORKS(rs_create_connection(rs_str("localhost"), number(address.inet.port), &options, &client, &error));
    CHECK(rs_gettimeout(client, &value) && value == 5);
    options.seconds = -1;
    FAILS(rs_create_connection(rs_str("127.0.0.1"), number(address.inet.port), &options, &client, &error),
          RS_VALUE_ERROR, 0);
    rs_free(client);
    rs_free(server);
}

/* None stands for ::1 and 127.0.0.1, in this order where there is IPv6: the first refuses, the second answers. */
static void tries_all(void) {
    rs_address here = rs_host_port("127.0.0.1", 0), address, peer;
    rs_socket *server, *client;
    rs_errors errors = {0};
    rs_connection_options options = {.errors = &errors};
    WORKS(rs_create_server(&here, NULL, &server, &error));
    WORKS(rs_getsockname(server, &address, &error));
    WORKS(rs_create_connection(rs_str(NULL), number(address.inet.port), &options, &client, &error));
    CHECK(errors.count == 0 && !errors.items);
    WORKS(rs_getpeername(client, &peer, &error));
    CHECK(peer.kind == RS_ADDRESS_INET && peer.inet.port == address.inet.port);
    rs_free(client);
    rs_free(server);
}

static void all_errors(void) {
    rs_address address, source;
    rs_errors errors = {0};
    rs_addrinfo *list;
    rs_socket *client, *nobody = deaf(&address), *taken = deaf(&source);
    rs_connection_options options = {.errors = &errors};
    FAILS(rs_create_connection(rs_str("127.0.0.1"), number(address.inet.port), &options, &client, &error), RS_OSERROR,
          ECONNREFUSED);
    SAME(errors.count, 1);
    SAME(errors.items[0].code, ECONNREFUSED);
    rs_errors_free(&errors);
    /* One error for each address of a name. */
    int count = rs_getaddrinfo(rs_str(NULL), number(address.inet.port), 0, SOCK_STREAM, 0, 0, &list, &error);
    WORKS(count);
    rs_addrinfo_free(list);
    FAILS(rs_create_connection(rs_str(NULL), number(address.inet.port), &options, &client, &error), RS_OSERROR,
          ECONNREFUSED);
    SAME(errors.count, count);
    rs_errors_free(&errors);
    options.source = &source;
    FAILS(rs_create_connection(rs_str("127.0.0.1"), number(address.inet.port), &options, &client, &error), RS_OSERROR,
          EADDRINUSE);
    rs_errors_free(&errors);
    FAILS(rs_create_connection(rs_str("no-such.invalid"), number(1), &options, &client, &error), RS_GAIERROR,
          EAI_NONAME);
    SAME(errors.count, 0);
    rs_free(nobody);
    rs_free(taken);
}

static void servers(void) {
    rs_address address = rs_host_port("127.0.0.1", 0), taken;
    rs_socket *server, *second, *nobody = deaf(&taken);
    rs_server_options options = {.reuse_port = true, .backlog_given = true, .backlog = 0};
    int value;
    WORKS(rs_create_server(&address, &options, &server, &error));
    WORKS(rs_getsockopt_int(server, SOL_SOCKET, SO_REUSEADDR, &value, &error));
    SAME(value, 1);
    WORKS(rs_getsockname(server, &address, &error));
    WORKS(rs_create_server(&address, &options, &second, &error)); /* both with SO_REUSEPORT */
    rs_free(second);
    rs_free(server);
    FAILS(rs_create_server(&taken, NULL, &server, &error), RS_OSERROR, EADDRINUSE);
    char expected[RS_ERROR_TEXT];
    snprintf(expected, sizeof expected,
             "Address already in use (while attempting to bind on address ('127.0.0.1', %u))", taken.inet.port);
    SAME_TEXT(error.text, expected);
    options = (rs_server_options){.dualstack_ipv6 = true};
    FAILS(rs_create_server(&taken, &options, &server, &error), RS_VALUE_ERROR, 0);
    if (rs_has_dualstack_ipv6()) {
        address = rs_host_port("", 0);
        options.family = AF_INET6;
        WORKS(rs_create_server(&address, &options, &server, &error));
        WORKS(rs_getsockname(server, &address, &error));
        WORKS(rs_create_connection(rs_str("127.0.0.1"), number(address.inet6.port), NULL, &second, &error));
        rs_free(second);
        rs_free(server);
        options.dualstack_ipv6 = false;
        address = rs_host_port("::1", 0);
        WORKS(rs_create_server(&address, &options, &server, &error));
        WORKS(rs_getsockopt_int(server, IPPROTO_IPV6, IPV6_V6ONLY, &value, &error));
        SAME(value, 1);
        rs_free(server);
    }
    rs_free(nobody);
}

/* SO_REUSEPORT is of ports: a server of AF_UNIX does without, whether the kernel would take it or not. */
static void reuse_port_without_ports(void) {
    rs_address address = {.kind = RS_ADDRESS_UNIX};
    rs_socket *server;
    const rs_server_options options = {.family = AF_UNIX, .reuse_port = true};
    int value;
    WORKS(rs_create_server(&address, &options, &server, &error));
    WORKS(rs_getsockopt_int(server, SOL_SOCKET, SO_REUSEPORT, &value, &error));
    SAME(value, 0);
    rs_free(server);
}

/* The text of the failure to bind one of these at an AF_UNIX socket names it. */
static void names(const rs_address *address, const char *shown) {
    char expected[RS_ERROR_TEXT];
    rs_socket *server;
    const rs_server_options options = {.family = AF_UNIX};
    FAILS(rs_create_server(address, &options, &server, &error), RS_OSERROR, ENOENT);
    snprintf(expected, sizeof expected, "No such file or directory (while attempting to bind on address %s)", shown);
    SAME_TEXT(error.text, expected);
}

static void names_bare(const char *path, bool bytes, const char *shown) {
    rs_address address;
    rs_start_fields(&address);
    address.fields.bare = true;
    if (bytes)
        rs_add_bytes(&address, path, strlen(path));
    else
        rs_add_text(&address, path);
    names(&address, shown);
}

static rs_address unix_address(const char *name, size_t size) {
    rs_address address = {.kind = RS_ADDRESS_UNIX, .un.size = size};
    memcpy(address.un.name, name, size);
    return address;
}

/* What could not be bound is named as repr() does. */
static void shown(void) {
    names_bare("/nope/x", false, "'/nope/x'");
    names_bare("/nope/x", true, "b'/nope/x'");
    names_bare("/nope/it's", false, "\"/nope/it's\"");
    names_bare("/nope/it's", true, "b\"/nope/it's\"");
    names_bare("/nope/'\"\\\t\n\r\1\x7f", false, "'/nope/\\'\"\\\\\\t\\n\\r\\x01\\x7f'");
    names_bare("/nope/'\"\\\t\n\r\1\x7f", true, "b'/nope/\\'\"\\\\\\t\\n\\r\\x01\\x7f'");
    names_bare("/nope/\xc3\xa9\xe2\x82\xac\xff", false, "'/nope/\xc3\xa9\xe2\x82\xac\\udcff'");
    names_bare("/nope/\xc3\xa9", true, "b'/nope/\\xc3\\xa9'");
    names_bare("/nope/\xc2\x85\xc2\xa0\xc2\xad\xed\xa0\x80", false, "'/nope/\\x85\\xa0\\xad\\ud800'");
    rs_address address = unix_address("/nope/x", 7);
    names(&address, "'/nope/x'");

    rs_socket *server, *second;
    rs_server_options options = {.family = AF_UNIX};
    char expected[RS_ERROR_TEXT];
    address = unix_address("", 0);
    WORKS(rs_create_server(&address, &options, &server, &error));
    WORKS(rs_getsockname(server, &address, &error)); /* an abstract name of five digits */
    FAILS(rs_create_server(&address, &options, &second, &error), RS_OSERROR, EADDRINUSE);
    snprintf(expected, sizeof expected, "Address already in use (while attempting to bind on address b'\\x00%.*s')",
             (int)address.un.size - 1, address.un.name + 1);
    SAME_TEXT(error.text, expected);
    rs_free(server);

    options.family = AF_INET;
    rs_start_fields(&address);
    rs_add_bytes(&address, "192.0.2.1", 9);
    rs_add_int(&address, 0);
    FAILS(rs_create_server(&address, &options, &server, &error), RS_OSERROR, EADDRNOTAVAIL);
    SAME_TEXT(error.text, "Cannot assign requested address (while attempting to bind on address (b'192.0.2.1', 0))");
    address = rs_host_port("192.0.2.1", 7);
    FAILS(rs_create_server(&address, &options, &server, &error), RS_OSERROR, EADDRNOTAVAIL);
    SAME_TEXT(error.text, "Cannot assign requested address (while attempting to bind on address ('192.0.2.1', 7))");
    options.family = AF_INET6;
    address.host = (rs_host_address){.host = rs_str("192.0.2.1"), .port = 7, .flowinfo = 5, .scope_id = 6, .fields = 4};
    FAILS(rs_create_server(&address, &options, &server, &error), RS_OSERROR, EAI_ADDRFAMILY);
    CHECK(strstr(error.text, "address ('192.0.2.1', 7, 5, 6))"));

    /* Without a number Python takes None for the text. */
    rs_address broadcast = rs_host_port("<broadcast>", 7);
    FAILS(rs_create_server(&broadcast, &options, &server, &error), RS_OSERROR, 0);
    SAME_TEXT(error.text, "None (while attempting to bind on address ('<broadcast>', 7))");

    /* What has no room is cut after a character, and the bracket stays. */
    char path[251] = "/nope/";
    while (strlen(path) < 249)
        strcat(path, "\xc3\xa9");
    rs_start_fields(&address);
    address.fields.bare = true;
    rs_add_text(&address, path);
    options.family = AF_UNIX;
    FAILS(rs_create_server(&address, &options, &server, &error), RS_OSERROR, 0);
    size_t size = strlen(error.text);
    CHECK(size >= RS_ERROR_TEXT - 3 && size < RS_ERROR_TEXT && strcmp(error.text + size - 3, "\xc3\xa9)") == 0);
}

int main(void) {
    needs_localhost();
    int before = count_fds();
    connects();
    tries_all();
    all_errors();
    servers();
    reuse_port_without_ports();
    shown();
    SAME(count_fds(), before);
    return 0;
}
