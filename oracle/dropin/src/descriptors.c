/* Module functions on descriptors. */
#include "dropin.h"

#include <limits.h>
#include <sys/socket.h>

int dropin_fd(PyObject *number) {
    long value = PyLong_AsLong(number);
    if (value >= INT_MIN && value <= INT_MAX)
        return (int)value;
    PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C int");
    return -1;
}

int dropin_cut_fd(PyObject *number) {
    return (int)PyLong_AsLong(number);
}

int dropin_pair_family(int family) {
    return family == -1 ? INT_MIN : family;
}

static PyObject *close_fd(PyObject *module, PyObject *argument) {
    rs_error error;
    int result;
    int fd = dropin_cut_fd(argument);
    if (fd == -1 && PyErr_Occurred())
        return NULL;
    DROPIN_WAIT(result = rs_close_fd(fd, &error));
    return dropin_result(dropin_module_state(module), result, &error);
}

static PyObject *dup_fd(PyObject *module, PyObject *argument) {
    rs_error error;
    int fd = dropin_cut_fd(argument);
    if (fd == -1 && PyErr_Occurred())
        return NULL;
    int copy = rs_dup_fd(fd, &error);
    return copy < 0 ? dropin_raise(dropin_module_state(module), &error) : PyLong_FromLong(copy);
}

static PyObject *socket_pair(PyObject *module, PyObject *arguments) {
    rs_error error;
    rs_socket *pair[2];
    dropin_state *state = dropin_module_state(module);
    int family = AF_UNIX, type = SOCK_STREAM, proto = 0;
    int result;
    if (!PyArg_ParseTuple(arguments, "|iii:socketpair", &family, &type, &proto))
        return NULL;
    DROPIN_WAIT(result = rs_socketpair(dropin_pair_family(family), type, proto, pair, &error));
    if (result < 0)
        return dropin_raise(state, &error);
    PyObject *first = dropin_socket_wrap(state, pair[0]);
    PyObject *second = dropin_socket_wrap(state, pair[1]);
    if (first && second)
        return Py_BuildValue("NN", first, second);
    Py_XDECREF(first);
    Py_XDECREF(second);
    return NULL;
}

PyMethodDef dropin_descriptor_functions[] = {
    {"close", close_fd, METH_O, "close(fd)\n\nCloses a socket's descriptor."},
    {"dup", dup_fd, METH_O, "dup(fd) -> fd\n\nAnother descriptor of the same socket, not inheritable."},
    {"socketpair", socket_pair, METH_VARARGS,
     "socketpair([family[, type[, proto]]]) -> (socket, socket)\n\nTwo sockets that are connected to each other; "
     "AF_UNIX "
     "unless another family is given."},
    {NULL, NULL, 0, NULL}};
