/* The C addresses that a socket hands to bind(), and those that getsockname() reports, without a kernel that has the
 * family: both are wrapped, and the socket stands on a descriptor of AF_INET. */
#ifndef PACKING_H
#define PACKING_H

#include "check.h"
#include "tuple.h"

static rs_error error;

/* What bind() was given last, and what getsockname() reports while the size is not 0. */
static struct sockaddr_storage bound, reported;
static socklen_t bound_size, reported_size;

int __wrap_bind(int fd, const struct sockaddr *address, socklen_t size);
int __real_getsockname(int fd, struct sockaddr *address, socklen_t *size);
int __wrap_getsockname(int fd, struct sockaddr *address, socklen_t *size);

int __wrap_bind(int fd, const struct sockaddr *address, socklen_t size) {
    (void)fd;
    memset(&bound, 0, sizeof bound);
    memcpy(&bound, address, size);
    bound_size = size;
    return 0;
}

int __wrap_getsockname(int fd, struct sockaddr *address, socklen_t *size) {
    if (reported_size == 0)
        return __real_getsockname(fd, address, size);
    memcpy(address, &reported, reported_size < *size ? reported_size : *size);
    *size = reported_size;
    return 0;
}

static inline rs_socket *stand_in(int family, int type, int proto) {
    rs_socket *socket, *inet = open_socket(AF_INET, SOCK_DGRAM);
    int fd = rs_detach(inet);
    rs_free(inet);
    WORKS(rs_open_fd(family, type, proto, fd, &socket, &error));
    return socket;
}

/* Byte for byte, gaps too: here structures have to be the same in these. */
static inline bool same_bytes(const void *found, const void *expected, size_t size) {
    return memcmp(found, expected, size) == 0;
}

/* The address becomes exactly these bytes. */
#define PACKS(socket, address, c, size)                                                                                \
    do {                                                                                                               \
        rs_address given_ = address;                                                                                   \
        WORKS(rs_bind(socket, &given_, &error));                                                                       \
        SAME(bound_size, size);                                                                                        \
        CHECK(same_bytes(&bound, c, size));                                                                            \
    } while (0)

#define REFUSES(socket, address, kind, code)                                                                           \
    do {                                                                                                               \
        rs_address given_ = address;                                                                                   \
        FAILS(rs_bind(socket, &given_, &error), kind, code);                                                           \
    } while (0)

/* What the library makes of these bytes from the system. */
static inline rs_address report_of(rs_socket *socket, const void *c, size_t size) {
    rs_address address;
    memcpy(&reported, c, size);
    reported_size = (socklen_t)size;
    WORKS(rs_getsockname(socket, &address, &error));
    reported_size = 0;
    return address;
}

/* There and back without a socket: by the family and the protocol alone. What is reported says which they are. */
static inline void packs_alone(int family, int proto, rs_address given, const void *c, size_t size) {
    rs_address found, again;
    struct sockaddr_storage packed;
    for (int turn = 0; turn < 2; turn++) {
        size_t packed_size = sizeof packed;
        WORKS(rs_resolve(family, proto, "bind", &given, &found, &error));
        CHECK(found.kind == RS_ADDRESS_FIELDS && found.fields.family == family && found.fields.proto == proto);
        WORKS(rs_address_to_c(&found, &packed, &packed_size, &error));
        SAME(packed_size, size);
        CHECK(same_bytes(&packed, c, size));
        WORKS(rs_address_from_c(&packed, packed_size, proto, &again, &error));
        CHECK(again.fields.proto == proto && again.fields.bare == found.fields.bare);
        SAME(again.fields.count, found.fields.count);
        given = again; /* what was reported is an argument, too */
    }
}

#endif
