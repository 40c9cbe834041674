/* What the system reports of AF_UNIX: there are no abstract names, so NULs are an unnamed end. Addresses alone, since
 * Wine has no such sockets. */
#include "check.h"

#include <sys/socket.h>

#include <afunix.h>

static rs_error error;

/* The name in a C address whose path is `name`, and then NULs up to `size` bytes. */
static void reported(const char *name, size_t size, const char *expected) {
    struct sockaddr_un c = {.sun_family = AF_UNIX};
    rs_address address;
    memcpy(c.sun_path, name, strlen(name));
    WORKS(rs_address_from_c(&c, offsetof(struct sockaddr_un, sun_path) + size, -1, &address, &error));
    SAME(address.kind, RS_ADDRESS_UNIX);
    SAME(address.un.size, strlen(expected));
    CHECK(memcmp(address.un.name, expected, strlen(expected)) == 0);
}

int main(void) {
    reported("", 0, "");
    reported("", 14, "");
    reported("", sizeof((struct sockaddr_un *)0)->sun_path, "");
    reported("C:/x", 5, "C:/x");
    reported("C:/x", 14, "C:/x");
    return 0;
}
