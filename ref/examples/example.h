/* What the examples share: their system's names, and two lines of output. */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include <refsock.h>

#include <stdio.h>
#include <stdlib.h>

/* AF_INET, SOCK_STREAM and their like are the system's. */
#ifdef _WIN32
#include <winsock2.h>
#include <ws2tcpip.h>
#define SHUT_WR SD_SEND
#else
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#endif

/* Says what went wrong; 1, for main() to return. */
static inline int complain(const rs_error *error) {
    fprintf(stderr, "%s: %s\n", rs_error_subclass(error), error->text);
    return 1;
}

/* "Connected by ('127.0.0.1', 50007)". */
static inline void show(const char *what, const rs_address *address) {
    char host[RS_INET6_TEXT] = "";
    rs_address_host(address, host, sizeof host, NULL);
    printf("%s ('%s', %d)\n", what, host, address->kind == RS_ADDRESS_INET6 ? address->inet6.port : address->inet.port);
    fflush(stdout);
}

#endif
