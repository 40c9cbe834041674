/* Memory that the library receives into. */
#ifndef ADAPTER_MEMORY_H
#define ADAPTER_MEMORY_H

#include "arguments.h"

/* Room for so many bytes that lives as long as the call; answered and false if there is none. */
bool call_room(struct call *call, long long size, void **data);

/* A size, as it is (maybe negative), and room for it that lives as long as the call; answered and false if there is no
 * such room. */
bool arg_room(struct call *call, int index, ptrdiff_t *size, void **data);

/* A buffer that C can write to: not read-only and without gaps. */
bool arg_writable(struct call *call, int index, void **data, size_t *size);
bool value_writable(struct call *call, const json_t *value, const char *where, void **data, size_t *size);

#endif
