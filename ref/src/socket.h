/* The socket object, and the system calls that differ between systems. */
#ifndef RS_SOCKET_H
#define RS_SOCKET_H

#include "refsock.h"
#include "system.h"

#include <stdatomic.h>

/* fd and timeout may change while another thread is in a call, so each is read once, before each system call. */
struct rs_socket {
    _Atomic int fd;          /* -1: closed */
    _Atomic int64_t timeout; /* ns; RS_BLOCKING, or 0 for non-blocking */
    _Atomic unsigned files;  /* open files of makefile(), and RS_CLOSE_WITH_LAST */
    _Atomic unsigned owners; /* of the memory: who made it, and each file */
    int family;
    int type;
    int proto;
    int nosignal; /* the flag with which sending raises no SIGPIPE, or 0 */
};

#define RS_BLOCKING ((int64_t)-1)

/* In `files`: the object is closed, but its descriptor stays until the last file is. */
#define RS_CLOSE_WITH_LAST 0x80000000U

/* One file more, one less: then the last may close the descriptor and free the object. OSError of close(). */
void rs_socket_hold(rs_socket *socket);
int rs_socket_release(rs_socket *socket, rs_error *error);

/* The default timeout, as a socket keeps it. */
int64_t rs_default_timeout(void);

/* Wraps fd; the caller keeps fd if that fails (MemoryError). */
int rs_socket_wrap(int fd, int64_t timeout, int family, int type, int proto, rs_socket **result, rs_error *error);

/* O_NONBLOCK on or off, by one system call. */
int rs_set_nonblocking(int fd, bool nonblocking, rs_error *error);

/* close() without a word, for cleanup: errno is kept. */
void rs_discard_fd(int fd);

/* close() of a socket; -1 and errno. */
int rs_sys_close(int fd);

/* A duplicate that is not inheritable; -1 and errno. */
int rs_sys_dup(int fd);

/* 1 or 0; -1 and errno. */
int rs_sys_get_inheritable(int fd);
int rs_sys_set_inheritable(int fd, bool inheritable);

/* getsockname(); in *address at least the family also where the system does not tell the name of an unbound socket. */
int rs_sys_name(int fd, struct sockaddr *address, socklen_t *size);
/* The protocol of a socket, 0 where the system does not tell it. 0; -1 and errno. */
int rs_sys_proto(int fd, int *proto);

/* The calls that make descriptors: not inheritable from the first moment. -1 and errno. */
int rs_sys_socket(int family, int type, int proto, bool nonblocking);
int rs_sys_socketpair(int family, int type, int proto, bool nonblocking, int fds[2]);
int rs_sys_accept(int fd, struct sockaddr *address, socklen_t *size, bool nonblocking);

/* A type without the flags that may be or'ed to it; *nonblocking tells whether SOCK_NONBLOCK was. */
int rs_plain_type(int type, bool *nonblocking);

#endif
