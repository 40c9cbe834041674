/* The operations: conformance/operations.tsv joined with the handlers of this adapter. */
#ifndef ADAPTER_REGISTRY_H
#define ADAPTER_REGISTRY_H

#include "call.h"

/* Joins them; ends the process if a handler has no row (a mistake of the build). */
void registry_make(void);

/* The operation of that name, or null if nobody has it. */
const struct operation *registry_find(const char *name);

/* All operations, sorted by name. */
const struct operation *registry_all(size_t *count);

#endif
