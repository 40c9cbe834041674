/* The stand-ins of the resolver, which tell of failures in their own ways. */
#include "fault.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

int __real_getaddrinfo(const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list);
int __wrap_getaddrinfo(const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list);
void __real_freeaddrinfo(struct addrinfo *list);
void __wrap_freeaddrinfo(struct addrinfo *list);

/* An entry that stands before the system's. */
static struct addrinfo again;

/* Names of hosts are not looked up in this machine's files and servers: each is this host's. */
static const char *answerable(const char *host) {
    struct addrinfo numeric = {.ai_flags = AI_NUMERICHOST}, *list;
    if (!fault_is_armed() || !host || (fault_inner && strcmp(host, "localhost") == 0))
        return host;
    if (__real_getaddrinfo(host, NULL, &numeric, &list) != 0)
        return "127.0.0.1";
    __real_freeaddrinfo(list);
    return host;
}

int __wrap_getaddrinfo(const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list) {
    int error = fault_due(FAULT_getaddrinfo);
    if (error != 0) {
        errno = FAULT_SYSTEM;
        return error;
    }
    error = __real_getaddrinfo(answerable(host), port, hints, list);
    if (error == 0 && fault_doubles_answers()) {
        again = **list;
        again.ai_next = *list;
        *list = &again;
    }
    return error;
}

void __wrap_freeaddrinfo(struct addrinfo *list) {
    __real_freeaddrinfo(list == &again ? again.ai_next : list);
}

int __real_getnameinfo(const struct sockaddr *address, socklen_t size, char *host, socklen_t host_size, char *service,
                       socklen_t service_size, int flags);
int __wrap_getnameinfo(const struct sockaddr *address, socklen_t size, char *host, socklen_t host_size, char *service,
                       socklen_t service_size, int flags);
int __wrap_getnameinfo(const struct sockaddr *address, socklen_t size, char *host, socklen_t host_size, char *service,
                       socklen_t service_size, int flags) {
    int error = fault_due(FAULT_getnameinfo);
    if (error == 0)
        return __real_getnameinfo(address, size, host, host_size, service, service_size, flags);
    errno = FAULT_SYSTEM;
    return error;
}

/* As glibc fails: no entry, the reason in *h_code; a room that is too small is told by the result alone. */
static int no_entry(int error, struct hostent **found, int *h_code) {
    *found = NULL;
    *h_code = error == ERANGE ? NETDB_INTERNAL : error;
    return error == ERANGE ? ERANGE : error == TRY_AGAIN ? EAGAIN : 0;
}

/* The answer to every question. */
static int an_entry(int family, struct hostent *entry, struct hostent **found) {
    static char name[] = "host.example", alias[] = "also.example", inet[] = {127, 0, 0, 1};
    static struct in6_addr inet6 = IN6ADDR_LOOPBACK_INIT;
    static char *aliases[] = {alias, NULL}, *addresses[2];
    addresses[0] = family == AF_INET ? inet : (char *)&inet6;
    *entry = (struct hostent){name, aliases, family, family == AF_INET ? 4 : 16, addresses};
    *found = entry;
    return 0;
}

int __real_gethostbyname_r(const char *name, struct hostent *entry, char *room, size_t size, struct hostent **found,
                           int *h_code);
int __wrap_gethostbyname_r(const char *name, struct hostent *entry, char *room, size_t size, struct hostent **found,
                           int *h_code);
int __wrap_gethostbyname_r(const char *name, struct hostent *entry, char *room, size_t size, struct hostent **found,
                           int *h_code) {
    int error = fault_due(FAULT_gethostbyname_r);
    if (error)
        return no_entry(error, found, h_code);
    return fault_inner ? __real_gethostbyname_r(name, entry, room, size, found, h_code)
                       : an_entry(AF_INET, entry, found);
}

int __real_gethostbyaddr_r(const void *address, socklen_t address_size, int family, struct hostent *entry, char *room,
                           size_t size, struct hostent **found, int *h_code);
int __wrap_gethostbyaddr_r(const void *address, socklen_t address_size, int family, struct hostent *entry, char *room,
                           size_t size, struct hostent **found, int *h_code);
int __wrap_gethostbyaddr_r(const void *address, socklen_t address_size, int family, struct hostent *entry, char *room,
                           size_t size, struct hostent **found, int *h_code) {
    int error = fault_due(FAULT_gethostbyaddr_r);
    if (error)
        return no_entry(error, found, h_code);
    return fault_inner ? __real_gethostbyaddr_r(address, address_size, family, entry, room, size, found, h_code)
                       : an_entry(family, entry, found);
}
