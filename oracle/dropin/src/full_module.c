#include "full.h"

dropin_socket *full_socket(const full_state *state, PyObject *argument) {
    if (PyObject_TypeCheck(argument, state->socket->socket_type))
        return (dropin_socket *)argument;
    PyErr_Format(PyExc_TypeError, "a socket is required, not '%s'", Py_TYPE(argument)->tp_name);
    return NULL;
}

rs_socket *full_get(const full_state *state, PyObject *argument) {
    dropin_socket *self = full_socket(state, argument);
    return self ? dropin_get(self) : NULL;
}

static int execute(PyObject *module) {
    full_state *state = PyModule_GetState(module);
    PyMethodDef *const functions[] = {full_functions, full_sendfile_functions, full_file_functions};
    state->owner = PyImport_ImportModule("_socket");
    if (!state->owner)
        return -1;
    if (PyModule_GetDef(state->owner) != &dropin_module) {
        PyErr_SetString(PyExc_ImportError, "_sockspec_full needs the _socket that it was built with");
        return -1;
    }
    state->socket = dropin_module_state(state->owner);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (PyModule_AddFunctions(module, functions[i]) < 0)
            return -1;
    state->file_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &full_file_spec, NULL);
    return state->file_type ? PyModule_AddObjectRef(module, "File", (PyObject *)state->file_type) : -1;
}

static int traverse(PyObject *module, visitproc visit, void *arg) {
    full_state *state = PyModule_GetState(module);
    Py_VISIT(state->file_type);
    Py_VISIT(state->owner);
    return 0;
}

static int clear(PyObject *module) {
    full_state *state = PyModule_GetState(module);
    Py_CLEAR(state->file_type);
    Py_CLEAR(state->owner);
    return 0;
}

static void free_module(void *module) {
    if (PyModule_GetState(module)) /* NULL if it was never executed */
        clear(module);
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute},
#ifdef Py_mod_multiple_interpreters
                                   {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
                                   {0, NULL}};

struct PyModuleDef full_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_sockspec_full",
    .m_doc = "What Lib/socket.py does itself, done by librefsock.",
    .m_size = sizeof(full_state),
    .m_slots = slots,
    .m_traverse = traverse,
    .m_clear = clear,
    .m_free = free_module,
};

PyMODINIT_FUNC PyInit__sockspec_full(void);
PyMODINIT_FUNC PyInit__sockspec_full(void) {
    return PyModuleDef_Init(&full_module);
}
