/* The three modes. */
#include "dropin.h"

#include <math.h>

#if PY_VERSION_HEX >= 0x030D0000
#define PY_TIME_NAME "PyTime_t"
#else
#define PY_TIME_NAME "_PyTime_t"
#endif

int dropin_seconds(PyObject *argument, double *seconds, bool *given) {
    *given = argument != Py_None;
    if (!*given)
        return 0;
    if (PyFloat_Check(argument)) {
        *seconds = PyFloat_AS_DOUBLE(argument);
        return 0;
    }
    PyObject *number = PyNumber_Index(argument);
    if (!number)
        return -1;
    *seconds = PyLong_AsDouble(number);
    Py_DECREF(number);
    if (PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_OverflowError)) {
        PyErr_Clear();
        *seconds = INFINITY; /* as wrong, and librefsock says so */
    }
    return PyErr_Occurred() ? -1 : 0;
}

/* librefsock has the words of CPython 3.12 and later for a float. */
void dropin_timeout_text(PyObject *argument, rs_error *error) {
    static const char start[] = "timestamp", text[] = "timestamp too large to convert to C " PY_TIME_NAME;
    bool same = PY_VERSION_HEX >= 0x030C0000 && PyFloat_Check(argument);
    if (error->kind == RS_OVERFLOW_ERROR && !same && memcmp(error->text, start, sizeof start - 1) == 0)
        memcpy(error->text, text, sizeof text);
}

static PyObject *build_seconds(int given, double seconds) {
    if (!given)
        return Py_NewRef(Py_None);
    return PyFloat_FromDouble(seconds);
}

static PyObject *set_timeout(dropin_socket *self, PyObject *argument) {
    double seconds;
    bool given;
    rs_error error;
    rs_socket *socket;
    if (dropin_seconds(argument, &seconds, &given) < 0 || !(socket = dropin_get(self)))
        return NULL;
    int result = rs_settimeout(socket, given ? &seconds : NULL, &error);
    if (result < 0)
        dropin_timeout_text(argument, &error);
    dropin_mirror(self);
    return dropin_result(self->state, result, &error);
}

PyObject *dropin_gettimeout(dropin_socket *self, PyObject *unused) {
    double seconds = 0;
    (void)unused;
    int given = self->socket ? rs_gettimeout(self->socket, &seconds) : 0;
    return build_seconds(given, seconds);
}

/* CPython takes any object from 3.12 on, before that an int. */
static int truth(PyObject *argument) {
#if PY_VERSION_HEX >= 0x030C0000
    return PyObject_IsTrue(argument);
#else
    long number = PyLong_AsLong(argument);
    return number == -1 && PyErr_Occurred() ? -1 : number != 0;
#endif
}

static PyObject *set_blocking(dropin_socket *self, PyObject *argument) {
    rs_error error;
    rs_socket *socket;
    int blocking = truth(argument);
    if (blocking < 0 || !(socket = dropin_get(self)))
        return NULL;
    int result = rs_setblocking(socket, blocking, &error);
    dropin_mirror(self);
    return dropin_result(self->state, result, &error);
}

static PyObject *get_blocking(dropin_socket *self, PyObject *unused) {
    (void)unused;
    return PyBool_FromLong(!self->socket || rs_getblocking(self->socket));
}

static PyObject *set_default(PyObject *module, PyObject *argument) {
    double seconds;
    bool given;
    rs_error error;
    if (dropin_seconds(argument, &seconds, &given) < 0)
        return NULL;
    int result = rs_setdefaulttimeout(given ? &seconds : NULL, &error);
    if (result < 0)
        dropin_timeout_text(argument, &error);
    return dropin_result(dropin_module_state(module), result, &error);
}

static PyObject *get_default(PyObject *module, PyObject *unused) {
    double seconds = 0;
    (void)module;
    (void)unused;
    int given = rs_getdefaulttimeout(&seconds);
    return build_seconds(given, seconds);
}

PyMethodDef dropin_timeout_methods[] = {
    {"settimeout", (PyCFunction)set_timeout, METH_O,
     "settimeout(seconds)\n\nHow long a call may wait: None for ever, 0 not at all."},
    {"gettimeout", (PyCFunction)dropin_gettimeout, METH_NOARGS, "gettimeout() -> float or None"},
    {"setblocking", (PyCFunction)set_blocking, METH_O,
     "setblocking(flag)\n\nTrue is settimeout(None), False is settimeout(0)."},
    {"getblocking", (PyCFunction)get_blocking, METH_NOARGS, "getblocking() -> bool: whether calls may wait"},
    {NULL, NULL, 0, NULL}};

PyMethodDef dropin_timeout_functions[] = {
    {"setdefaulttimeout", set_default, METH_O, "setdefaulttimeout(seconds)\n\nThe timeout of sockets made later."},
    {"getdefaulttimeout", get_default, METH_NOARGS, "getdefaulttimeout() -> float or None"},
    {NULL, NULL, 0, NULL}};
