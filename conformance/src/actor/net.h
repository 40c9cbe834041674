/* Interfaces of a network namespace of our own. */
#ifndef SOCKSPEC_ACTOR_NET_H
#define SOCKSPEC_ACTOR_NET_H

#include <stdbool.h>

/* All return 0, or -1 with errno. They need CAP_NET_ADMIN in the namespace. */

/* Bring an interface up. lo gets 127.0.0.1 and ::1 with that. */
int net_up(const char *name);
/* A pair of virtual Ethernet interfaces, with addresses (duplicate detection off), up. */
int net_add_veth(const char *name, const char *peer);
/* An interface of a kind that needs no more than a name: "vcan", "dummy"; up, with an MTU in octets. EOPNOTSUPP: the
 * kernel does not have it. */
int net_add_link(const char *kind, const char *name, unsigned mtu);
/* Give it an address: text and length of the prefix. */
int net_add_address(const char *name, int family, const char *address, unsigned prefix);
/* Send what goes to an IPv4 destination out of that interface. */
int net_add_route(const char *name, const char *destination, unsigned prefix);
/* Let each packet of the interface wait for the one before it and `milliseconds`, however short it is. */
int net_delay(const char *name, unsigned milliseconds);
/* Whether IPv6 can be used: a socket that binds ::1. */
bool net_has_ipv6(void);

#endif
