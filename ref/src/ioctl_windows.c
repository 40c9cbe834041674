/* ioctl(): the three codes of WSAIoctl() that CPython has. */
#include "error.h"
#include "socket.h"

#include <mstcpip.h>

#ifndef SIO_LOOPBACK_FAST_PATH
#define SIO_LOOPBACK_FAST_PATH _WSAIOW(IOC_VENDOR, 16)
#endif

_Static_assert(sizeof(rs_keepalive) == sizeof(struct tcp_keepalive),
               "rs_keepalive is laid out as struct tcp_keepalive");

static int control(rs_socket *socket, DWORD code, const void *option, size_t size, rs_error *error) {
    DWORD received = 0;
    int fd = rs_fileno(socket);
    if (WSAIoctl(rs_win_handle(fd), code, (void *)(uintptr_t)option, (DWORD)size, NULL, 0, &received, NULL, NULL) ==
        SOCKET_ERROR) {
        rs_win_failed(fd);
        return rs_fail_errno(error, errno);
    }
    return (int)received;
}

static int refuse(uint32_t code, rs_error *error) {
    return rs_fail(error, RS_VALUE_ERROR, "invalid ioctl command %lu", (unsigned long)code);
}

int rs_ioctl(rs_socket *socket, uint32_t code, uint32_t option, rs_error *error) {
    if (code != SIO_RCVALL && code != (uint32_t)SIO_LOOPBACK_FAST_PATH)
        return refuse(code, error);
    return control(socket, code, &option, sizeof option, error);
}

int rs_ioctl_keepalive(rs_socket *socket, uint32_t code, const rs_keepalive *option, rs_error *error) {
    if (code != SIO_KEEPALIVE_VALS)
        return refuse(code, error);
    return control(socket, code, option, sizeof *option, error);
}
