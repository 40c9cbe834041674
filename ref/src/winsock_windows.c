/* The calls of Winsock as POSIX has them: see windows/system.h. */
#include "system.h"

#undef bind
#undef connect
#undef listen
#undef shutdown
#undef getsockname
#undef getpeername
#undef getsockopt
#undef setsockopt
#undef recv
#undef recvfrom
#undef send
#undef sendto
#undef getaddrinfo
#undef getnameinfo
#undef inet_pton
#undef inet_ntop

static INIT_ONCE started = INIT_ONCE_STATIC_INIT;

static BOOL CALLBACK start(PINIT_ONCE once, void *parameter, void **context) {
    WSADATA data;
    (void)once, (void)parameter, (void)context;
    return WSAStartup(MAKEWORD(2, 2), &data) == 0;
}

void rs_win_start(void) {
    InitOnceExecuteOnce(&started, start, NULL, NULL);
}

int rs_win_failed(int fd) {
    errno = fd < 0 ? EBADF : rs_win_errno(WSAGetLastError());
    return -1;
}

int rs_win_fd(SOCKET handle) {
    return handle == INVALID_SOCKET ? rs_win_failed(0) : (int)handle;
}

static int checked(int fd, int result) {
    return result == SOCKET_ERROR ? rs_win_failed(fd) : result;
}

/* A size as Winsock takes it: a call moves a part of a larger buffer. */
static int part(size_t size) {
    return size > INT_MAX ? INT_MAX : (int)size;
}

int rs_win_bind(int fd, const struct sockaddr *address, socklen_t size) {
    return checked(fd, bind(rs_win_handle(fd), address, size));
}

int rs_win_connect(int fd, const struct sockaddr *address, socklen_t size) {
    return checked(fd, connect(rs_win_handle(fd), address, size));
}

int rs_win_listen(int fd, int backlog) {
    return checked(fd, listen(rs_win_handle(fd), backlog));
}

int rs_win_shutdown(int fd, int how) {
    return checked(fd, shutdown(rs_win_handle(fd), how));
}

int rs_win_getsockname(int fd, struct sockaddr *address, socklen_t *size) {
    return checked(fd, getsockname(rs_win_handle(fd), address, size));
}

int rs_win_getpeername(int fd, struct sockaddr *address, socklen_t *size) {
    return checked(fd, getpeername(rs_win_handle(fd), address, size));
}

/* An errno that an option tells (SO_ERROR) is one of ours. */
int rs_win_getsockopt(int fd, int level, int option, void *value, socklen_t *size) {
    int result = checked(fd, getsockopt(rs_win_handle(fd), level, option, value, size));
    if (result == 0 && level == SOL_SOCKET && option == SO_ERROR && *size == sizeof(int)) {
        int *number = value;
        *number = *number ? rs_win_errno(*number) : 0;
    }
    return result;
}

int rs_win_setsockopt(int fd, int level, int option, const void *value, socklen_t size) {
    return checked(fd, setsockopt(rs_win_handle(fd), level, option, value, size));
}

/* A datagram that is longer than the buffer is an error here, and its start is in the buffer; as in CPython. */
ptrdiff_t rs_win_recv(int fd, void *buffer, size_t size, int flags) {
    return checked(fd, recv(rs_win_handle(fd), buffer, part(size), flags));
}

ptrdiff_t rs_win_recvfrom(int fd, void *buffer, size_t size, int flags, struct sockaddr *from, socklen_t *from_size) {
    return checked(fd, recvfrom(rs_win_handle(fd), buffer, part(size), flags, from, from_size));
}

ptrdiff_t rs_win_send(int fd, const void *data, size_t size, int flags) {
    return checked(fd, send(rs_win_handle(fd), data, part(size), flags));
}

ptrdiff_t rs_win_sendto(int fd, const void *data, size_t size, int flags, const struct sockaddr *to,
                        socklen_t to_size) {
    return checked(fd, sendto(rs_win_handle(fd), data, part(size), flags, to, to_size));
}

int rs_win_getaddrinfo(const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list) {
    rs_win_start();
    return getaddrinfo(host, port, hints, list);
}

int rs_win_getnameinfo(const struct sockaddr *address, socklen_t size, char *host, size_t host_size, char *service,
                       size_t service_size, int flags) {
    rs_win_start();
    return getnameinfo(address, size, host, (DWORD)host_size, service, (DWORD)service_size, flags);
}

/* Winsock's own gives the name in the code page. */
int rs_win_gethostname(char *name, size_t size) {
    wchar_t wide[256];
    DWORD length = sizeof wide / sizeof *wide;
    if (!GetComputerNameExW(ComputerNamePhysicalDnsHostname, wide, &length) ||
        WideCharToMultiByte(CP_UTF8, 0, wide, -1, name, part(size), NULL, NULL) == 0)
        return rs_win_failed(0);
    return 0;
}

/* inet_addr() takes the same short forms; its failure is also the broadcast address, and it takes the empty text. */
int rs_win_inet_aton(const char *text, struct in_addr *address) {
    address->s_addr = inet_addr(text);
    return *text != '\0' && (address->s_addr != INADDR_NONE || strcmp(text, "255.255.255.255") == 0);
}

int rs_win_inet_pton(int family, const char *text, void *packed) {
    rs_win_start();
    return checked(0, inet_pton(family, text, packed));
}

const char *rs_win_inet_ntop(int family, const void *packed, char *text, socklen_t size) {
    rs_win_start();
    const char *done = inet_ntop(family, packed, text, (size_t)size);
    if (!done)
        rs_win_failed(0);
    return done;
}
