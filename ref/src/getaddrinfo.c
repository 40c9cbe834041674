#include "address.h"
#include "error.h"
#include "host.h"
#include "system.h"

#include <stdlib.h>
#include <string.h>

/* The whole list in one block: the entries, then the texts. */
static int take(const struct addrinfo *found, rs_addrinfo **list, rs_error *error) {
    size_t count = 0, text_size = 0;
    for (const struct addrinfo *entry = found; entry; entry = entry->ai_next) {
        count++;
        text_size += entry->ai_canonname ? strlen(entry->ai_canonname) + 1 : 0;
    }
    // NOLINTNEXTLINE(clang-analyzer-optin.portability.UnixAPI): the list is never empty
    rs_addrinfo *made = malloc(count * sizeof *made + text_size);
    if (!made)
        return rs_fail_memory(error);
    char *text = (char *)(made + count);
    rs_addrinfo *to = made;
    for (const struct addrinfo *entry = found; entry; entry = entry->ai_next, to++) {
        to->family = entry->ai_family;
        to->type = entry->ai_socktype;
        to->proto = entry->ai_protocol;
        to->canonname = "";
        if (entry->ai_canonname) {
            size_t size = strlen(entry->ai_canonname) + 1;
            to->canonname = memcpy(text, entry->ai_canonname, size);
            text += size;
        }
        rs_address_from_c(entry->ai_addr, entry->ai_addrlen, -1, &to->address, NULL);
    }
    *list = made;
    return (int)count;
}

int rs_getaddrinfo(rs_text host, rs_port port, int family, int type, int proto, int flags, rs_addrinfo **list,
                   rs_error *error) {
    rs_copy host_copy, port_copy;
    host_copy.text = port_copy.text = NULL;
    int result = -1;
    if (port.kind == RS_PORT_NAME && !port.name.data)
        port.kind = RS_PORT_NONE;
    if (rs_text_has_nul(host) || (port.kind == RS_PORT_NAME && rs_text_has_nul(port.name)))
        return rs_fail(error, RS_VALUE_ERROR, "embedded null character");
    if (host.data && rs_host_encode(host, &host_copy, error) < 0)
        goto done;
    if (port.kind == RS_PORT_NUMBER) {
        rs_copy_number(&port_copy, port.number);
    } else if (port.kind == RS_PORT_NAME && rs_copy_make(&port_copy, port.name.data, port.name.size, error) < 0) {
        goto done;
    }
    struct addrinfo hints = {.ai_family = family, .ai_socktype = type, .ai_protocol = proto, .ai_flags = flags},
                    *found = NULL;
    int code = getaddrinfo(host_copy.text, port_copy.text, &hints, &found);
    if (code != 0) {
        rs_fail_gai(error, code, errno);
        goto done;
    }
    result = take(found, list, error);
    freeaddrinfo(found);
done:
    rs_copy_clear(&host_copy);
    rs_copy_clear(&port_copy);
    return result;
}

void rs_addrinfo_free(rs_addrinfo *list) {
    free(list);
}
