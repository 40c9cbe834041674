/* Protocols and services. */
#include "error.h"
#include "host.h"
#include "libc_lock.h"
#include "system.h"

#include <stdio.h>

static const char nul[] = "embedded null character";

int rs_getprotobyname(rs_text name, rs_error *error) {
    rs_copy copy;
    if (rs_need_text(name, "getprotobyname() argument 1 must be str, not None", error) < 0 ||
        rs_copy_text(&copy, &name, nul, error) < 0)
        return -1;
    rs_sys_lock_libc();
    const struct protoent *entry = getprotobyname(copy.text);
    int number = entry ? entry->p_proto : -1;
    rs_sys_unlock_libc();
    rs_copy_clear(&copy);
    return number < 0 ? rs_fail(error, RS_OSERROR, "protocol not found") : number;
}

int rs_getservbyname(rs_text name, rs_text protocol, rs_error *error) {
    rs_copy copy, protocol_copy = {0};
    int port = -1;
    if (rs_need_text(name, "getservbyname() argument 1 must be str, not None", error) < 0 ||
        rs_copy_text(&copy, &name, nul, error) < 0)
        return -1;
    if (!protocol.data || rs_copy_text(&protocol_copy, &protocol, nul, error) == 0) {
        rs_sys_lock_libc();
        const struct servent *entry = getservbyname(copy.text, protocol_copy.text);
        port = entry ? ntohs((uint16_t)entry->s_port) : -1;
        rs_sys_unlock_libc();
        if (port < 0)
            rs_fail(error, RS_OSERROR, "service/proto not found");
    }
    rs_copy_clear(&copy);
    rs_copy_clear(&protocol_copy);
    return port;
}

int rs_getservbyport(int64_t port, rs_text protocol, char result[RS_HOST_MAX], rs_error *error) {
    rs_copy copy = {0};
    if (port < 0 || port > 0xffff)
        return rs_fail(error, RS_OVERFLOW_ERROR, "getservbyport: port must be 0-65535.");
    if (protocol.data && rs_copy_text(&copy, &protocol, nul, error) < 0)
        return -1;
    rs_sys_lock_libc();
    const struct servent *entry = getservbyport(htons((uint16_t)port), copy.text);
    int size = entry ? snprintf(result, RS_HOST_MAX, "%s", entry->s_name) : -1;
    rs_sys_unlock_libc();
    rs_copy_clear(&copy);
    return size < 0 ? rs_fail(error, RS_OSERROR, "port/proto not found") : size;
}
