/* AF_INET: (host, port). */
#include "address.h"
#include "error.h"
#include "fields.h"
#include "host.h"
#include "system.h"

#include <string.h>

int rs_parse_inet(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error) {
    rs_host_address fields;
    const rs_host_address *host = &address->host;
    switch (address->kind) {
    case RS_ADDRESS_FIELDS:
        if (rs_read_host(context, address, "AF_INET", 2, "(host, port)", &fields, error) < 0)
            return -1;
        host = &fields;
        // fall through
    case RS_ADDRESS_HOST:
        if (host->fields != 0 && host->fields != 2)
            return rs_fail(error, RS_TYPE_ERROR, "AF_INET address must be a pair (host, port)");
        if (rs_host_resolve(context->caller, host, AF_INET, result, error) < 0)
            return -1;
        result->inet.sin_port = htons((uint16_t)host->port);
        break;
    case RS_ADDRESS_INET:
        memcpy(&result->inet.sin_addr, address->inet.address, sizeof address->inet.address);
        result->inet.sin_port = htons(address->inet.port);
        break;
    case RS_ADDRESS_INET6:
        return rs_fail_gai(error, RS_EAI_ADDRFAMILY, 0); /* what the numeric text of it would give */
    default:
        return rs_fail_form(context->caller, "AF_INET", address, error);
    }
    result->inet.sin_family = AF_INET;
    result->size = sizeof result->inet;
    return 0;
}

static bool format(const rs_address_context *context, const rs_c_address *address, rs_address *result) {
    (void)context;
    result->kind = RS_ADDRESS_INET;
    memcpy(result->inet.address, &address->inet.sin_addr, sizeof result->inet.address);
    result->inet.port = ntohs(address->inet.sin_port);
    return true;
}

const rs_family_operations rs_family_inet = {AF_INET, rs_parse_inet, format, 0};
