/* The process between the runner and a worker: it dies last, so nothing of the worker stays. */
#ifndef SOCKSPEC_ACTOR_GUARDIAN_H
#define SOCKSPEC_ACTOR_GUARDIAN_H

#include "actor/worker.h"

struct guardian_task {
    const struct worker_options *options;
    const char *directory; /* of the worker, empty; removed at the end */
    const char *refused;   /* why there are to be no namespaces, or NULL: try */
    int socket;            /* the worker's end */
    pid_t runner;
};

/* Run in a fresh child of the runner; does not return. Sends {"refused":"…"} over the socket if namespaces are refused;
 * else the worker in it sends {"ready":{…capabilities…}} and serves, see serve.h. */
_Noreturn void guardian_run(const struct guardian_task *task);

#endif
