/* The table of address families, and what goes by it. */
#include "address.h"
#include "error.h"

#include <string.h>

static const rs_family_operations *const families[] = {&rs_family_inet, &rs_family_inet6, &rs_family_unix};

static const rs_family_operations *find(int family) {
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (families[i]->family == family)
            return families[i];
    return NULL;
}

static int parse_raw(int family, const char *caller, const rs_address *address, rs_c_address *result, rs_error *error) {
    if (address->raw.size > sizeof result->storage || address->raw.size < sizeof(sa_family_t))
        return rs_fail(error, RS_TYPE_ERROR, "%s(): a raw address has %zu bytes; %zu to %zu are possible", caller,
                       address->raw.size, sizeof(sa_family_t), sizeof result->storage);
    memset(result, 0, sizeof *result);
    memcpy(&result->storage, address->raw.data, address->raw.size);
    result->size = (socklen_t)address->raw.size;
    if (result->any.sa_family != family)
        return rs_fail(error, RS_TYPE_ERROR, "%s(): the address is of family %d, the socket of family %d", caller,
                       result->any.sa_family, family);
    return 0;
}

int rs_address_parse(int family, const char *caller, const rs_address *address, rs_c_address *result, rs_error *error) {
    if (address->kind == RS_ADDRESS_RAW)
        return parse_raw(family, caller, address, result, error);
    const rs_family_operations *operations = find(family);
    if (!operations)
        return rs_fail(error, RS_OSERROR, "%s(): unknown address family", caller);
    memset(result, 0, sizeof *result);
    return operations->parse(caller, address, result, error);
}

void rs_address_format(const rs_c_address *address, rs_address *result) {
    memset(result, 0, sizeof *result);
    if (address->size < sizeof(sa_family_t)) {
        result->kind = RS_ADDRESS_NONE;
        return;
    }
    const rs_family_operations *operations = find(address->any.sa_family);
    if (operations) {
        operations->format(address, result);
        return;
    }
    result->kind = RS_ADDRESS_RAW;
    result->raw.size = address->size < sizeof result->raw.data ? address->size : sizeof result->raw.data;
    memcpy(result->raw.data, &address->storage, result->raw.size);
}

rs_c_address rs_address_room(void) {
    rs_c_address room;
    memset(&room, 0, sizeof room);
    room.size = sizeof room.storage;
    return room;
}

static const char *form(const rs_address *address) {
    switch (address->kind) {
    case RS_ADDRESS_NONE:
        return "NoneType";
    case RS_ADDRESS_UNIX:
        return address->un.size && address->un.name[0] == '\0' ? "bytes" : "str";
    default:
        return "tuple";
    }
}

int rs_fail_form(const char *caller, const char *family, const rs_address *address, rs_error *error) {
    return rs_fail(error, RS_TYPE_ERROR, "%s(): %s address must be tuple, not %s", caller, family, form(address));
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
