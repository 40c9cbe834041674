/* Winsock keeps the entries of each thread apart. */
#include "error.h"
#include "host.h"

int rs_sys_look_up(const char *name, const rs_c_address *address, rs_hostent **result, rs_error *error) {
    const struct hostent *found;
    int family = name ? AF_INET : address->any.sa_family;
    rs_win_start();
    if (name)
        found = gethostbyname(name);
    else if (family == AF_INET)
        found = gethostbyaddr((const char *)&address->inet.sin_addr, sizeof(struct in_addr), AF_INET);
    else
        found = gethostbyaddr((const char *)&address->inet6.sin6_addr, sizeof(struct in6_addr), AF_INET6);
    if (!found)
        return rs_fail_herror(error, WSAGetLastError());
    return found->h_addrtype == family ? rs_hostent_take(found, result, error) : rs_fail_errno(error, EAFNOSUPPORT);
}
