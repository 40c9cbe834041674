/* Services and protocols by name and number. */
#include "dropin.h"

static PyObject *number(PyObject *module, int result, const rs_error *error) {
    return result < 0 ? dropin_raise(dropin_module_state(module), error) : PyLong_FromLong(result);
}

static PyObject *get_servbyname(PyObject *module, PyObject *arguments) {
    rs_error error;
    const char *name;
    const char *protocol = NULL;
    int result;
    if (!PyArg_ParseTuple(arguments, "s|s:getservbyname", &name, &protocol) ||
        PySys_Audit("socket.getservbyname", "ss", name, protocol) < 0)
        return NULL;
    DROPIN_WAIT(result = rs_getservbyname(rs_str(name), rs_str(protocol), &error));
    return number(module, result, &error);
}

static PyObject *get_servbyport(PyObject *module, PyObject *arguments) {
    rs_error error;
    char name[RS_HOST_MAX];
    int port;
    const char *protocol = NULL;
    int result;
    if (!PyArg_ParseTuple(arguments, "i|s:getservbyport", &port, &protocol) ||
        PySys_Audit("socket.getservbyport", "is", port, protocol) < 0)
        return NULL;
    DROPIN_WAIT(result = rs_getservbyport(port, rs_str(protocol), name, &error));
    if (result < 0)
        return dropin_raise(dropin_module_state(module), &error);
    return PyUnicode_FromString(name);
}

static PyObject *get_protobyname(PyObject *module, PyObject *arguments) {
    rs_error error;
    const char *name;
    int result;
    if (!PyArg_ParseTuple(arguments, "s:getprotobyname", &name))
        return NULL;
    DROPIN_WAIT(result = rs_getprotobyname(rs_str(name), &error));
    return number(module, result, &error);
}

PyMethodDef dropin_database_functions[] = {
    {"getservbyname", get_servbyname, METH_VARARGS,
     "getservbyname(service[, protocol]) -> port\n\nA service's port; protocol is 'tcp' or 'udp', or either."},
    {"getservbyport", get_servbyport, METH_VARARGS,
     "getservbyport(port[, protocol]) -> service\n\nThe service of a port; protocol as in getservbyname()."},
    {"getprotobyname", get_protobyname, METH_VARARGS, "getprotobyname(name) -> a protocol's number"},
    {NULL, NULL, 0, NULL}};
