/* The one set of capabilities that actors have, whoever runs the runner. */
#ifndef SOCKSPEC_ACTOR_PRIVILEGE_H
#define SOCKSPEC_ACTOR_PRIVILEGE_H

#include <stdbool.h>

/* Give up everything but CAP_NET_RAW, CAP_NET_ADMIN, CAP_NET_BIND_SERVICE and CAP_SYS_ADMIN, for this process and, as
 * ambient capabilities, for the programs it executes. 0, or -1 with errno. */
int privilege_limit(void);

/* Give up every capability for good, also those that a program executed as root would get. 0, or -1 with errno. */
int privilege_drop_all(void);

/* Whether this process has the set of privilege_limit(), and no more. */
bool privilege_is_limited(void);

#endif
