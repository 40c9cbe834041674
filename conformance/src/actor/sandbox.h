/* Namespaces of a worker. Called in this order: sandbox_enter() in a process that then forks; sandbox_build() in its
 * child, which is process 1 of a new pid namespace. */
#ifndef SOCKSPEC_ACTOR_SANDBOX_H
#define SOCKSPEC_ACTOR_SANDBOX_H

#include <jansson.h>
#include <stdbool.h>

/* The host name in the sandbox. */
#define SANDBOX_HOST_NAME "sockspec"

/* A new user namespace, in which this process's user is the ordinary user 1000 with all capabilities, and a pid
 * namespace for the children; only the latter if `host_network`, which needs root. 0, or -1 with *reason, to free(). */
int sandbox_enter(bool host_network, char **reason);

/* New mount, net, uts and ipc namespaces: /proc, a tmpfs on `directory`, /etc with the files of `etc_dir` (NULL: as it
 * is) over it, lo, veth0 (10.9.0.1/24, fd00:9::1/64) and veth1 (.2, ::2), routes for broadcast and multicast through
 * veth0 and no other, vcan0; then only the capabilities of privilege.h. What may be missing is reported in
 * `capabilities` (worker.h). With `host_network` there is no net namespace, and no interface is touched; otherwise
 * packets over lo are held for `loopback_delay` milliseconds, if it is not 0. 0, or -1 with *reason, to free(), when
 * nothing can be made of it. */
int sandbox_build(const char *directory, const char *etc_dir, bool host_network, unsigned loopback_delay,
                  json_t *capabilities, char **reason);

/* Report one: with a NULL reason it is available. */
void sandbox_report(json_t *capabilities, const char *name, const char *reason);

#endif
