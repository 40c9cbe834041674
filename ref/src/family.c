/* The table of address families, and what goes by it. */
#include "address.h"
#include "error.h"

#include <stddef.h>
#include <string.h>

/* An address with its family has so many bytes; on BSD a length stands before it. */
#define RS_FAMILY_END (offsetof(struct sockaddr, sa_family) + sizeof(sa_family_t))

static const rs_family_operations *find(int family) {
    for (const rs_family_operations *const *operations = rs_families; *operations; operations++)
        if ((*operations)->family == family)
            return *operations;
    return NULL;
}

static int parse_raw(const rs_address_context *context, const rs_address *address, rs_c_address *result,
                     rs_error *error) {
    if (address->raw.size > sizeof result->storage || address->raw.size < RS_FAMILY_END)
        return rs_fail(error, RS_TYPE_ERROR, "%s(): a raw address has %zu bytes; %zu to %zu are possible",
                       context->caller, address->raw.size, RS_FAMILY_END, sizeof result->storage);
    memset(result, 0, sizeof *result);
    memcpy(&result->storage, address->raw.data, address->raw.size);
    result->size = (socklen_t)address->raw.size;
    if (result->any.sa_family != context->family)
        return rs_fail(error, RS_TYPE_ERROR, "%s(): the address is of family %d, the socket of family %d",
                       context->caller, result->any.sa_family, context->family);
    return 0;
}

int rs_address_parse(const rs_address_context *context, const rs_address *address, rs_c_address *result,
                     rs_error *error) {
    static const rs_address none = {.kind = RS_ADDRESS_NONE};
    if (!address)
        address = &none;
    if (address->kind == RS_ADDRESS_RAW)
        return parse_raw(context, address, result, error);
    const rs_family_operations *operations = find(context->family);
    if (!operations)
        return rs_fail(error, RS_OSERROR, "%s(): bad family", context->caller);
    memset(result, 0, sizeof *result);
    return operations->parse(context, address, result, error);
}

unsigned rs_family_traits(int family) {
    const rs_family_operations *operations = find(family);
    return operations ? operations->traits : 0;
}

void rs_address_format(const rs_address_context *context, const rs_c_address *address, rs_address *result) {
    memset(result, 0, sizeof *result);
    if ((size_t)address->size < RS_FAMILY_END) {
        result->kind = RS_ADDRESS_NONE;
        return;
    }
    const rs_family_operations *operations = find(address->any.sa_family);
    if (operations && operations->format && operations->format(context, address, result)) {
        if (result->kind == RS_ADDRESS_FIELDS)
            result->fields.proto = context->proto;
        return;
    }
    memset(result, 0, sizeof *result);
    result->kind = RS_ADDRESS_RAW;
    result->raw.size =
        (size_t)address->size < sizeof result->raw.data ? (size_t)address->size : sizeof result->raw.data;
    memcpy(result->raw.data, &address->storage, result->raw.size);
}

int rs_put_c(rs_c_address *result, const void *sockaddr, size_t size) {
    memcpy(&result->storage, sockaddr, size);
    result->size = (socklen_t)size;
    return 0;
}

bool rs_get_c(const rs_c_address *address, void *sockaddr, size_t size) {
    if ((size_t)address->size < size)
        return false;
    memcpy(sockaddr, &address->storage, size);
    return true;
}

rs_c_address rs_address_room(void) {
    rs_c_address room;
    memset(&room, 0, sizeof room);
    room.size = sizeof room.storage;
    return room;
}

int rs_check_port(const char *caller, int64_t port, rs_error *error) {
    if (port < 0 || port > 0xffff)
        return rs_fail(error, RS_OVERFLOW_ERROR, "%s(): port must be 0-65535.", caller);
    return 0;
}

int rs_check_flowinfo(const char *caller, int64_t flowinfo, rs_error *error) {
    if (flowinfo < 0 || flowinfo > 0xfffff)
        return rs_fail(error, RS_OVERFLOW_ERROR, "%s(): flowinfo must be 0-1048575.", caller);
    return 0;
}
