/* Addresses between the protocol and librefsock. */
#ifndef ADAPTER_ADDRESS_H
#define ADAPTER_ADDRESS_H

#include "arguments.h"

/* Text or bytes: an AF_UNIX name. A tuple or list: (host, port[, flowinfo[, scopeid]]), with as many fields as there
 * are. null: no address. What the library refuses is answered as its error; false then, and when C cannot pass it. */
bool value_address(struct call *call, const json_t *value, const char *where, rs_address *address);
bool arg_address(struct call *call, int index, rs_address *address);

/* The form that Python has for an address that was reported. */
void give_address(struct call *call, const rs_address *address);

#endif
