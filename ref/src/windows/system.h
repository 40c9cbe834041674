/* What the sources that are for every system include instead of the system's headers; posix/system.h is the other one.
 * Windows has most calls of POSIX under the same names, but they fail through WSAGetLastError(), and take socket
 * handles. Here each name stands for a function of winsock_windows.c that fails through errno, and takes an int:
 * handles have 32 bits that count, and INVALID_SOCKET is -1. */
#ifndef RS_SYSTEM_H
#define RS_SYSTEM_H

#include <winsock2.h>
/* After winsock2.h. */
#include <afunix.h>
#include <ws2tcpip.h>

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum {
    RS_DONTWAIT = 0, /* there is no such flag */
    RS_ASK_FIRST = true,
    RS_NOSIGNAL = 0,          /* nor such a signal */
    RS_PAIR_FAMILY = AF_INET, /* socketpair() is made of a connection, as in CPython */
    RS_REUSE_ADDRESS = false  /* here SO_REUSEADDR would let two servers have one port */
};
#define RS_SO_REUSEPORT (-1)
#define RS_EAI_ADDRFAMILY EAI_NONAME
#define RS_PRINTF_FORMAT __MINGW_PRINTF_FORMAT

typedef u_short sa_family_t;

/* Numbers that the C library has no name for: those of Winsock. */
#define EDQUOT WSAEDQUOT
#define EHOSTDOWN WSAEHOSTDOWN
#define EPFNOSUPPORT WSAEPFNOSUPPORT
#define EREMOTE WSAEREMOTE
#define ESHUTDOWN WSAESHUTDOWN
#define ESOCKTNOSUPPORT WSAESOCKTNOSUPPORT
#define ESTALE WSAESTALE
#define ETOOMANYREFS WSAETOOMANYREFS
#define EUSERS WSAEUSERS

static inline bool rs_is_system_failure(int code) {
    (void)code;
    return false;
}

static inline bool rs_is_under_way(int number) {
    return number == EWOULDBLOCK;
}

static inline SOCKET rs_win_handle(int fd) {
    return (SOCKET)(intptr_t)fd;
}

/* Before the first call of Winsock. */
void rs_win_start(void);
/* The errno of a Winsock error, and back (0: none). */
int rs_win_errno(int winsock);
int rs_win_error(int number);
/* -1, with errno after a failed call on fd: EBADF if it is -1. */
int rs_win_failed(int fd);
/* A new handle as descriptor; -1 and errno for INVALID_SOCKET. */
int rs_win_fd(SOCKET handle);

int rs_win_bind(int fd, const struct sockaddr *address, socklen_t size);
int rs_win_connect(int fd, const struct sockaddr *address, socklen_t size);
int rs_win_listen(int fd, int backlog);
int rs_win_shutdown(int fd, int how);
int rs_win_getsockname(int fd, struct sockaddr *address, socklen_t *size);
int rs_win_getpeername(int fd, struct sockaddr *address, socklen_t *size);
int rs_win_getsockopt(int fd, int level, int option, void *value, socklen_t *size);
int rs_win_setsockopt(int fd, int level, int option, const void *value, socklen_t size);
ptrdiff_t rs_win_recv(int fd, void *buffer, size_t size, int flags);
ptrdiff_t rs_win_recvfrom(int fd, void *buffer, size_t size, int flags, struct sockaddr *from, socklen_t *from_size);
ptrdiff_t rs_win_send(int fd, const void *data, size_t size, int flags);
ptrdiff_t rs_win_sendto(int fd, const void *data, size_t size, int flags, const struct sockaddr *to, socklen_t to_size);
int rs_win_getaddrinfo(const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list);
int rs_win_getnameinfo(const struct sockaddr *address, socklen_t size, char *host, size_t host_size, char *service,
                       size_t service_size, int flags);
int rs_win_gethostname(char *name, size_t size);
int rs_win_inet_aton(const char *text, struct in_addr *address);
int rs_win_inet_pton(int family, const char *text, void *packed);
const char *rs_win_inet_ntop(int family, const void *packed, char *text, socklen_t size);

#define bind(fd, address, size) rs_win_bind(fd, address, size)
#define connect(fd, address, size) rs_win_connect(fd, address, size)
#define listen(fd, backlog) rs_win_listen(fd, backlog)
#define shutdown(fd, how) rs_win_shutdown(fd, how)
#define getsockname(fd, address, size) rs_win_getsockname(fd, address, size)
#define getpeername(fd, address, size) rs_win_getpeername(fd, address, size)
#define getsockopt(fd, level, option, value, size) rs_win_getsockopt(fd, level, option, value, size)
#define setsockopt(fd, level, option, value, size) rs_win_setsockopt(fd, level, option, value, size)
#define recv(fd, buffer, size, flags) rs_win_recv(fd, buffer, size, flags)
#define recvfrom(fd, buffer, size, flags, from, from_size) rs_win_recvfrom(fd, buffer, size, flags, from, from_size)
#define send(fd, data, size, flags) rs_win_send(fd, data, size, flags)
#define sendto(fd, data, size, flags, to, to_size) rs_win_sendto(fd, data, size, flags, to, to_size)
#define getaddrinfo(host, port, hints, list) rs_win_getaddrinfo(host, port, hints, list)
#define getnameinfo(address, size, host, host_size, service, service_size, flags)                                      \
    rs_win_getnameinfo(address, size, host, host_size, service, service_size, flags)
#define gethostname(name, size) rs_win_gethostname(name, size)
#define inet_aton(text, address) rs_win_inet_aton(text, address)
#define inet_pton(family, text, packed) rs_win_inet_pton(family, text, packed)
#define inet_ntop(family, packed, text, size) rs_win_inet_ntop(family, packed, text, size)

/* <net/if.h>, by the interface's LUID. */
#undef IF_NAMESIZE
#define IF_NAMESIZE 64
struct if_nameindex {
    unsigned if_index;
    char if_name[IF_NAMESIZE];
};
struct if_nameindex *rs_win_if_nameindex(void);
void rs_win_if_freenameindex(struct if_nameindex *list);
unsigned rs_win_if_nametoindex(const char *name);
char *rs_win_if_indextoname(unsigned index, char *name);
#define if_nameindex() rs_win_if_nameindex()
#define if_freenameindex(list) rs_win_if_freenameindex(list)
#define if_nametoindex(name) rs_win_if_nametoindex(name)
#define if_indextoname(index, name) rs_win_if_indextoname(index, name)

/* What "\n" is written as in a text file, unless it says otherwise. */
#define RS_LINE_END "\r\n"

#endif
