/* What the sources that are for every system include instead of the system's headers; windows/system.h is the other
 * one. It also has the small differences. */
#ifndef RS_SYSTEM_H
#define RS_SYSTEM_H

#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/un.h>

enum {
    RS_DONTWAIT = MSG_DONTWAIT, /* an attempt that does not wait, whatever mode a duplicate has set */
    RS_ASK_FIRST = false,       /* there is such a flag, so calls are tried first */
    RS_NOSIGNAL = MSG_NOSIGNAL, /* EPIPE, and no SIGPIPE */
    RS_PAIR_FAMILY = AF_UNIX,   /* of socketpair() [func.socketpair.default-family-unix] */
    RS_REUSE_ADDRESS = true     /* create_server() sets SO_REUSEADDR */
};

/* Both are missing elsewhere. */
#define RS_SO_REUSEPORT SO_REUSEPORT
#define RS_EAI_ADDRFAMILY EAI_ADDRFAMILY
#define RS_PRINTF_FORMAT printf

/* A failure of getaddrinfo() that errno tells. */
static inline bool rs_is_system_failure(int code) {
    return code == EAI_SYSTEM;
}

/* connect() has begun, and goes on. */
static inline bool rs_is_under_way(int number) {
    return number == EINPROGRESS;
}

/* What "\n" is written as in a text file, unless it says otherwise. */
#define RS_LINE_END "\n"

#endif
