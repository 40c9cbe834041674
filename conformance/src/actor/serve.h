/* The worker's side of worker.h: jobs come over the socket, results go back. */
#ifndef SOCKSPEC_ACTOR_SERVE_H
#define SOCKSPEC_ACTOR_SERVE_H

#include "actor/guardian.h"

#include <jansson.h>

/* Complete the capabilities, send {"ready":capabilities}, and serve jobs until the socket is closed:
 *   {"job":1,"program":{…},"impls":[0]}   {"job":2,"hello":0}   {"job":3,"bye":true}
 * The results are those of worker.h. Takes over `capabilities`. */
void serve(const struct guardian_task *task, json_t *capabilities);

#endif
