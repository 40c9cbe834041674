/* Real data over each address family. A case runs in a process of its own, with a default timeout of 5 s, so that
 * nothing waits for ever; it ends with a failed CHECK, or returns. */
#ifndef DATA_H
#define DATA_H

#include "../check.h"
#include "../tuple.h"

typedef struct data_case {
    const char *name;
    int family, type, proto;      /* a socket that the kernel must be able to make */
    const char *(*missing)(void); /* what else must be there and is not; NULL: nothing else is needed */
    void (*run)(void);
} data_case;

/* Each ended by a case without name. */
extern const data_case alg_cases[], bluetooth_cases[], can_cases[], inet_cases[], link_cases[], tipc_cases[],
    vsock_cases[];

rs_socket *make_socket(int family, int type, int proto);
rs_socket *make_bound(int family, int type, int proto, rs_address address);

/* The connection of `client` to the listener at `address`. Neither end waits for the other in its call: the systems
 * differ in which of connect() and accept() is done first. */
rs_socket *make_connection(rs_socket *listener, rs_socket *client, rs_address address, rs_address *peer);

/* A message from one to the other, over a connection, both ways. */
void exchange(rs_socket *a, rs_socket *b);

/* What is received is this text. */
void receives(rs_socket *socket, const char *expected);

/* An object on a duplicate, with nothing told, finds out what the socket is. */
void is_found_out(rs_socket *socket);

#endif
