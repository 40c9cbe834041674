/* AF_INET: (host, port). */
#include "address.h"
#include "error.h"
#include "host.h"

#include <netdb.h>
#include <string.h>

static int parse(const char *caller, const rs_address *address, rs_c_address *result, rs_error *error) {
    switch (address->kind) {
    case RS_ADDRESS_HOST:
        if (address->host.fields != 0 && address->host.fields != 2)
            return rs_fail(error, RS_TYPE_ERROR, "AF_INET address must be a pair (host, port)");
        if (rs_host_resolve(address->host.host, AF_INET, result, error) < 0 ||
            rs_check_port(caller, address->host.port, error) < 0)
            return -1;
        result->inet.sin_port = htons((uint16_t)address->host.port);
        break;
    case RS_ADDRESS_INET:
        memcpy(&result->inet.sin_addr, address->inet.address, sizeof address->inet.address);
        result->inet.sin_port = htons(address->inet.port);
        break;
    case RS_ADDRESS_INET6:
        return rs_fail_gai(error, EAI_ADDRFAMILY, 0); /* what the numeric text of it would give */
    default:
        return rs_fail_form(caller, "AF_INET", address, error);
    }
    result->inet.sin_family = AF_INET;
    result->size = sizeof result->inet;
    return 0;
}

static void format(const rs_c_address *address, rs_address *result) {
    result->kind = RS_ADDRESS_INET;
    memcpy(result->inet.address, &address->inet.sin_addr, sizeof result->inet.address);
    result->inet.port = ntohs(address->inet.sin_port);
}

const rs_family_operations rs_family_inet = {AF_INET, parse, format};
