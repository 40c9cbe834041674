#include "error.h"
#include "socket.h"

int rs_sys_close(int fd) {
    return closesocket(rs_win_handle(fd)) == SOCKET_ERROR ? rs_win_failed(fd) : 0;
}

int rs_sys_dup(int fd) {
    WSAPROTOCOL_INFOW info;
    if (WSADuplicateSocketW(rs_win_handle(fd), GetCurrentProcessId(), &info) == SOCKET_ERROR)
        return rs_win_failed(fd);
    return rs_win_fd(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &info, 0,
                                WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT));
}

/* Only a program that is started with bInheritHandles inherits those that have the flag. */
int rs_sys_get_inheritable(int fd) {
    DWORD flags;
    if (fd < 0 || !GetHandleInformation((HANDLE)rs_win_handle(fd), &flags))
        return rs_win_failed(fd);
    return (flags & HANDLE_FLAG_INHERIT) != 0;
}

int rs_sys_set_inheritable(int fd, bool inheritable) {
    DWORD flag = inheritable ? HANDLE_FLAG_INHERIT : 0;
    return fd < 0 || !SetHandleInformation((HANDLE)rs_win_handle(fd), HANDLE_FLAG_INHERIT, flag) ? rs_win_failed(fd)
                                                                                                 : 0;
}

int rs_set_nonblocking(int fd, bool nonblocking, rs_error *error) {
    u_long on = nonblocking;
    if (ioctlsocket(rs_win_handle(fd), FIONBIO, &on) == 0)
        return 0;
    rs_win_failed(fd);
    return rs_fail_errno(error, errno);
}
