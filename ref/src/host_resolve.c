#include "error.h"
#include "host.h"
#include "system.h"

#include <string.h>

static void put_inet(rs_c_address *result, uint32_t host) {
    result->inet.sin_family = AF_INET;
    result->inet.sin_addr.s_addr = htonl(host);
    result->size = sizeof result->inet;
}

/* getaddrinfo() decides for AF_UNSPEC, and refuses a family that it does not have. */
static int wildcard(int family, rs_c_address *result, rs_error *error) {
    if (family == AF_INET) {
        put_inet(result, INADDR_ANY);
    } else if (family == AF_INET6) {
        result->inet6.sin6_family = AF_INET6;
        result->inet6.sin6_addr = in6addr_any;
        result->size = sizeof result->inet6;
    } else {
        return rs_fail(error, RS_OSERROR, "wildcard resolved to multiple address");
    }
    return 0;
}

static int by_name(const char *host, int family, rs_c_address *result, rs_error *error) {
    struct addrinfo hints = {.ai_family = family}, *list = NULL;
    int code = getaddrinfo(host, NULL, &hints, &list);
    if (code != 0)
        return rs_fail_gai(error, code, errno);
    if (list->ai_addrlen <= sizeof result->storage) {
        memcpy(&result->storage, list->ai_addr, list->ai_addrlen);
        result->size = list->ai_addrlen;
    }
    freeaddrinfo(list);
    return 0;
}

int rs_host_lookup(const char *host, int family, rs_c_address *result, rs_error *error) {
    memset(result, 0, sizeof *result);
    if (host[0] == '\0')
        return wildcard(family, result, error);
    if (strcmp(host, "<broadcast>") == 0 || strcmp(host, "255.255.255.255") == 0) {
        if (family != AF_INET && family != AF_UNSPEC)
            return rs_fail(error, RS_OSERROR, "address family mismatched");
        put_inet(result, INADDR_BROADCAST);
        return 0;
    }
    if (family != AF_INET6 && inet_pton(AF_INET, host, &result->inet.sin_addr) == 1) {
        result->inet.sin_family = AF_INET;
        result->size = sizeof result->inet;
        return 0;
    }
    if (family != AF_INET && inet_pton(AF_INET6, host, &result->inet6.sin6_addr) == 1) {
        result->inet6.sin6_family = AF_INET6;
        result->size = sizeof result->inet6;
        return 0;
    }
    return by_name(host, family, result, error);
}

/* The host as the system takes it. TypeError. */
static int encode(rs_text host, rs_copy *copy, rs_error *error) {
    rs_error why;
    if (!host.data)
        return rs_fail(error, RS_TYPE_ERROR, "str, bytes or bytearray expected, not NoneType");
    if (rs_text_has_nul(host))
        return rs_fail(error, RS_TYPE_ERROR, "host name must not contain null character");
    if (host.bytes || rs_text_is_ascii(host))
        return rs_copy_make(copy, host.data, host.size, error);
    if (rs_host_encode(host, copy, &why) == 0)
        return 0;
    rs_copy_clear(copy);
    return why.kind == RS_MEMORY_ERROR ? rs_fail_memory(error)
                                       : rs_fail(error, RS_TYPE_ERROR, "encoding of hostname failed");
}

/* CPython asks nobody about the host of a port that is no C int; other ports are looked at when the host is known. */
static bool is_int(int64_t port) {
    return port >= INT_MIN && port <= INT_MAX;
}

int rs_host_resolve(const char *caller, const rs_host_address *address, int family, rs_c_address *result,
                    rs_error *error) {
    rs_copy copy = {0};
    int done = encode(address->host, &copy, error);
    if (copy.text && is_int(address->port))
        done = rs_host_lookup(copy.text, family, result, error);
    rs_copy_clear(&copy);
    return done < 0 ? -1 : rs_check_port(caller, address->port, error);
}
