/* The names that the runner gave to objects. Safe from any lane. */
#ifndef ADAPTER_HANDLES_H
#define ADAPTER_HANDLES_H

#include "object.h"

/* The object of that name with a reference for the caller, or null. */
struct object *handles_get(const char *name);

/* Takes the reference; a former object of that name loses one. */
void handles_set(const char *name, struct object *object);

/* Takes the name away and hands its reference to the caller; null if there was none. */
struct object *handles_take(const char *name);

void handles_clear(void);

/* Calls `visit` for each object, without a reference of its own. */
void handles_each(void (*visit)(struct object *object));

#endif
