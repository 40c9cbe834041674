/* getsockopt() and setsockopt() in their forms. */
#include "check.h"

#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <linux/vm_sockets.h>

/* The options of AF_VSOCK have 64 bits: a number that an int has no room for is told as such. */
static void vsock(void) {
    rs_error error;
    rs_socket *s;
    int value = -1;
    const uint64_t large = (1ULL << 63) + 5;
    uint64_t found = 0;
    if (rs_open(AF_VSOCK, SOCK_STREAM, 0, &s, &error) < 0) {
        CHECK(error.code == EAFNOSUPPORT); /* a kernel without the family */
        return;
    }
    WORKS(rs_setsockopt_int(s, AF_VSOCK, SO_VM_SOCKETS_BUFFER_SIZE, 65536, &error));
    WORKS(rs_getsockopt_int(s, AF_VSOCK, SO_VM_SOCKETS_BUFFER_SIZE, &value, &error));
    SAME(value, 65536);
    WORKS(rs_setsockopt_int(s, AF_VSOCK, SO_VM_SOCKETS_BUFFER_MAX_SIZE, INT_MAX, &error));
    WORKS(rs_getsockopt_int(s, AF_VSOCK, SO_VM_SOCKETS_BUFFER_MAX_SIZE, &value, &error));
    SAME(value, INT_MAX);
    WORKS(rs_setsockopt_int(s, AF_VSOCK, SO_VM_SOCKETS_BUFFER_MAX_SIZE, -1, &error));
    FAILS(rs_getsockopt_int(s, AF_VSOCK, SO_VM_SOCKETS_BUFFER_MAX_SIZE, &value, &error), RS_OVERFLOW_ERROR, 0);
    SAME(rs_getsockopt(s, AF_VSOCK, SO_VM_SOCKETS_BUFFER_MAX_SIZE, &found, sizeof found, &error), sizeof found);
    CHECK(found == UINT64_MAX);
    WORKS(rs_setsockopt(s, AF_VSOCK, SO_VM_SOCKETS_BUFFER_MAX_SIZE, &large, sizeof large, &error));
    SAME(rs_getsockopt(s, AF_VSOCK, SO_VM_SOCKETS_BUFFER_MAX_SIZE, &found, sizeof found, &error), sizeof found);
    CHECK(found == large);
    WORKS(rs_getsockopt_int(s, SOL_SOCKET, SO_TYPE, &value, &error)); /* an int of the system, whatever the family */
    SAME(value, SOCK_STREAM);
    rs_free(s);
}

int main(void) {
    rs_error error;
    int value = 5;
    char bytes[RS_OPTION_MAX];
    rs_socket *s = open_socket(AF_INET, SOCK_STREAM);
    WORKS(rs_getsockopt_int(s, SOL_SOCKET, SO_REUSEADDR, &value, &error));
    SAME(value, 0);
    WORKS(rs_setsockopt_int(s, SOL_SOCKET, SO_REUSEADDR, 1, &error));
    SAME(rs_getsockopt(s, SOL_SOCKET, SO_REUSEADDR, bytes, sizeof bytes, &error), sizeof(int));
    memcpy(&value, bytes, sizeof value);
    SAME(value, 1);
    struct linger linger = {1, 7}, found;
    WORKS(rs_setsockopt(s, SOL_SOCKET, SO_LINGER, &linger, sizeof linger, &error));
    SAME(rs_getsockopt(s, SOL_SOCKET, SO_LINGER, &found, sizeof found, &error), sizeof found);
    CHECK(found.l_onoff == 1 && found.l_linger == 7);
    FAILS(rs_getsockopt(s, SOL_SOCKET, SO_REUSEADDR, bytes, 0, &error), RS_OSERROR, 0);
    FAILS(rs_getsockopt(s, SOL_SOCKET, SO_REUSEADDR, bytes, RS_OPTION_MAX + 1, &error), RS_OSERROR, 0);
    FAILS(rs_getsockopt(s, SOL_SOCKET, SO_REUSEADDR, bytes, -1, &error), RS_OSERROR, 0);
    FAILS(rs_getsockopt_int(s, SOL_SOCKET, 9999, &value, &error), RS_OSERROR, ENOPROTOOPT);
    FAILS(rs_setsockopt_none(s, SOL_SOCKET, SO_REUSEADDR, 4, &error), RS_OSERROR, EFAULT);
    FAILS(rs_setsockopt_none(s, SOL_SOCKET, SO_REUSEADDR, UINT_MAX, &error), RS_OSERROR, EINVAL);
    FAILS(rs_setsockopt(s, SOL_SOCKET, SO_REUSEADDR, "", (size_t)INT_MAX + 1, &error), RS_OVERFLOW_ERROR, 0);
    WORKS(rs_close(s, &error));
    FAILS(rs_getsockopt_int(s, SOL_SOCKET, SO_REUSEADDR, &value, &error), RS_OSERROR, EBADF);
    FAILS(rs_setsockopt_int(s, SOL_SOCKET, SO_REUSEADDR, 1, &error), RS_OSERROR, EBADF);
    rs_free(s);
    vsock();
    return 0;
}
