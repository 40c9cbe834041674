/* The resolver, which waits for a name server: one that is this test, and answers when the wait is to end. */
#include "waits.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <nss.h>
#include <resolv.h>

static void slow_server(scene *s) {
    CHECK(__nss_configure_lookup("hosts", "dns") == 0);
    s->peer = bound_socket(SOCK_DGRAM, &s->address);
}

/* The thread that asks has this server alone. */
static void ask_it(const scene *s) {
    CHECK(res_init() == 0);
    _res.nscount = 1;
    _res.retrans = 60; /* seconds; it asks once */
    _res.nsaddr_list[0] = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(s->address.inet.port)};
    _res.nsaddr_list[0].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
}

static int64_t do_getaddrinfo(scene *s, rs_error *error) {
    rs_addrinfo *list = NULL;
    rs_port none = {.kind = RS_PORT_NONE};
    ask_it(s);
    int count = rs_getaddrinfo(rs_str("slow.example."), none, AF_INET, SOCK_STREAM, 0, 0, &list, error);
    CHECK(count < 0 || (count == 1 && list[0].address.inet.address[3] == 7));
    rs_addrinfo_free(list);
    res_nclose(&_res);
    return count;
}

static int64_t do_gethostbyname(scene *s, rs_error *error) {
    char found[RS_INET_TEXT];
    ask_it(s);
    int size = rs_gethostbyname(rs_str("slow.example."), found, error);
    CHECK(size < 0 || strcmp(found, "192.0.2.7") == 0);
    res_nclose(&_res);
    return size;
}

static int64_t do_gethostbyname_ex(scene *s, rs_error *error) {
    rs_hostent *found = NULL;
    ask_it(s);
    int result = rs_gethostbyname_ex(rs_str("slow.example."), &found, error);
    CHECK(result < 0 || (found->address_count == 1 && strcmp(found->addresses[0], "192.0.2.7") == 0));
    rs_hostent_free(found);
    res_nclose(&_res);
    return result;
}

/* ---- by address: 192.0.2.7 has the name back.slow.example */

static int64_t do_gethostbyaddr(scene *s, rs_error *error) {
    rs_hostent *found = NULL;
    ask_it(s);
    int result = rs_gethostbyaddr(rs_str("192.0.2.7"), &found, error);
    CHECK(result < 0 || strcmp(found->name, "back.slow.example") == 0);
    rs_hostent_free(found);
    res_nclose(&_res);
    return result;
}

static int64_t do_getnameinfo(scene *s, rs_error *error) {
    char host[RS_HOST_MAX], service[RS_SERVICE_MAX];
    rs_host_address address = {.host = rs_str("192.0.2.7"), .port = 7, .fields = 2};
    ask_it(s);
    int result = rs_getnameinfo(&address, NI_NUMERICSERV | NI_NAMEREQD, host, service, error);
    CHECK(result < 0 || (strcmp(host, "back.slow.example") == 0 && strcmp(service, "7") == 0));
    res_nclose(&_res);
    return result;
}

static int64_t do_getfqdn(scene *s, rs_error *error) {
    char found[RS_HOST_MAX];
    ask_it(s);
    int size = rs_getfqdn(rs_str("192.0.2.7"), found, error);
    CHECK(size < 0 || strcmp(found, "back.slow.example") == 0);
    res_nclose(&_res);
    return size;
}

/* ---- calls that take a socket's address, whose host is a name; slow.here.example is this host */

static int64_t do_resolve(scene *s, rs_error *error) {
    rs_address given = rs_host_port("slow.example.", 7), found;
    ask_it(s);
    int result = rs_resolve(AF_INET, -1, "resolve", &given, &found, error);
    CHECK(result < 0 || (found.inet.port == 7 && found.inet.address[3] == 7));
    res_nclose(&_res);
    return result;
}

static void here_and(scene *s, int type) {
    rs_error error;
    slow_server(s);
    s->socket = open_socket(AF_INET, type);
    WORKS(rs_settimeout(s->socket, s->timeout, &error));
}

/* The name has a listener's port. */
static void named_listener(scene *s) {
    rs_error error;
    here_and(s, SOCK_STREAM);
    s->filler = bound_socket(SOCK_STREAM, &s->named);
    WORKS(rs_listen(s->filler, 4, &error));
    s->named = rs_host_port("slow.here.example.", s->named.inet.port);
}

/* And nobody takes the connection that fills it. */
static void named_full_listener(scene *s) {
    rs_error error;
    here_and(s, SOCK_STREAM);
    s->made = bound_socket(SOCK_STREAM, &s->named);
    WORKS(rs_listen(s->made, 0, &error));
    s->filler = open_socket(AF_INET, SOCK_STREAM);
    WORKS(rs_connect(s->filler, &s->named, &error));
    s->named = rs_host_port("slow.here.example.", s->named.inet.port);
}

static void named_receiver(scene *s) {
    here_and(s, SOCK_DGRAM);
    s->filler = bound_socket(SOCK_DGRAM, &s->named);
    s->named = rs_host_port("slow.here.example.", s->named.inet.port);
}

/* Any port that is free. */
static void named_self(scene *s) {
    here_and(s, SOCK_STREAM);
    s->named = rs_host_port("slow.here.example.", 0);
}

static int64_t do_bind(scene *s, rs_error *error) {
    ask_it(s);
    int result = rs_bind(s->socket, &s->named, error);
    res_nclose(&_res);
    return result;
}

static int64_t do_connect(scene *s, rs_error *error) {
    ask_it(s);
    int result = rs_connect(s->socket, &s->named, error);
    res_nclose(&_res);
    return result;
}

static int64_t do_connect_ex(scene *s, rs_error *error) {
    ask_it(s);
    int number = rs_connect_ex(s->socket, &s->named, error);
    CHECK(number <= 0);
    res_nclose(&_res);
    return number;
}

static int64_t do_sendto(scene *s, rs_error *error) {
    ask_it(s);
    ptrdiff_t result = rs_sendto(s->socket, "data", 4, 0, &s->named, error);
    res_nclose(&_res);
    return result;
}

static int64_t do_sendmsg(scene *s, rs_error *error) {
    rs_bytes data = {"data", 4};
    ask_it(s);
    ptrdiff_t result = rs_sendmsg(s->socket, &data, 1, NULL, 0, 0, &s->named, error);
    res_nclose(&_res);
    return result;
}

static int64_t do_send_fds(scene *s, rs_error *error) {
    rs_bytes data = {"data", 4};
    ask_it(s);
    ptrdiff_t result = rs_send_fds(s->socket, &data, 1, NULL, 0, 0, &s->named, error);
    res_nclose(&_res);
    return result;
}

static int64_t do_create_connection(scene *s, rs_error *error) {
    rs_connection_options options = {.timeout = s->timeout ? RS_TIMEOUT_SECONDS : RS_NO_TIMEOUT};
    options.seconds = s->timeout ? *s->timeout : 0;
    rs_port port = {.kind = RS_PORT_NUMBER, .number = s->named.host.port};
    ask_it(s);
    int result = rs_create_connection(rs_str("slow.here.example."), port, &options, &s->made, error);
    res_nclose(&_res);
    return result;
}

static int64_t do_create_server(scene *s, rs_error *error) {
    ask_it(s);
    int result = rs_create_server(&s->named, NULL, &s->made, error);
    res_nclose(&_res);
    return result;
}

/* ---- the server */

static const unsigned char address[] = {192, 0, 2, 7}, here[] = {127, 0, 0, 1},
                           name[] = "\4back\4slow\7example"; /* with the NUL, which is the root */

enum { TYPE_A = 1, TYPE_PTR = 12, TYPE_AAAA = 28 };

/* What the name server has of the question; 0: nothing. */
static size_t known(const char *asked, int type, const unsigned char **data) {
    if (type == TYPE_AAAA)
        return 0;
    *data = type == TYPE_PTR ? name : strcmp(asked, "\4slow\4here\7example") == 0 ? here : address;
    CHECK(type == TYPE_PTR || type == TYPE_A);
    return type == TYPE_PTR ? sizeof name : sizeof address;
}

/* RFC 1035, 4.1: the header says that it is an answer; the question again; the record, whose name is the question's. */
static void answer(scene *s) {
    unsigned char message[512];
    struct sockaddr_in from;
    socklen_t from_size = sizeof from;
    ptrdiff_t size = recvfrom(rs_fileno(s->peer), message, sizeof message, 0, (struct sockaddr *)&from, &from_size);
    CHECK(size > 12 && size + 12 + (ptrdiff_t)sizeof name <= (ptrdiff_t)sizeof message);
    const char *asked = (char *)message + 12;
    size = 12 + (ptrdiff_t)strlen(asked) + 5;
    int type = message[size - 3];
    const unsigned char *data = NULL;
    size_t data_size = known(asked, type, &data);
    message[2] |= 0x80;
    message[7] = data != NULL;     /* answers */
    message[10] = message[11] = 0; /* nothing more */
    if (data) {
        const unsigned char record[] = {0xc0, 12, 0, (unsigned char)type,     0, 1, 0, 0,
                                        0,    60, 0, (unsigned char)data_size};
        memcpy(message + size, record, sizeof record);
        size += (ptrdiff_t)sizeof record;
        memcpy(message + size, data, data_size);
        size += (ptrdiff_t)data_size;
    }
    SAME(sendto(rs_fileno(s->peer), message, (size_t)size, 0, (struct sockaddr *)&from, from_size), size);
}

/* It asks for the address, and then for the entry; or for an address of each family. */
static void answer_twice(scene *s) {
    answer(s);
    answer(s);
}

const wait resolver_waits[] = {
    {"getaddrinfo", slow_server, do_getaddrinfo, answer, IN_LIBC},
    {"gethostbyname", slow_server, do_gethostbyname, answer, IN_LIBC},
    {"gethostbyname_ex", slow_server, do_gethostbyname_ex, answer_twice, IN_LIBC},
    {"gethostbyaddr", slow_server, do_gethostbyaddr, answer, IN_LIBC},
    {"getnameinfo", slow_server, do_getnameinfo, answer, IN_LIBC},
    {"getfqdn", slow_server, do_getfqdn, answer, IN_LIBC},
    {"resolve", slow_server, do_resolve, answer, IN_LIBC},
    {"bind to a name", named_self, do_bind, answer, IN_LIBC | NAMES},
    {"connect to a name", named_listener, do_connect, answer, IN_LIBC | NAMES},
    {"connect to a name, and waits", named_full_listener, do_connect, answer, IN_LIBC | NAMES | NO_END},
    {"connect_ex to a name", named_listener, do_connect_ex, answer, IN_LIBC | NAMES},
    {"sendto a name", named_receiver, do_sendto, answer, IN_LIBC | NAMES},
    {"sendmsg to a name", named_receiver, do_sendmsg, answer, IN_LIBC | NAMES},
    {"send_fds to a name", named_receiver, do_send_fds, answer, IN_LIBC | NAMES},
    {"create_connection to a name", named_listener, do_create_connection, answer_twice, IN_LIBC | NAMES},
    {"create_server on a name", named_self, do_create_server, answer, IN_LIBC},
    {0},
};
