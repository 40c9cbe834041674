/*
 * The first table: what can fail, and how. Each row is a function of libc that librefsock calls; wrap.c stands in for
 * it. The build reads the names from here, too. The numbers are those that the manual page lists (man-pages 6.03), and
 * those that it says may pass through (accept(2): of the network; read(2), send(2), recv(2): of the object; sendmsg(2):
 * of unix(7), with descriptors). Without ERESTARTSYS, which accept(2) says may be seen during a trace: the kernel makes
 * EINTR of it, or calls again, before a program sees it. EWOULDBLOCK is EAGAIN on Linux. iconv_reset is iconv() without
 * input, which may lack room, and cannot fail otherwise.
 *
 * BEFORE: the call is not made, errno is the number. AFTER: it is made, and then said to have failed: close() gives the
 * descriptor back also where it fails, and a connection that was interrupted is under way. GAI: the result is EAI_*.
 * HERROR: the number is h_errno, or ERANGE for a buffer that is too small. NOT_FOUND: NULL or 0 is all that is said.
 * MEMORY: NULL.
 */
#ifndef CALLS_H
#define CALLS_H

#include <errno.h>
#include <netdb.h>

/* clang-format off */
#define FAULT_CALLS(CALL)                                                                                              \
    CALL(accept4, BEFORE, EAGAIN, EBADF, ECONNABORTED, EFAULT, EINTR, EINVAL, EMFILE, ENFILE, ENOBUFS, ENOMEM,         \
         ENOTSOCK, EOPNOTSUPP, EPERM, EPROTO, ENOSR, ESOCKTNOSUPPORT, EPROTONOSUPPORT, ETIMEDOUT, ENETDOWN,            \
         ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, ENETUNREACH)                                                    \
    CALL(bind, BEFORE, EACCES, EADDRINUSE, EBADF, EINVAL, ENOTSOCK, EADDRNOTAVAIL, EFAULT, ELOOP, ENAMETOOLONG,        \
         ENOENT, ENOMEM, ENOTDIR, EROFS)                                                                               \
    CALL(close, AFTER, EBADF, EINTR, EIO, ENOSPC, EDQUOT, ECONNRESET)                                                  \
    CALL(connect, AFTER, EACCES, EPERM, EADDRINUSE, EADDRNOTAVAIL, EAFNOSUPPORT, EAGAIN, EALREADY, EBADF,              \
         ECONNREFUSED, EFAULT, EINPROGRESS, EINTR, EISCONN, ENETUNREACH, ENOTSOCK, EPROTOTYPE, ETIMEDOUT)              \
    CALL(fcntl, BEFORE, EACCES, EAGAIN, EBADF, EBUSY, EDEADLK, EFAULT, EINTR, EINVAL, EMFILE, ENOLCK, ENOTDIR, EPERM)  \
    CALL(fstat, BEFORE, EACCES, EBADF, EFAULT, EINVAL, ELOOP, ENAMETOOLONG, ENOENT, ENOMEM, ENOTDIR, EOVERFLOW)        \
    CALL(gethostname, BEFORE, EFAULT, EINVAL, ENAMETOOLONG, EPERM)                                                     \
    CALL(getpeername, BEFORE, EBADF, EFAULT, EINVAL, ENOBUFS, ENOTCONN, ENOTSOCK)                                      \
    CALL(getsockname, BEFORE, EBADF, EFAULT, EINVAL, ENOBUFS, ENOTSOCK)                                                \
    CALL(getsockopt, BEFORE, EBADF, EFAULT, EINVAL, ENOPROTOOPT, ENOTSOCK)                                             \
    CALL(iconv, BEFORE, E2BIG, EILSEQ, EINVAL, FAULT_PART(E2BIG), FAULT_PART(EILSEQ), FAULT_PART(EINVAL))              \
    CALL(iconv_reset, BEFORE, E2BIG)                                                                                   \
    CALL(iconv_open, BEFORE, EINVAL, EMFILE, ENFILE, ENOMEM)                                                           \
    CALL(if_indextoname, BEFORE, ENXIO, EACCES, EMFILE, ENFILE, ENOBUFS, ENOMEM, EBADF, EFAULT, EINVAL, ENOTTY)        \
    CALL(if_nameindex, BEFORE, ENOBUFS, EACCES, EMFILE, ENFILE, ENOMEM, EBADF, EADDRINUSE, EFAULT, EINVAL, ENOTTY)     \
    CALL(if_nametoindex, BEFORE, ENODEV, EACCES, EMFILE, ENFILE, ENOBUFS, ENOMEM, EBADF, EFAULT, EINVAL, ENOTTY)       \
    CALL(ioctl, BEFORE, EBADF, EFAULT, EINVAL, ENOTTY)                                                                 \
    CALL(listen, BEFORE, EADDRINUSE, EBADF, ENOTSOCK, EOPNOTSUPP)                                                      \
    CALL(lseek, BEFORE, EBADF, EINVAL, ENXIO, EOVERFLOW, ESPIPE)                                                       \
    CALL(poll, BEFORE, EFAULT, EINTR, EINVAL, ENOMEM)                                                                  \
    CALL(read, BEFORE, FAULT_SHORT, EAGAIN, EBADF, EFAULT, EINTR, EINVAL, EIO, EISDIR)                                 \
    CALL(recv, BEFORE, FAULT_SHORT, EAGAIN, EBADF, ECONNREFUSED, EFAULT, EINTR, EINVAL, ENOMEM, ENOTCONN, ENOTSOCK,    \
         ECONNRESET, ETIMEDOUT)                                                                                        \
    CALL(recvfrom, BEFORE, EAGAIN, EBADF, ECONNREFUSED, EFAULT, EINTR, EINVAL, ENOMEM, ENOTCONN, ENOTSOCK, ECONNRESET, \
         ETIMEDOUT)                                                                                                    \
    CALL(recvmsg, BEFORE, EAGAIN, EBADF, ECONNREFUSED, EFAULT, EINTR, EINVAL, ENOMEM, ENOTCONN, ENOTSOCK, ECONNRESET,  \
         EMSGSIZE)                                                                                                     \
    CALL(send, BEFORE, FAULT_SHORT, EACCES, EAGAIN, EALREADY, EBADF, ECONNRESET, EDESTADDRREQ, EFAULT, EINTR, EINVAL,  \
         EISCONN, EMSGSIZE, ENOBUFS, ENOMEM, ENOTCONN, ENOTSOCK, EOPNOTSUPP, EPIPE)                                    \
    CALL(sendfile, BEFORE, FAULT_SHORT, EAGAIN, EBADF, EFAULT, EINTR, EINVAL, EIO, ENOMEM, EOVERFLOW, ESPIPE, ENOSYS,  \
         ENOTSOCK, EPIPE)                                                                                              \
    CALL(sendmsg, BEFORE, FAULT_SHORT, EACCES, EAGAIN, EALREADY, EBADF, ECONNRESET, EDESTADDRREQ, EFAULT, EINTR,       \
         EINVAL, EISCONN, EMSGSIZE, ENOBUFS, ENOMEM, ENOTCONN, ENOTSOCK, EOPNOTSUPP, EPIPE, ETOOMANYREFS)              \
    CALL(sendto, BEFORE, FAULT_SHORT, EACCES, EAGAIN, EALREADY, EBADF, ECONNRESET, EDESTADDRREQ, EFAULT, EINTR,        \
         EINVAL, EISCONN, EMSGSIZE, ENOBUFS, ENOMEM, ENOTCONN, ENOTSOCK, EOPNOTSUPP, EPIPE)                            \
    CALL(sethostname, BEFORE, EFAULT, EINVAL, EPERM)                                                                   \
    CALL(setsockopt, BEFORE, EBADF, EFAULT, EINVAL, ENOPROTOOPT, ENOTSOCK)                                             \
    CALL(shutdown, BEFORE, EBADF, EINVAL, ENOTCONN, ENOTSOCK)                                                          \
    CALL(socket, BEFORE, EACCES, EAFNOSUPPORT, EINVAL, EMFILE, ENFILE, ENOBUFS, ENOMEM, EPROTONOSUPPORT)               \
    CALL(socketpair, BEFORE, EAFNOSUPPORT, EFAULT, EMFILE, ENFILE, EOPNOTSUPP, EPROTONOSUPPORT)                        \
    CALL(getaddrinfo, GAI, EAI_ADDRFAMILY, EAI_AGAIN, EAI_BADFLAGS, EAI_FAIL, EAI_FAMILY, EAI_MEMORY, EAI_NODATA,      \
         EAI_NONAME, EAI_SERVICE, EAI_SOCKTYPE, EAI_SYSTEM)                                                            \
    CALL(getnameinfo, GAI, EAI_AGAIN, EAI_BADFLAGS, EAI_FAIL, EAI_FAMILY, EAI_MEMORY, EAI_NONAME, EAI_OVERFLOW,        \
         EAI_SYSTEM)                                                                                                   \
    CALL(gethostbyaddr_r, HERROR, HOST_NOT_FOUND, TRY_AGAIN, NO_RECOVERY, NO_DATA, ERANGE)                             \
    CALL(gethostbyname_r, HERROR, HOST_NOT_FOUND, TRY_AGAIN, NO_RECOVERY, NO_DATA, ERANGE)                             \
    CALL(getprotobyname, NOT_FOUND, ENOENT)                                                                            \
    CALL(getservbyname, NOT_FOUND, ENOENT)                                                                             \
    CALL(getservbyport, NOT_FOUND, ENOENT)                                                                             \
    CALL(malloc, MEMORY, ENOMEM)                                                                                       \
    CALL(calloc, MEMORY, ENOMEM)
/* clang-format on */

#endif
