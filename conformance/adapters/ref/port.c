#include "port.h"

bool value_port(struct call *call, const json_t *value, const char *where, rs_port *port) {
    *port = (rs_port){.kind = RS_PORT_NONE};
    if (json_is_null(value))
        return true;
    if (value_is_text(value) || value_is_bytes(value)) {
        port->kind = RS_PORT_NAME;
        return value_host(call, value, where, false, &port->name);
    }
    long long number;
    port->kind = RS_PORT_NUMBER;
    if (!value_int(call, value, where, INT64_MIN, INT64_MAX, &number))
        return false;
    port->number = number;
    return true;
}

bool arg_port(struct call *call, int index, rs_port *port) {
    call->reading = index;
    return value_port(call, call->argument[index], NULL, port);
}
