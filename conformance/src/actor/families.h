/* Address families and protocols that a kernel may lack: each tried out in the worker's own network namespace. */
#ifndef SOCKSPEC_ACTOR_FAMILIES_H
#define SOCKSPEC_ACTOR_FAMILIES_H

#include <jansson.h>
#include <stdbool.h>

/* Goes on with why there is no such socket. */
#define FAMILY_ELSEWHERE "; a kernel that has it has it in its first network namespace only"

/* Report each of the needs from `af_alg` to `vsock_loopback` of docs/case-language.md in `capabilities` (sandbox.h).
 * Must be called after the interfaces stand; `vcan` stays as it is if it has been found missing. `isolated`: the
 * network namespace is the worker's own; what has names that all workers would share (tipc) is not available otherwise.
 * Nothing blocks. */
void families_probe(json_t *capabilities, bool isolated);

#endif
