/* Network interfaces. */
#include "dropin.h"

#include <limits.h>

static PyObject *name_index(PyObject *module, PyObject *unused) {
    rs_error error;
    rs_interface *entries;
    (void)unused;
    int count = rs_if_nameindex(&entries, &error);
    if (count < 0)
        return dropin_raise(dropin_module_state(module), &error);
    PyObject *list = PyList_New(count);
    for (int i = 0; list && i < count; i++) {
        PyObject *pair = Py_BuildValue("IO&", entries[i].index, PyUnicode_DecodeFSDefault, entries[i].name);
        if (!pair)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, i, pair);
    }
    rs_interfaces_free(entries);
    return list;
}

static PyObject *name_to_index(PyObject *module, PyObject *arguments) {
    rs_error error;
    PyObject *bytes;
    if (!PyArg_ParseTuple(arguments, "O&:if_nametoindex", PyUnicode_FSConverter, &bytes))
        return NULL;
    rs_text name = {PyBytes_AS_STRING(bytes), (size_t)PyBytes_GET_SIZE(bytes), true};
    int64_t index = rs_if_nametoindex(name, &error);
    Py_DECREF(bytes);
    return index < 0 ? dropin_raise(dropin_module_state(module), &error) : PyLong_FromLongLong(index);
}

/* CPython before 3.13 cuts the number to an unsigned int's bits; all of them would be an error without an exception. */
static int64_t interface_index(unsigned long number) {
#if PY_VERSION_HEX < 0x030D0000
    if (number != ULONG_MAX)
        return (unsigned)number;
#endif
    return number > INT64_MAX ? INT64_MAX : (int64_t)number;
}

static PyObject *index_to_name(PyObject *module, PyObject *argument) {
    rs_error error;
    char name[RS_INTERFACE_MAX];
    unsigned long number = PyLong_AsUnsignedLong(argument);
    if (number == (unsigned long)-1 && PyErr_Occurred())
        return NULL;
    if (rs_if_indextoname(interface_index(number), name, &error) < 0)
        return dropin_raise(dropin_module_state(module), &error);
    return PyUnicode_DecodeFSDefault(name);
}

PyMethodDef dropin_interface_functions[] = {
    {"if_nameindex", name_index, METH_NOARGS, "if_nameindex() -> list of (index, name)"},
    {"if_nametoindex", name_to_index, METH_VARARGS, "if_nametoindex(name) -> index"},
    {"if_indextoname", index_to_name, METH_O, "if_indextoname(index) -> name"},
    {NULL, NULL, 0, NULL}};
