/* What this worker offers to cases: tried out, not assumed. */
#ifndef SOCKSPEC_ACTOR_PROBE_H
#define SOCKSPEC_ACTOR_PROBE_H

#include "actor/process.h"

#include <jansson.h>
#include <stdbool.h>

/* Complete `capabilities` (see worker.h): what sandbox_build() has reported stays. `refused` says why there is no
 * sandbox, NULL if there is one. `own_network`: it has a network namespace. `options` as for actors. */
void probe_capabilities(json_t *capabilities, const char *etc_dir, const char *refused, bool own_network,
                        const struct process_options *options);

#endif
