/* recv() and its like. */
#include "dropin.h"

/* bytes of `size`, cut to what came. With MSG_TRUNC more may be reported than was written. */
static PyObject *cut(PyObject *bytes, Py_ssize_t size, ptrdiff_t count) {
    if (count < size)
        _PyBytes_Resize(&bytes, count);
    return bytes;
}

/* Room for a negative size, which librefsock refuses, is none. */
static PyObject *room(Py_ssize_t size) {
    return PyBytes_FromStringAndSize(NULL, size < 0 ? 0 : size);
}

static PyObject *receive(dropin_socket *self, PyObject *arguments) {
    rs_error error;
    rs_socket *socket;
    Py_ssize_t size;
    ptrdiff_t count;
    PyObject *bytes;
    int flags = 0;
    if (!PyArg_ParseTuple(arguments, "n|i:recv", &size, &flags) || !(socket = dropin_get(self)) ||
        !(bytes = room(size)))
        return NULL;
    char *data = PyBytes_AS_STRING(bytes);
    DROPIN_WAIT(count = rs_recv(socket, data, size, flags, &error));
    if (count < 0) {
        Py_DECREF(bytes);
        return dropin_raise(self->state, &error);
    }
    return cut(bytes, size, count);
}

static PyObject *receive_from(dropin_socket *self, PyObject *arguments) {
    rs_error error;
    rs_socket *socket;
    rs_address from;
    Py_ssize_t size;
    ptrdiff_t count;
    PyObject *bytes;
    int flags = 0;
    if (!PyArg_ParseTuple(arguments, "n|i:recvfrom", &size, &flags) || !(socket = dropin_get(self)) ||
        !(bytes = room(size)))
        return NULL;
    char *data = PyBytes_AS_STRING(bytes);
    DROPIN_WAIT(count = rs_recvfrom(socket, data, size, flags, &from, &error));
    if (count < 0) {
        Py_DECREF(bytes);
        return dropin_raise(self->state, &error);
    }
    bytes = cut(bytes, size, count);
    PyObject *address = bytes ? dropin_address_build(&from) : NULL;
    if (!address) {
        Py_XDECREF(bytes);
        return NULL;
    }
    return Py_BuildValue("NN", bytes, address);
}

static PyObject *receive_into(dropin_socket *self, PyObject *arguments, PyObject *keywords) {
    static const char *const names[] = {"buffer", "nbytes", "flags", NULL};
    rs_error error;
    Py_buffer view;
    Py_ssize_t size = 0;
    ptrdiff_t count = -1;
    int flags = 0;
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "w*|ni:recv_into", DROPIN_NAMES(names), &view, &size, &flags))
        return NULL;
    rs_socket *socket = dropin_get(self);
    if (socket)
        DROPIN_WAIT(count = rs_recv_into(socket, view.buf, (size_t)view.len, size, flags, &error));
    PyBuffer_Release(&view);
    if (count < 0)
        return socket ? dropin_raise(self->state, &error) : NULL;
    return PyLong_FromSsize_t(count);
}

static PyObject *receive_from_into(dropin_socket *self, PyObject *arguments, PyObject *keywords) {
    static const char *const names[] = {"buffer", "nbytes", "flags", NULL};
    rs_error error;
    rs_address from;
    Py_buffer view;
    Py_ssize_t size = 0;
    ptrdiff_t count = -1;
    int flags = 0;
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "w*|ni:recvfrom_into", DROPIN_NAMES(names), &view, &size,
                                     &flags))
        return NULL;
    rs_socket *socket = dropin_get(self);
    if (socket)
        DROPIN_WAIT(count = rs_recvfrom_into(socket, view.buf, (size_t)view.len, size, flags, &from, &error));
    PyBuffer_Release(&view);
    if (count < 0)
        return socket ? dropin_raise(self->state, &error) : NULL;
    PyObject *address = dropin_address_build(&from);
    return address ? Py_BuildValue("nN", (Py_ssize_t)count, address) : NULL;
}

PyMethodDef dropin_receiving_methods[] = {
    {"recv", (PyCFunction)receive, METH_VARARGS,
     "recv(bufsize[, flags]) -> bytes\n\nWaits for data, of which at most bufsize bytes are taken; b'' is the end."},
    {"recvfrom", (PyCFunction)receive_from, METH_VARARGS,
     "recvfrom(bufsize[, flags]) -> (bytes, address)\n\nAs recv(), with the sender's address."},
    {"recv_into", (PyCFunction)(void (*)(void))receive_into, METH_VARARGS | METH_KEYWORDS,
     "recv_into(buffer, [nbytes[, flags]]) -> count\n\nAs recv(), into a buffer; nbytes 0 is all of it."},
    {"recvfrom_into", (PyCFunction)(void (*)(void))receive_from_into, METH_VARARGS | METH_KEYWORDS,
     "recvfrom_into(buffer[, nbytes[, flags]]) -> (count, address)\n\nAs recv_into(), with the sender's address."},
    {NULL, NULL, 0, NULL}};
