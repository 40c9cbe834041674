/* The resolver, which waits for a name server: one that is this test, and answers when the wait is to end. */
#include "waits.h"

#include <arpa/inet.h>
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

/* RFC 1035, 4.1: the header says that it is an answer; the question again; the record, whose name is the question's. */
static void answer(scene *s) {
    static const unsigned char record[] = {0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 7};
    unsigned char message[512];
    struct sockaddr_in from;
    socklen_t from_size = sizeof from;
    ptrdiff_t size = recvfrom(rs_fileno(s->peer), message, sizeof message, 0, (struct sockaddr *)&from, &from_size);
    CHECK(size > 12 && size + (ptrdiff_t)sizeof record <= (ptrdiff_t)sizeof message);
    message[2] |= 0x80;
    message[7] = 1;                /* one answer */
    message[10] = message[11] = 0; /* nothing more */
    size = 12 + (ptrdiff_t)strlen((char *)message + 12) + 5;
    memcpy(message + size, record, sizeof record);
    size += (ptrdiff_t)sizeof record;
    SAME(sendto(rs_fileno(s->peer), message, (size_t)size, 0, (struct sockaddr *)&from, from_size), size);
}

/* It asks for the address, and then for the entry. */
static void answer_twice(scene *s) {
    answer(s);
    answer(s);
}

const wait resolver_waits[] = {
    {"getaddrinfo", slow_server, do_getaddrinfo, answer, IN_LIBC},
    {"gethostbyname", slow_server, do_gethostbyname, answer, IN_LIBC},
    {"gethostbyname_ex", slow_server, do_gethostbyname_ex, answer_twice, IN_LIBC},
    {0},
};
