/* C addresses and the families that read and write them. A family is one file, family_*.c, and one line in family.c. */
#ifndef RS_ADDRESS_H
#define RS_ADDRESS_H

#include "refsock.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

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

typedef struct rs_family_operations {
    int family;
    /* An argument, of whatever kind, as C address; `caller` names the function in messages. */
    int (*parse)(const char *caller, const rs_address *address, rs_c_address *result, rs_error *error);
    /* What the system reported, of this family; never NONE. */
    void (*format)(const rs_c_address *address, rs_address *result);
} rs_family_operations;

extern const rs_family_operations rs_family_inet;
extern const rs_family_operations rs_family_inet6;
extern const rs_family_operations rs_family_unix;

int rs_address_parse(int family, const char *caller, const rs_address *address, rs_c_address *result, rs_error *error);
void rs_address_format(const rs_c_address *address, rs_address *result);

/* An empty C address with all its room, as recvfrom() and its like want it. */
rs_c_address rs_address_room(void);

/* TypeError: the address is not of this family's form. */
int rs_fail_form(const char *caller, const char *family, const rs_address *address, rs_error *error);

/* CPython's rules for the numbers of an address tuple. */
int rs_check_port(const char *caller, int64_t port, rs_error *error);
int rs_check_flowinfo(const char *caller, int64_t flowinfo, rs_error *error);

/* The bytes of C address that an AF_UNIX name takes (after sun_path's offset), or -1: OSError if it is too long,
 * ValueError for a NUL in a path. */
int rs_unix_check(const char *name, size_t size, rs_error *error);

#endif
