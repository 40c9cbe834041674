/* AF_INET6: (host, port[, flowinfo[, scopeid]]). */
#include "address.h"
#include "error.h"
#include "fields.h"
#include "host.h"
#include "system.h"

#include <string.h>

static int parse(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error) {
    rs_host_address fields;
    const rs_host_address *host = &address->host;
    switch (address->kind) {
    case RS_ADDRESS_FIELDS:
        if (rs_read_host(context, address, "AF_INET6", 4, "(host, port[, flowinfo[, scopeid]])", &fields, error) < 0)
            return -1;
        host = &fields;
        // fall through
    case RS_ADDRESS_HOST:
        if (host->fields == 1 || host->fields > 4)
            return rs_fail(error, RS_TYPE_ERROR,
                           "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])");
        if (rs_host_resolve(context->caller, host, AF_INET6, result, error) < 0 ||
            rs_check_flowinfo(context->caller, host->flowinfo, error) < 0)
            return -1;
        result->inet6.sin6_port = htons((uint16_t)host->port);
        result->inet6.sin6_flowinfo = htonl((uint32_t)host->flowinfo);
        result->inet6.sin6_scope_id = host->scope_id; /* also over a %zone in the host, as CPython */
        break;
    case RS_ADDRESS_INET6:
        memcpy(&result->inet6.sin6_addr, address->inet6.address, sizeof address->inet6.address);
        result->inet6.sin6_port = htons(address->inet6.port);
        result->inet6.sin6_flowinfo = htonl(address->inet6.flowinfo);
        result->inet6.sin6_scope_id = address->inet6.scope_id;
        break;
    case RS_ADDRESS_INET:
        return rs_fail_gai(error, RS_EAI_ADDRFAMILY, 0); /* what the numeric text of it would give */
    default:
        return rs_fail_form(context->caller, "AF_INET6", address, error);
    }
    result->inet6.sin6_family = AF_INET6;
    result->size = sizeof result->inet6;
    return 0;
}

static bool format(const rs_address_context *context, const rs_c_address *address, rs_address *result) {
    (void)context;
    result->kind = RS_ADDRESS_INET6;
    memcpy(result->inet6.address, &address->inet6.sin6_addr, sizeof result->inet6.address);
    result->inet6.port = ntohs(address->inet6.sin6_port);
    result->inet6.flowinfo = ntohl(address->inet6.sin6_flowinfo);
    result->inet6.scope_id = address->inet6.sin6_scope_id;
    return true;
}

const rs_family_operations rs_family_inet6 = {AF_INET6, parse, format, 0};
