/* share() and fromshare(): a socket for another process. */
#include "error.h"
#include "socket.h"

_Static_assert(sizeof(WSAPROTOCOL_INFOW) == RS_SHARE_SIZE, "RS_SHARE_SIZE is the size of WSAPROTOCOL_INFOW");

int rs_share(rs_socket *socket, uint32_t process_id, unsigned char data[RS_SHARE_SIZE], rs_error *error) {
    WSAPROTOCOL_INFOW info;
    int fd = rs_fileno(socket);
    if (WSADuplicateSocketW(rs_win_handle(fd), process_id, &info) == SOCKET_ERROR) {
        rs_win_failed(fd);
        return rs_fail_errno(error, errno);
    }
    memcpy(data, &info, sizeof info);
    return RS_SHARE_SIZE;
}

int rs_fromshare(const void *data, size_t size, rs_socket **result, rs_error *error) {
    WSAPROTOCOL_INFOW info;
    if (size != sizeof info)
        return rs_fail(error, RS_VALUE_ERROR, "socket descriptor string has wrong size, should be %zu bytes",
                       sizeof info);
    memcpy(&info, data, sizeof info);
    rs_win_start();
    int fd = rs_win_fd(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0,
                                  WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT));
    if (fd < 0)
        return rs_fail_errno(error, errno);
    /* Taken for blocking [func.fromshare.assumes-blocking], unless there is a default timeout. */
    int64_t timeout = rs_default_timeout();
    if ((timeout >= 0 && rs_set_nonblocking(fd, true, error) < 0) ||
        rs_socket_wrap(fd, timeout, info.iAddressFamily, info.iSocketType, info.iProtocol, result, error) < 0) {
        rs_discard_fd(fd);
        return -1;
    }
    return 0;
}
