/* send(), sendall(), sendto(). */
#include "dropin.h"

static PyObject *send_some(dropin_socket *self, PyObject *arguments) {
    rs_error error;
    Py_buffer view;
    ptrdiff_t count = -1;
    int flags = 0;
    if (!PyArg_ParseTuple(arguments, "y*|i:send", &view, &flags))
        return NULL;
    rs_socket *socket = dropin_get(self);
    if (socket)
        DROPIN_WAIT(count = rs_send(socket, view.buf, (size_t)view.len, flags, &error));
    PyBuffer_Release(&view);
    if (count < 0)
        return socket ? dropin_raise(self->state, &error) : NULL;
    return PyLong_FromSsize_t(count);
}

static PyObject *send_all(dropin_socket *self, PyObject *arguments) {
    rs_error error;
    Py_buffer view;
    int result = -1;
    int flags = 0;
    if (!PyArg_ParseTuple(arguments, "y*|i:sendall", &view, &flags))
        return NULL;
    rs_socket *socket = dropin_get(self);
    if (socket)
        DROPIN_WAIT(result = rs_sendall(socket, view.buf, (size_t)view.len, flags, &error));
    PyBuffer_Release(&view);
    return socket ? dropin_result(self->state, result, &error) : NULL;
}

static PyObject *send_to(dropin_socket *self, PyObject *arguments) {
    rs_error error;
    Py_buffer view;
    PyObject *destination;
    dropin_address address;
    rs_socket *socket = NULL;
    ptrdiff_t count = -1;
    int flags = 0;
    int parsed;
    switch (PyTuple_GET_SIZE(arguments)) {
    case 2:
        parsed = PyArg_ParseTuple(arguments, "y*O:sendto", &view, &destination);
        break;
    case 3:
        parsed = PyArg_ParseTuple(arguments, "y*iO:sendto", &view, &flags, &destination);
        break;
    default:
        PyErr_Format(PyExc_TypeError, "sendto() takes 2 or 3 arguments (%zd given)", PyTuple_GET_SIZE(arguments));
        return NULL;
    }
    if (!parsed)
        return NULL;
    if (dropin_address_parse(destination, self->family, self->proto, &address) == 0) {
        if (PySys_Audit("socket.sendto", "OO", self, destination) == 0 && (socket = dropin_get(self)))
            DROPIN_WAIT(count = rs_sendto(socket, view.buf, (size_t)view.len, flags, &address.value, &error));
        dropin_address_clear(&address);
    }
    PyBuffer_Release(&view);
    if (count < 0)
        return socket ? dropin_raise(self->state, &error) : NULL;
    return PyLong_FromSsize_t(count);
}

PyMethodDef dropin_sending_methods[] = {
    {"send", (PyCFunction)send_some, METH_VARARGS,
     "send(data[, flags]) -> count\n\nSends; how many bytes went may be fewer than there are."},
    {"sendall", (PyCFunction)send_all, METH_VARARGS, "sendall(data[, flags])\n\nSends everything, or raises."},
    {"sendto", (PyCFunction)send_to, METH_VARARGS,
     "sendto(data[, flags], address) -> count\n\nAs send(), to an address."},
    {NULL, NULL, 0, NULL}};
