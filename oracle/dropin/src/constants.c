/* The constants are librefsock's table. */
#include "dropin.h"

int dropin_add_constants(PyObject *module) {
    size_t count;
    const rs_constant *constants = rs_constants(&count);
    for (size_t i = 0; i < count; i++) {
        const rs_constant *constant = &constants[i];
        PyObject *value = constant->text ? PyUnicode_FromString(constant->text) : PyLong_FromLongLong(constant->value);
        int added = value ? PyModule_AddObjectRef(module, constant->name, value) : -1;
        Py_XDECREF(value);
        if (added < 0)
            return -1;
    }
    return PyModule_AddObjectRef(module, "has_ipv6", rs_has_ipv6() ? Py_True : Py_False);
}
