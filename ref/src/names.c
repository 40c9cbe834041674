/* bind(), listen(), shutdown(), and the names of both ends. */
#include "address.h"
#include "error.h"
#include "socket.h"
#include "system.h"

int rs_bind(rs_socket *socket, const rs_address *address, rs_error *error) {
    rs_c_address c;
    rs_address_context context = rs_context(socket, "bind");
    if (rs_address_parse(&context, address, &c, error) < 0)
        return -1;
    return bind(rs_fileno(socket), &c.any, c.size) < 0 ? rs_fail_errno(error, errno) : 0;
}

int rs_listen(rs_socket *socket, int backlog, rs_error *error) {
    if (backlog == RS_BACKLOG_DEFAULT)
        backlog = SOMAXCONN < 128 ? SOMAXCONN : 128;
    else if (backlog < 0)
        backlog = 0;
    return listen(rs_fileno(socket), backlog) < 0 ? rs_fail_errno(error, errno) : 0;
}

int rs_shutdown(rs_socket *socket, int how, rs_error *error) {
    return shutdown(rs_fileno(socket), how) < 0 ? rs_fail_errno(error, errno) : 0;
}

int rs_getsockname(rs_socket *socket, rs_address *address, rs_error *error) {
    rs_c_address c = rs_address_room();
    if (getsockname(rs_fileno(socket), &c.any, &c.size) < 0)
        return rs_fail_errno(error, errno);
    rs_address_context context = rs_context(socket, "getsockname");
    rs_address_format(&context, &c, address);
    return 0;
}

int rs_getpeername(rs_socket *socket, rs_address *address, rs_error *error) {
    rs_c_address c = rs_address_room();
    if (getpeername(rs_fileno(socket), &c.any, &c.size) < 0)
        return rs_fail_errno(error, errno);
    rs_address_context context = rs_context(socket, "getpeername");
    rs_address_format(&context, &c, address);
    return 0;
}
