/* C addresses and the families that read and write them. A family is one file, family_NAME.c, and NAME in the list of
 * each system that has it, families_*.c. The build finds every family_*_linux.c; CMakeLists.txt names the others. */
#ifndef RS_ADDRESS_H
#define RS_ADDRESS_H

#include "socket.h"

typedef struct rs_c_address {
    socklen_t size;
    union {
        struct sockaddr any;
        struct sockaddr_in inet;
        struct sockaddr_in6 inet6;
        struct sockaddr_un un;
        struct sockaddr_storage storage;
    };
} rs_c_address;

enum { RS_NO_SOCKET = -2 };

/* What an address is read or written for. */
typedef struct rs_address_context {
    const char *caller; /* names the function in messages */
    int family;
    int proto; /* decides about the form in AF_CAN and AF_BLUETOOTH; -1: unknown */
    int fd;    /* of the socket, which can be asked for interfaces; -1 if it is closed, RS_NO_SOCKET */
} rs_address_context;

static inline rs_address_context rs_context(const rs_socket *socket, const char *caller) {
    return (rs_address_context){caller, socket->family, socket->proto, atomic_load(&socket->fd)};
}

/* What else is special about a family. */
enum {
    RS_NAMELESS = 1,     /* its sockets have no address: accept() fails where it is asked for one, and never waits */
    RS_STRICT_FLAGS = 2, /* to send with MSG_NOSIGNAL is refused; there is no SIGPIPE either */
    RS_WIDE_OPTIONS = 4, /* the numbers of its options have 64 bits, unsigned */
    RS_STARTS_OVER = 8   /* a connect() that a signal interrupts has nothing under way, and has to be made again */
};

typedef struct rs_family_operations {
    int family;
    /* An argument, of whatever kind, as C address. *result is zero before. */
    int (*parse)(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error);
    /* What the system reported, of this family. *result is zero before. false: it has no form, and stays raw. NULL:
     * none has. */
    bool (*format)(const rs_address_context *context, const rs_c_address *address, rs_address *result);
    unsigned traits;
} rs_family_operations;

/* Those that this system has, ended by NULL: families_*.c. */
extern const rs_family_operations *const rs_families[];

/* With them a list makes the table: FAMILY(NAME) is rs_family_NAME, of its own file. */
#define RS_FAMILY_EXTERN(name) extern const rs_family_operations rs_family_##name;
#define RS_FAMILY_ENTRY(name) &rs_family_##name,

int rs_address_parse(const rs_address_context *context, const rs_address *address, rs_c_address *result,
                     rs_error *error);
void rs_address_format(const rs_address_context *context, const rs_c_address *address, rs_address *result);

/* RS_NAMELESS and so on. */
unsigned rs_family_traits(int family);

/* The family's own structure into *result: always 0, so that a parser can end with it. */
int rs_put_c(rs_c_address *result, const void *sockaddr, size_t size);
/* And out of it; false if it has fewer bytes. */
bool rs_get_c(const rs_c_address *address, void *sockaddr, size_t size);

/* An empty C address with all its room, as recvfrom() and its like want it. */
rs_c_address rs_address_room(void);

/* TypeError: the address is not of this family's form. */
int rs_fail_form(const char *caller, const char *family, const rs_address *address, rs_error *error);

/* The name of the address's Python type, for messages. */
const char *rs_form(const rs_address *address);

/* CPython's rules for the numbers of an address tuple. */
int rs_check_port(const char *caller, int64_t port, rs_error *error);
int rs_check_flowinfo(const char *caller, int64_t flowinfo, rs_error *error);

/* The bytes of C address that an AF_UNIX name takes (after sun_path's offset), or -1: OSError if it is too long,
 * ValueError for a NUL in a path. */
int rs_unix_check(const char *name, size_t size, rs_error *error);
/* How many of the `size` bytes that the system has given are the name. A path ends at its NUL, or with the room where
 * it fills that. */
size_t rs_unix_size(const char *name, size_t size);

/* The pair (host, port), for `family`, which shares its form with AF_INET. */
int rs_parse_inet(const rs_address_context *context, const rs_address *address, rs_c_address *result, rs_error *error);

#endif
