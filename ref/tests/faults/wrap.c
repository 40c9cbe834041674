/* The stand-ins: the linker's --wrap sends the library's calls here. */
#include "fault.h"

#include <fcntl.h>
#include <net/if.h>
#include <poll.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* SHORTEN: what the call does differently to move fewer bytes. */
#define WRAP_MOVING(result, name, failure, parameters, arguments, SHORTEN)                                             \
    result __real_##name parameters;                                                                                   \
    result __wrap_##name parameters;                                                                                   \
    result __wrap_##name parameters {                                                                                  \
        int error = fault_due(FAULT_##name);                                                                           \
        if (error == FAULT_SHORT) {                                                                                    \
            SHORTEN;                                                                                                   \
        }                                                                                                              \
        if (error == 0 || error == FAULT_SHORT)                                                                        \
            return __real_##name arguments;                                                                            \
        if (fault_rows[FAULT_##name].manner == AFTER)                                                                  \
            (void)__real_##name arguments;                                                                             \
        errno = error;                                                                                                 \
        return failure;                                                                                                \
    }

#define WRAP(result, name, failure, parameters, arguments)                                                             \
    WRAP_MOVING(result, name, failure, parameters, arguments, (void)0)

#define HALF(size) ((size) = (size) > 1 ? (size) / 2 : (size))

WRAP(int, accept4, -1, (int fd, struct sockaddr *address, socklen_t *size, int flags), (fd, address, size, flags))
WRAP(int, bind, -1, (int fd, const struct sockaddr *address, socklen_t size), (fd, address, size))
WRAP(int, close, -1, (int fd), (fd))
WRAP(int, connect, -1, (int fd, const struct sockaddr *address, socklen_t size), (fd, address, size))
WRAP(int, fstat, -1, (int fd, struct stat *status), (fd, status))
WRAP(int, gethostname, -1, (char *name, size_t size), (name, size))
WRAP(int, getpeername, -1, (int fd, struct sockaddr *address, socklen_t *size), (fd, address, size))
WRAP(int, getsockname, -1, (int fd, struct sockaddr *address, socklen_t *size), (fd, address, size))
WRAP(int, getsockopt, -1, (int fd, int level, int option, void *value, socklen_t *size),
     (fd, level, option, value, size))
WRAP(char *, if_indextoname, NULL, (unsigned index, char *name), (index, name))
WRAP(struct if_nameindex *, if_nameindex, NULL, (void), ())
WRAP(unsigned, if_nametoindex, 0, (const char *name), (name))
WRAP(int, listen, -1, (int fd, int backlog), (fd, backlog))
WRAP(off_t, lseek, -1, (int fd, off_t position, int from), (fd, position, from))
WRAP_MOVING(ssize_t, read, -1, (int fd, void *buffer, size_t size), (fd, buffer, size), HALF(size))
WRAP_MOVING(ssize_t, recv, -1, (int fd, void *buffer, size_t size, int flags), (fd, buffer, size, flags), HALF(size))
WRAP(ssize_t, recvfrom, -1,
     (int fd, void *buffer, size_t size, int flags, struct sockaddr *address, socklen_t *address_size),
     (fd, buffer, size, flags, address, address_size))
WRAP(ssize_t, recvmsg, -1, (int fd, struct msghdr *message, int flags), (fd, message, flags))
WRAP_MOVING(ssize_t, send, -1, (int fd, const void *data, size_t size, int flags), (fd, data, size, flags), HALF(size))
WRAP_MOVING(ssize_t, sendfile, -1, (int to, int from, off_t *offset, size_t size), (to, from, offset, size), HALF(size))

/* Half of the first buffer. */
static const struct msghdr *half_of(const struct msghdr *message) {
    static struct msghdr half;
    static struct iovec first;
    half = *message;
    first = message->msg_iov[0];
    HALF(first.iov_len);
    half.msg_iov = &first;
    half.msg_iovlen = 1;
    return &half;
}

WRAP_MOVING(ssize_t, sendmsg, -1, (int fd, const struct msghdr *message, int flags), (fd, message, flags),
            message = half_of(message))
WRAP_MOVING(ssize_t, sendto, -1,
            (int fd, const void *data, size_t size, int flags, const struct sockaddr *address, socklen_t address_size),
            (fd, data, size, flags, address, address_size), HALF(size))
WRAP(int, setsockopt, -1, (int fd, int level, int option, const void *value, socklen_t size),
     (fd, level, option, value, size))
WRAP(int, shutdown, -1, (int fd, int how), (fd, how))
WRAP(int, socket, -1, (int family, int type, int proto), (family, type, proto))
WRAP(int, socketpair, -1, (int family, int type, int proto, int fds[2]), (family, type, proto, fds))
WRAP(struct protoent *, getprotobyname, NULL, (const char *name), (name))
WRAP(struct servent *, getservbyname, NULL, (const char *name, const char *protocol), (name, protocol))
WRAP(struct servent *, getservbyport, NULL, (int port, const char *protocol), (port, protocol))

/* The library passes an int. */
int __real_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...) {
    va_list arguments;
    va_start(arguments, command);
    int argument = va_arg(arguments, int);
    va_end(arguments);
    int error = fault_due(FAULT_fcntl);
    if (error == 0)
        return __real_fcntl(fd, command, argument);
    errno = error;
    return -1;
}

/* The library passes a pointer. */
int __real_ioctl(int fd, unsigned long request, ...);
int __wrap_ioctl(int fd, unsigned long request, ...);
int __wrap_ioctl(int fd, unsigned long request, ...) {
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    int error = fault_due(FAULT_ioctl);
    if (error == 0)
        return __real_ioctl(fd, request, argument);
    errno = error;
    return -1;
}

/* What the library waits for comes while it waits. */
int __real_poll(struct pollfd *entries, nfds_t count, int timeout);
int __wrap_poll(struct pollfd *entries, nfds_t count, int timeout);
int __wrap_poll(struct pollfd *entries, nfds_t count, int timeout) {
    int error = fault_due(FAULT_poll);
    if (error == 0) {
        fault_waits();
        return __real_poll(entries, count, timeout);
    }
    errno = error;
    return -1;
}

/* Never made: this host keeps its name. */
int __wrap_sethostname(const char *name, size_t size);
int __wrap_sethostname(const char *name, size_t size) {
    (void)name;
    (void)size;
    int error = fault_due(FAULT_sethostname);
    if (error == 0)
        return 0;
    errno = error;
    return -1;
}
