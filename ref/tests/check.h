/* The whole test framework: checks that say what was found, and a few shortcuts. The first failure ends the program
 * with status 1. */
#ifndef CHECK_H
#define CHECK_H

#include "refsock.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

/* For a function of a child of fork(), whose status is 0, or the line where it went wrong. */
#define NEED(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            return __LINE__ % 251 + 1;                                                                                 \
    } while (0)

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                                    \
            exit(1);                                                                                                   \
        }                                                                                                              \
    } while (0)

/* An integer has the expected value. */
#define SAME(found, expected)                                                                                          \
    do {                                                                                                               \
        long long found_ = (long long)(found), expected_ = (long long)(expected);                                      \
        if (found_ != expected_) {                                                                                     \
            fprintf(stderr, "%s:%d: %s is %lld, expected %lld\n", __FILE__, __LINE__, #found, found_, expected_);      \
            exit(1);                                                                                                   \
        }                                                                                                              \
    } while (0)

/* A call succeeds; `error` is the variable that it fills. */
#define WORKS(call)                                                                                                    \
    do {                                                                                                               \
        if ((call) < 0) {                                                                                              \
            fprintf(stderr, "%s:%d: %s: %s %d: %s\n", __FILE__, __LINE__, #call, rs_error_class_name(error.kind),      \
                    error.code, error.text);                                                                           \
            exit(1);                                                                                                   \
        }                                                                                                              \
    } while (0)

/* A call fails with that class and code. */
#define FAILS(call, kind_, code_)                                                                                      \
    do {                                                                                                               \
        memset(&error, 0, sizeof error);                                                                               \
        CHECK((call) < 0);                                                                                             \
        if (error.kind != (kind_) || error.code != (code_)) {                                                          \
            fprintf(stderr, "%s:%d: %s: %s %d (%s), expected %s %d\n", __FILE__, __LINE__, #call,                      \
                    rs_error_class_name(error.kind), error.code, error.text, rs_error_class_name(kind_),               \
                    (int)(code_));                                                                                     \
            exit(1);                                                                                                   \
        }                                                                                                              \
    } while (0)

#define SAME_TEXT(found, expected)                                                                                     \
    do {                                                                                                               \
        if (strcmp(found, expected) != 0) {                                                                            \
            fprintf(stderr, "%s:%d: %s is \"%s\", expected \"%s\"\n", __FILE__, __LINE__, #found, found, expected);    \
            exit(1);                                                                                                   \
        }                                                                                                              \
    } while (0)

/* For tests of names: a machine without /etc/hosts, such as a bare chroot, knows no localhost. Ends with 77, skipped.
 */
static inline void needs_localhost(void) {
    rs_error error;
    rs_address given = rs_host_port("localhost", 0), found;
    if (rs_resolve(AF_INET, -1, "needs_localhost", &given, &found, &error) == 0)
        return;
    fprintf(stderr, "skipped: localhost is not known here (%s): /etc/hosts should name it\n", error.text);
    exit(77);
}

static inline double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* How many descriptors this process has; one of them is the directory that is read. */
static inline int count_fds(void) {
    int count = 0;
    DIR *directory = opendir("/proc/self/fd");
    if (!directory)
        return -1;
    while (readdir(directory))
        count++;
    closedir(directory);
    return count;
}

static inline rs_socket *open_socket(int family, int type) {
    rs_error error;
    rs_socket *socket = NULL;
    WORKS(rs_open(family, type, 0, &socket, &error));
    return socket;
}

/* A socket bound to a free port of 127.0.0.1, with its address. */
static inline rs_socket *bound_socket(int type, rs_address *address) {
    rs_error error;
    rs_address any = rs_host_port("127.0.0.1", 0);
    rs_socket *socket = open_socket(2 /* AF_INET */, type);
    WORKS(rs_bind(socket, &any, &error));
    WORKS(rs_getsockname(socket, address, &error));
    return socket;
}

static inline void make_pair(int type, rs_socket *pair[2]) {
    rs_error error;
    WORKS(rs_socketpair(-1, type, 0, pair, &error));
}

static inline void set_timeout(rs_socket *socket, double seconds) {
    rs_error error;
    WORKS(rs_settimeout(socket, &seconds, &error));
}

#endif
