/* Host names: their encoding, and the addresses that stand for them. */
#ifndef RS_HOST_H
#define RS_HOST_H

#include "address.h"
#include "text.h"

/*
 * The host as C string as Python's codec "idna" makes it: the labels of a str are checked, and encoded unless ASCII.
 * bytes are taken as they are. UnicodeError. A NUL inside stays; text None must have been handled. Clear the copy also
 * after a failure.
 */
int rs_host_encode(rs_text host, rs_copy *copy, rs_error *error);

/*
 * The host of an address tuple: "" is the wildcard address, "<broadcast>" the broadcast address, ASCII goes to
 * getaddrinfo() unchecked. family may be AF_UNSPEC. Fills the family, the host and (from a zone) the scope. The port is
 * only checked. TypeError, OSError, gaierror, OverflowError.
 */
int rs_host_resolve(const char *caller, const rs_host_address *address, int family, rs_c_address *result,
                    rs_error *error);

/* The host alone, as a C string that is encoded already. */
int rs_host_lookup(const char *host, int family, rs_c_address *result, rs_error *error);

/* What IDNA makes of a UTF-8 name that is not ASCII: idna_*.c. UnicodeError. */
int rs_idna(const char *name, rs_copy *copy, rs_error *error);

/* The entry of an encoded name (AF_INET) or, if that is NULL, of an address. gaierror, herror, OSError, MemoryError. */
int rs_sys_look_up(const char *name, const rs_c_address *address, rs_hostent **result, rs_error *error);
/* An entry of the system in one block: itself, the two arrays, the texts. */
int rs_hostent_take(const struct hostent *found, rs_hostent **result, rs_error *error);

#endif
