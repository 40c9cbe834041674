/* Network interfaces. */
#include "dropin.h"

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

static PyObject *index_to_name(PyObject *module, PyObject *argument) {
    rs_error error;
    char name[RS_INTERFACE_MAX];
    long long index = PyLong_AsLongLong(argument);
    if (index == -1 && PyErr_Occurred())
        return NULL;
    if (rs_if_indextoname(index, name, &error) < 0)
        return dropin_raise(dropin_module_state(module), &error);
    return PyUnicode_DecodeFSDefault(name);
}

PyMethodDef dropin_interface_functions[] = {
    {"if_nameindex", name_index, METH_NOARGS, "if_nameindex() -> list of (index, name)"},
    {"if_nametoindex", name_to_index, METH_VARARGS, "if_nametoindex(name) -> index"},
    {"if_indextoname", index_to_name, METH_O, "if_indextoname(index) -> name"},
    {NULL, NULL, 0, NULL}};
