#include "address.h"
#include "error.h"
#include "fields.h"
#include "system.h"
#include "text.h"

/* The numeric host and port as C address. */
static int numeric(const rs_host_address *address, rs_c_address *result, rs_error *error) {
    rs_copy host, port;
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_DGRAM, .ai_flags = AI_NUMERICHOST},
                    *found = NULL;
    if (rs_copy_make(&host, address->host.data, address->host.size, error) < 0)
        return -1;
    rs_copy_number(&port, address->port);
    int code = getaddrinfo(host.text, port.text, &hints, &found);
    int number = errno;
    rs_copy_clear(&host);
    if (code != 0)
        return rs_fail_gai(error, code, number);
    bool several = found->ai_next != NULL;
    *result = rs_address_room();
    if (!several && found->ai_family == AF_INET)
        result->inet = *(const struct sockaddr_in *)(const void *)found->ai_addr;
    if (!several && found->ai_family == AF_INET6)
        result->inet6 = *(const struct sockaddr_in6 *)(const void *)found->ai_addr;
    result->size = found->ai_addrlen;
    freeaddrinfo(found);
    return several ? rs_fail(error, RS_OSERROR, "sockaddr resolved to multiple addresses") : 0;
}

int rs_getnameinfo(const rs_host_address *address, int flags, char host[RS_HOST_MAX], char service[RS_SERVICE_MAX],
                   rs_error *error) {
    rs_c_address c = rs_address_room();
    if (!address)
        return rs_fail(error, RS_TYPE_ERROR, "getnameinfo() argument 1 must be a tuple");
    if (!address->host.data || address->fields == 1 || address->fields > 4)
        return rs_fail(error, RS_TYPE_ERROR, "getnameinfo(): illegal sockaddr argument");
    if (rs_text_has_nul(address->host))
        return rs_fail(error, RS_VALUE_ERROR, "embedded null character");
    if (rs_check_int(address->port, error) < 0 || rs_check_flowinfo("getnameinfo", address->flowinfo, error) < 0 ||
        numeric(address, &c, error) < 0)
        return -1;
    if (c.any.sa_family == AF_INET && address->fields > 2)
        return rs_fail(error, RS_OSERROR, "IPv4 sockaddr must be 2 tuple");
    if (c.any.sa_family == AF_INET6) {
        c.inet6.sin6_flowinfo = htonl((uint32_t)address->flowinfo);
        c.inet6.sin6_scope_id = address->scope_id;
    }
    int code = getnameinfo(&c.any, c.size, host, RS_HOST_MAX, service, RS_SERVICE_MAX, flags);
    return code != 0 ? rs_fail_gai(error, code, errno) : 0;
}
