/* A port as getaddrinfo() takes it. */
#ifndef ADAPTER_PORT_H
#define ADAPTER_PORT_H

#include "arguments.h"

/* null, an integer, or a service's name. */
bool value_port(struct call *call, const json_t *value, const char *where, rs_port *port);
bool arg_port(struct call *call, int index, rs_port *port);

#endif
