/* AF_UNIX: a path, or an abstract name where the system has them. */
#include "address.h"
#include "error.h"
#include "fields.h"

#include <string.h>

_Static_assert(sizeof((struct sockaddr_un *)0)->sun_path <= RS_UNIX_MAX, "RS_UNIX_MAX holds any AF_UNIX name");

int rs_unix_name(rs_address *address, const void *name, size_t size, rs_error *error) {
    if (rs_unix_check(name, size, error) < 0)
        return -1;
    memset(address, 0, sizeof *address);
    address->kind = RS_ADDRESS_UNIX;
    address->un.size = size;
    if (size)
        memcpy(address->un.name, name, size);
    return 0;
}

static int parse(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error) {
    (void)context;
    rs_text name = {address->un.name, address->un.size, false};
    if (address->kind == RS_ADDRESS_FIELDS && address->fields.bare)
        name = rs_field_text(address, 0);
    else if (address->kind != RS_ADDRESS_UNIX)
        name.data = NULL;
    if (!name.data)
        return rs_fail(error, RS_TYPE_ERROR, "a bytes-like object is required, not '%s'", rs_form(address));
    int size = rs_unix_check(name.data, name.size, error);
    if (size < 0)
        return -1;
    if (name.size)
        memcpy(result->un.sun_path, name.data, name.size);
    result->un.sun_family = AF_UNIX;
    result->size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)size);
    return 0;
}

static bool format(const rs_address_context *context, const rs_c_address *address, rs_address *result) {
    (void)context;
    result->kind = RS_ADDRESS_UNIX;
    if ((size_t)address->size <= offsetof(struct sockaddr_un, sun_path))
        return true; /* unnamed */
    size_t size = address->size - offsetof(struct sockaddr_un, sun_path);
    if (size > RS_UNIX_MAX)
        size = RS_UNIX_MAX;
    size = rs_unix_size(address->un.sun_path, size);
    result->un.size = size;
    memcpy(result->un.name, address->un.sun_path, size);
    return true;
}

const rs_family_operations rs_family_unix = {AF_UNIX, parse, format, RS_STARTS_OVER};
