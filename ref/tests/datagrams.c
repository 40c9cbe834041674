/* sendto() and recvfrom(), with addresses; MSG_TRUNC; the errors of sending. */
#include "check.h"

#include <netinet/in.h>
#include <sys/socket.h>

int main(void) {
    rs_error error;
    rs_address one, two, from, wrong;
    char data[4] = "....", large[70000] = "";
    rs_socket *a = bound_socket(SOCK_DGRAM, &one), *b = bound_socket(SOCK_DGRAM, &two), *pair[2];
    set_timeout(b, 5);
    SAME(rs_sendto(a, "hello", 5, 0, &two, &error), 5);
    SAME(rs_recvfrom(b, data, 2, MSG_PEEK, &from, &error), 2);
    CHECK(from.kind == RS_ADDRESS_INET && from.inet.port == one.inet.port && memcmp(data, "he..", 4) == 0);
    /* With MSG_TRUNC the result tells the datagram's length; only the room was written. */
    SAME(rs_recv(b, data, 2, MSG_TRUNC, &error), 5);
    CHECK(memcmp(data, "he..", 4) == 0);
    SAME(rs_sendto(a, "", 0, 0, &two, &error), 0);
    SAME(rs_recvfrom_into(b, data, 4, 0, 0, &from, &error), 0);
    FAILS(rs_sendto(a, large, sizeof large, 0, &two, &error), RS_OSERROR, EMSGSIZE);
    FAILS(rs_send(a, "x", 1, 0, &error), RS_OSERROR, EDESTADDRREQ);
    wrong = rs_host_port("127.0.0.1", 65536);
    FAILS(rs_sendto(a, "x", 1, 0, &wrong, &error), RS_OVERFLOW_ERROR, 0);
    SAME_TEXT(error.text, "sendto(): port must be 0-65535.");
    CHECK(rs_unix_name(&wrong, "x", 1, &error) == 0);
    FAILS(rs_sendto(a, "x", 1, 0, &wrong, &error), RS_TYPE_ERROR, 0);

    /* A connected stream reports no address; a peer that is gone is an error, and no signal. */
    make_pair(SOCK_STREAM, pair);
    SAME(rs_send(pair[0], "x", 1, 0, &error), 1);
    SAME(rs_recvfrom(pair[1], data, 4, 0, &from, &error), 1);
    CHECK(from.kind == RS_ADDRESS_NONE);
    WORKS(rs_shutdown(pair[0], SHUT_WR, &error));
    SAME(rs_recv(pair[1], data, 4, 0, &error), 0);
    rs_free(pair[1]);
    FAILS(rs_send(pair[0], "x", 1, 0, &error), RS_OSERROR, EPIPE);
    FAILS(rs_sendall(pair[0], "x", 1, 0, &error), RS_OSERROR, EPIPE);
    rs_bytes bytes = {"x", 1};
    FAILS(rs_sendmsg(pair[0], &bytes, 1, NULL, 0, 0, NULL, &error), RS_OSERROR, EPIPE);
    WORKS(rs_close(pair[0], &error));
    FAILS(rs_send(pair[0], "x", 1, 0, &error), RS_OSERROR, EBADF);
    FAILS(rs_recv(pair[0], data, 1, 0, &error), RS_OSERROR, EBADF);
    FAILS(rs_recvfrom(pair[0], data, 1, 0, &from, &error), RS_OSERROR, EBADF);
    FAILS(rs_getsockname(pair[0], &from, &error), RS_OSERROR, EBADF);
    FAILS(rs_getpeername(a, &from, &error), RS_OSERROR, ENOTCONN);
    rs_free(pair[0]);
    rs_free(a);
    rs_free(b);
    return 0;
}
