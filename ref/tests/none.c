/* None where Python has a text and no default: a TypeError, of every function that takes one. */
#include "check.h"

#include <netdb.h>

static rs_error error;
static int named; /* calls of sethostname() */

/* This host keeps its name. */
int __wrap_sethostname(const char *name, size_t size);
int __wrap_sethostname(const char *name, size_t size) {
    (void)name;
    (void)size;
    named++;
    errno = EPERM;
    return -1;
}

static void sethostname_(void) {
    FAILS(rs_sethostname(rs_str(NULL), &error), RS_TYPE_ERROR, 0);
    SAME_TEXT(error.text, "expected str, bytes or os.PathLike object, not NoneType");
    FAILS(rs_sethostname((rs_text){"a\0b", 3, false}, &error), RS_VALUE_ERROR, 0);
    SAME(named, 0);
    FAILS(rs_sethostname(rs_str("a"), &error), RS_OSERROR, EPERM);
    FAILS(rs_sethostname(rs_str(""), &error), RS_OSERROR, EPERM);
    SAME(named, 2);
}

static void others(void) {
    const rs_text none = rs_str(NULL);
    rs_hostent *entry;
    rs_stream *stream;
    uint8_t packed[16];
    char text[RS_INET_TEXT], host[RS_HOST_MAX], service[RS_SERVICE_MAX];
    rs_host_address address = {.host = none, .fields = 2};
    FAILS(rs_gethostbyname(none, text, &error), RS_TYPE_ERROR, 0);
    FAILS(rs_gethostbyname_ex(none, &entry, &error), RS_TYPE_ERROR, 0);
    FAILS(rs_gethostbyaddr(none, &entry, &error), RS_TYPE_ERROR, 0);
    FAILS(rs_getnameinfo(&address, 0, host, service, &error), RS_TYPE_ERROR, 0);
    FAILS(rs_getprotobyname(none, &error), RS_TYPE_ERROR, 0);
    FAILS(rs_getservbyname(none, rs_str("tcp"), &error), RS_TYPE_ERROR, 0);
    FAILS(rs_inet_aton(none, packed, &error), RS_TYPE_ERROR, 0);
    FAILS(rs_inet_pton(AF_INET, none, packed, &error), RS_TYPE_ERROR, 0);
    FAILS(rs_if_nametoindex(none, &error), RS_TYPE_ERROR, 0);
    rs_socket *socket = open_socket(AF_INET, SOCK_STREAM);
    rs_address nowhere = rs_host_port(NULL, 0);
    FAILS(rs_bind(socket, &nowhere, &error), RS_TYPE_ERROR, 0);
    FAILS(rs_makefile(socket, none, -1, NULL, &stream, &error), RS_TYPE_ERROR, 0);
    rs_free(socket);
}

/* A port's name that is None is the port None, and there must be a host or a port. */
static void port(void) {
    rs_addrinfo *list;
    rs_port name = {.kind = RS_PORT_NAME, .name = rs_str(NULL)};
    SAME(rs_getaddrinfo(rs_str("127.0.0.1"), name, 0, SOCK_STREAM, 0, 0, &list, &error), 1);
    SAME(list->address.inet.port, 0);
    rs_addrinfo_free(list);
    FAILS(rs_getaddrinfo(rs_str(NULL), name, 0, 0, 0, 0, &list, &error), RS_GAIERROR, EAI_NONAME);
}

/* NULL for an address is None as well. */
static void no_address(void) {
    static const rs_address none = {.kind = RS_ADDRESS_NONE};
    const rs_address *const both[] = {NULL, &none};
    char host[RS_HOST_MAX], service[RS_SERVICE_MAX];
    rs_address resolved;
    rs_socket *made, *socket = open_socket(AF_INET, SOCK_STREAM);
    for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
        FAILS(rs_bind(socket, both[i], &error), RS_TYPE_ERROR, 0);
        SAME_TEXT(error.text, "bind(): AF_INET address must be tuple, not NoneType");
        FAILS(rs_connect(socket, both[i], &error), RS_TYPE_ERROR, 0);
        FAILS(rs_connect_ex(socket, both[i], &error), RS_TYPE_ERROR, 0);
        FAILS(rs_sendto(socket, "", 0, 0, both[i], &error), RS_TYPE_ERROR, 0);
        FAILS(rs_create_server(both[i], NULL, &made, &error), RS_TYPE_ERROR, 0);
        FAILS(rs_resolve(AF_INET, -1, NULL, both[i], &resolved, &error), RS_TYPE_ERROR, 0);
        SAME_TEXT(error.text, "resolve(): AF_INET address must be tuple, not NoneType");
    }
    FAILS(rs_getnameinfo(NULL, 0, host, service, &error), RS_TYPE_ERROR, 0);
    rs_free(socket);
}

int main(void) {
    sethostname_();
    no_address();
    others();
    port();
    return 0;
}
