/* Interfaces in addresses: by name for the caller, by index for the system. */
#ifndef RS_INTERFACE_NAME_H
#define RS_INTERFACE_NAME_H

#include "fields.h"

/* Whether a name with its NUL fits where the system wants it. */
bool rs_interface_fits(rs_text name);

/* The index of the interface in the network namespace of the context's socket (in the caller's own without one).
 * OSError of the system, ENODEV if there is none with this name. */
int rs_interface_index(const rs_address_context *context, rs_text name, int *index, rs_error *error);

/* Reports the name of an interface; "" for index 0, and for one that is gone. */
void rs_report_interface(const rs_address_context *context, int index, rs_address *result);

#endif
