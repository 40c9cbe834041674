/* getsockopt() and setsockopt(). */
#include "dropin.h"

#include <sys/socket.h>

/* The options of AF_VSOCK are unsigned and of 64 bits, more than librefsock's int has, and never bytes in Python. */
static bool wide(const dropin_socket *self) {
#ifdef AF_VSOCK
    return self->family == AF_VSOCK;
#else
    (void)self;
    return false;
#endif
}

static PyObject *get_int(dropin_socket *self, rs_socket *socket, int level, int option) {
    rs_error error;
    if (wide(self)) {
        uint64_t value = 0;
        if (rs_getsockopt(socket, level, option, &value, sizeof value, &error) < 0)
            return dropin_raise(self->state, &error);
        return PyLong_FromUnsignedLongLong(value);
    }
    int value;
    if (rs_getsockopt_int(socket, level, option, &value, &error) < 0)
        return dropin_raise(self->state, &error);
    return PyLong_FromLong(value);
}

static PyObject *get_option(dropin_socket *self, PyObject *arguments) {
    rs_error error;
    rs_socket *socket;
    int level, option, size = 0;
    if (!PyArg_ParseTuple(arguments, "ii|i:getsockopt", &level, &option, &size) || !(socket = dropin_get(self)))
        return NULL;
    if (size == 0)
        return get_int(self, socket, level, option);
    if (wide(self)) {
        PyErr_SetString(PyExc_OSError, "getsockopt string buffer not allowed");
        return NULL;
    }
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, size > 0 && size <= RS_OPTION_MAX ? size : 0);
    if (!bytes)
        return NULL;
    int count = rs_getsockopt(socket, level, option, PyBytes_AS_STRING(bytes), size, &error);
    if (count < 0) {
        Py_DECREF(bytes);
        return dropin_raise(self->state, &error);
    }
    if (count < size)
        _PyBytes_Resize(&bytes, count);
    return bytes;
}

/* An int, and nothing else, for options of 64 bits. */
static PyObject *set_wide(dropin_socket *self, PyObject *arguments) {
    rs_error error;
    rs_socket *socket;
    int level, option;
    unsigned long long value;
    if (!PyArg_ParseTuple(arguments, "iiK:setsockopt", &level, &option, &value) || !(socket = dropin_get(self)))
        return NULL;
    uint64_t number = value;
    return dropin_result(self->state, rs_setsockopt(socket, level, option, &number, sizeof number, &error), &error);
}

/* Whether the value is a C int. What is none may be bytes; an exception on the way is not told. */
static bool is_number(PyObject *value, int *number) {
    PyObject *alone = PyTuple_Pack(1, value);
    bool parsed = alone && PyArg_ParseTuple(alone, "i", number);
    Py_XDECREF(alone);
    if (!parsed)
        PyErr_Clear();
    return parsed;
}

static PyObject *set_bytes(dropin_socket *self, rs_socket *socket, int level, int option, PyObject *value) {
    rs_error error;
    Py_buffer view;
    if (!PyObject_CheckBuffer(value)) {
        PyErr_Format(PyExc_TypeError, "a bytes-like object is required, not '%s'", Py_TYPE(value)->tp_name);
        return NULL;
    }
    if (PyObject_GetBuffer(value, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    int result = rs_setsockopt(socket, level, option, view.buf, (size_t)view.len, &error);
    PyBuffer_Release(&view);
    return dropin_result(self->state, result, &error);
}

static PyObject *set_none(dropin_socket *self, rs_socket *socket, int level, int option, PyObject *size) {
    rs_error error;
    unsigned long length = PyLong_AsUnsignedLongMask(size);
    if (length == (unsigned long)-1 && PyErr_Occurred())
        return NULL;
    return dropin_result(self->state, rs_setsockopt_none(socket, level, option, (unsigned)length, &error), &error);
}

static PyObject *set_option(dropin_socket *self, PyObject *arguments) {
    rs_error error;
    rs_socket *socket;
    int level, option, number;
    PyObject *value;
    PyObject *size = NULL;
    Py_ssize_t count = PyTuple_GET_SIZE(arguments);
    bool none = count == 4 && PyTuple_GET_ITEM(arguments, 2) == Py_None;
    if (wide(self))
        return set_wide(self, arguments);
    if (count != 3 && !none) {
        PyErr_Format(PyExc_TypeError, "setsockopt() takes exactly 3 arguments (%zd given)", count);
        return NULL;
    }
    if (!PyArg_ParseTuple(arguments, "iiO|O:setsockopt", &level, &option, &value, &size) ||
        !(socket = dropin_get(self)))
        return NULL;
    if (none)
        return set_none(self, socket, level, option, size);
    if (is_number(value, &number))
        return dropin_result(self->state, rs_setsockopt_int(socket, level, option, number, &error), &error);
    return set_bytes(self, socket, level, option, value);
}

PyMethodDef dropin_option_methods[] = {
    {"getsockopt", (PyCFunction)get_option, METH_VARARGS,
     "getsockopt(level, option[, buflen]) -> int, or bytes if buflen is given\n\nAn option's value."},
    {"setsockopt", (PyCFunction)set_option, METH_VARARGS,
     "setsockopt(level, option, value: int)\nsetsockopt(level, option, value: bytes-like)\n"
     "setsockopt(level, option, None, optlen: int)\n\nSets an option."},
    {NULL, NULL, 0, NULL}};
