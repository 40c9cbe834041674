/* The public functions on addresses. */
#include "address.h"
#include "error.h"
#include "system.h"

#include <string.h>

rs_address rs_host_port(const char *host, int64_t port) {
    rs_address address;
    memset(&address, 0, sizeof address);
    address.kind = RS_ADDRESS_HOST;
    address.host.host = rs_str(host);
    address.host.port = port;
    return address;
}

int rs_resolve(int family, int proto, const char *caller, const rs_address *address, rs_address *result,
               rs_error *error) {
    rs_c_address c;
    rs_address_context context = {caller ? caller : "resolve", family, proto, RS_NO_SOCKET};
    if (rs_address_parse(&context, address, &c, error) < 0)
        return -1;
    rs_address_format(&context, &c, result);
    return 0;
}

int rs_address_host(const rs_address *address, char *text, size_t size, rs_error *error) {
    const char *done;
    if (address->kind == RS_ADDRESS_INET)
        done = inet_ntop(AF_INET, address->inet.address, text, (socklen_t)size);
    else if (address->kind == RS_ADDRESS_INET6)
        done = inet_ntop(AF_INET6, address->inet6.address, text, (socklen_t)size);
    else
        return rs_fail(error, RS_TYPE_ERROR, "only AF_INET and AF_INET6 addresses have a host");
    if (!done)
        return rs_fail(error, RS_VALUE_ERROR, "%zu bytes are too few for a host; RS_INET6_TEXT always do", size);
    return (int)strlen(text);
}

int rs_address_family(const rs_address *address) {
    switch (address->kind) {
    case RS_ADDRESS_INET:
        return AF_INET;
    case RS_ADDRESS_INET6:
        return AF_INET6;
    case RS_ADDRESS_UNIX:
        return AF_UNIX;
    case RS_ADDRESS_RAW: {
        struct sockaddr header;
        if (address->raw.size < sizeof header.sa_family)
            return AF_UNSPEC;
        memcpy(&header, address->raw.data, sizeof header);
        return header.sa_family;
    }
    case RS_ADDRESS_FIELDS:
        return address->fields.family;
    case RS_ADDRESS_NONE:
    case RS_ADDRESS_HOST:
        break;
    }
    return AF_UNSPEC;
}

int rs_address_to_c(const rs_address *address, void *sockaddr, size_t *size, rs_error *error) {
    rs_c_address c;
    int family = rs_address_family(address);
    if (family == AF_UNSPEC)
        return rs_fail(error, RS_TYPE_ERROR, "the address has no family; rs_resolve() it first");
    int proto = address->kind == RS_ADDRESS_FIELDS ? address->fields.proto : -1;
    rs_address_context context = {"address_to_c", family, proto, RS_NO_SOCKET};
    if (rs_address_parse(&context, address, &c, error) < 0)
        return -1;
    if ((size_t)c.size > *size)
        return rs_fail(error, RS_VALUE_ERROR, "%zu bytes are too few for the address, which has %u", *size,
                       (unsigned)c.size);
    memcpy(sockaddr, &c.storage, c.size);
    *size = c.size;
    return 0;
}

int rs_address_from_c(const void *sockaddr, size_t size, int proto, rs_address *address, rs_error *error) {
    rs_c_address c = rs_address_room();
    if (size > sizeof c.storage)
        return rs_fail(error, RS_VALUE_ERROR, "a C address has at most %zu bytes, not %zu", sizeof c.storage, size);
    if (size)
        memcpy(&c.storage, sockaddr, size);
    c.size = (socklen_t)size;
    rs_address_context context = {"address_from_c", AF_UNSPEC, proto, RS_NO_SOCKET};
    rs_address_format(&context, &c, address);
    return 0;
}
