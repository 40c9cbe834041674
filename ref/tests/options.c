/* getsockopt() and setsockopt() in their forms. */
#include "check.h"

#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

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
    return 0;
}
