#include "address.h"

#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

static bool unix_name(struct call *call, const json_t *value, const char *where, rs_address *address) {
    rs_error error;
    rs_text name;
    if (!value_host(call, value, where, false, &name))
        return false;
    if (rs_unix_name(address, name.data, name.size, &error) >= 0)
        return true;
    call_failed(call, &error);
    return false;
}

static bool host_and_port(struct call *call, const json_t *members, size_t count, rs_address *address) {
    long long port = 0, flowinfo = 0, scope = 0;
    *address = (rs_address){.kind = RS_ADDRESS_HOST};
    if (count == 0) {
        call_unsupported(call, "C is typed: an address of no fields cannot be passed");
        return false;
    }
    if (!value_host(call, json_array_get(members, 0), "the host of an address", true, &address->host.host))
        return false;
    if (count > 1 &&
        !value_int(call, json_array_get(members, 1), "the port of an address", INT64_MIN, INT64_MAX, &port))
        return false;
    if (count > 2 &&
        !value_int(call, json_array_get(members, 2), "the flowinfo of an address", INT64_MIN, INT64_MAX, &flowinfo))
        return false;
    if (count > 3 && !value_int(call, json_array_get(members, 3), "the scopeid of an address", 0, UINT32_MAX, &scope))
        return false;
    address->host.port = port;
    address->host.flowinfo = flowinfo;
    address->host.scope_id = (uint32_t)scope;
    address->host.fields = (int)count;
    return true;
}

bool value_address(struct call *call, const json_t *value, const char *where, rs_address *address) {
    *address = (rs_address){.kind = RS_ADDRESS_NONE};
    if (json_is_null(value))
        return true;
    if (value_is_text(value) || value_is_bytes(value))
        return unix_name(call, value, where, address);
    const json_t *members;
    size_t count;
    return value_sequence(call, value, where, &members, &count) && host_and_port(call, members, count, address);
}

bool arg_address(struct call *call, int index, rs_address *address) {
    call->reading = index;
    return value_address(call, call->argument[index], NULL, address);
}

static void give_host(struct call *call, const rs_address *address) {
    char host[RS_INET6_TEXT] = "";
    rs_address_host(address, host, sizeof host, NULL);
    give_text(call, host);
}

/* (family, the bytes behind it): the form for families that have none. */
static void give_raw(struct call *call, const rs_raw_address *raw) {
    struct sockaddr_storage storage = {0};
    memcpy(&storage, raw->data, raw->size < sizeof storage ? raw->size : sizeof storage);
    size_t family_end = offsetof(struct sockaddr, sa_data);
    give_tuple(call, 2);
    give_int(call, storage.ss_family);
    give_bytes(call, raw->data + family_end, raw->size > family_end ? raw->size - family_end : 0);
    give_end(call);
}

void give_address(struct call *call, const rs_address *address) {
    switch (address->kind) {
    case RS_ADDRESS_NONE:
        give_none(call);
        break;
    case RS_ADDRESS_HOST: /* is never reported */
        call_unsupported(call, "the library reported an address that is not resolved");
        break;
    case RS_ADDRESS_INET:
        give_tuple(call, 2);
        give_host(call, address);
        give_int(call, address->inet.port);
        give_end(call);
        break;
    case RS_ADDRESS_INET6:
        give_tuple(call, 4);
        give_host(call, address);
        give_int(call, address->inet6.port);
        give_int(call, address->inet6.flowinfo);
        give_int(call, address->inet6.scope_id);
        give_end(call);
        break;
    case RS_ADDRESS_UNIX:
        if (address->un.size > 0 && address->un.name[0] == '\0')
            give_bytes(call, address->un.name, address->un.size);
        else
            give_text_n(call, address->un.name, address->un.size);
        break;
    case RS_ADDRESS_RAW:
        give_raw(call, &address->raw);
        break;
    }
}
