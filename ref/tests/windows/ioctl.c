/* ioctl(): the codes that it takes, and no other. */
#include "check.h"

#include <mstcpip.h>
#include <sys/socket.h>

int main(void) {
    rs_error error;
    rs_keepalive values = {1, 10000, 3000};
    rs_socket *socket = open_socket(AF_INET, SOCK_STREAM);
    SAME(rs_ioctl_keepalive(socket, SIO_KEEPALIVE_VALS, &values, &error), 0);
    FAILS(rs_ioctl_keepalive(socket, SIO_RCVALL, &values, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_ioctl(socket, SIO_KEEPALIVE_VALS, 1, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_ioctl(socket, FIONBIO, 1, &error), RS_VALUE_ERROR, 0);
    CHECK(strstr(error.text, "invalid ioctl command"));
    CHECK(rs_find_constant("SIO_RCVALL")->value == (int64_t)SIO_RCVALL);
    CHECK(rs_find_constant("RCVALL_ON")->value == 1 && rs_find_constant("SIO_LOOPBACK_FAST_PATH"));
    CHECK(rs_find_constant("TCP_FASTOPEN")->value == 15 && rs_find_constant("TCP_KEEPCNT")->value == 16);
    /* Of a stream they are refused in whatever way, or (the second) taken; but they reach the system. */
    FAILS(rs_ioctl(socket, SIO_RCVALL, RCVALL_ON, &error), RS_OSERROR, error.code);
    CHECK(error.code > 0);
    uint32_t fast = (uint32_t)rs_find_constant("SIO_LOOPBACK_FAST_PATH")->value;
    if (rs_ioctl(socket, fast, 1, &error) < 0)
        printf("SIO_LOOPBACK_FAST_PATH: %s %s\n", rs_error_subclass(&error), rs_error_code_name(&error));
    WORKS(rs_close(socket, &error));
    FAILS(rs_ioctl_keepalive(socket, SIO_KEEPALIVE_VALS, &values, &error), RS_OSERROR, EBADF);
    rs_free(socket);
    return 0;
}
