#include "error.h"
#include "host.h"

#include <stdlib.h>

/* The reentrant calls with a room that grows until the entry fits. */
int rs_sys_look_up(const char *name, const rs_c_address *address, rs_hostent **result, rs_error *error) {
    for (size_t size = 1024; size <= (size_t)1 << 24; size *= 2) {
        struct hostent entry, *found = NULL;
        int h_code = 0, code;
        char *room = malloc(size);
        if (!room)
            return rs_fail_memory(error);
        if (name)
            code = gethostbyname_r(name, &entry, room, size, &found, &h_code);
        else if (address->any.sa_family == AF_INET)
            code = gethostbyaddr_r(&address->inet.sin_addr, sizeof(struct in_addr), AF_INET, &entry, room, size, &found,
                                   &h_code);
        else
            code = gethostbyaddr_r(&address->inet6.sin6_addr, sizeof(struct in6_addr), AF_INET6, &entry, room, size,
                                   &found, &h_code);
        int done = -1;
        if (found && found->h_addrtype != (name ? AF_INET : address->any.sa_family))
            rs_fail_errno(error, EAFNOSUPPORT);
        else if (found)
            done = rs_hostent_take(found, result, error);
        else if (code != ERANGE)
            rs_fail_herror(error, h_code);
        free(room);
        if (found || code != ERANGE)
            return done;
    }
    return rs_fail_memory(error);
}
