/* Addresses between the protocol and librefsock. */
#ifndef ADAPTER_ADDRESS_H
#define ADAPTER_ADDRESS_H

#include "arguments.h"

/* null: no address. A tuple or list: its elements. Anything else stands for itself. false, and answered, when C cannot
 * pass it. */
bool value_address(struct call *call, const json_t *value, const char *where, rs_address *address);
bool arg_address(struct call *call, int index, rs_address *address);

/* The form that Python has for an address that was reported. */
void give_address(struct call *call, const rs_address *address);

#endif
