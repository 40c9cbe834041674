/* The module _socket. */
#include "dropin.h"

dropin_state *dropin_module_state(PyObject *module) {
    return PyModule_GetState(module);
}

static int add_exception(PyObject *module, const char *full_name, PyObject **exception) {
    *exception = PyErr_NewException(full_name, PyExc_OSError, NULL);
    return *exception ? PyModule_AddObjectRef(module, strchr(full_name, '.') + 1, *exception) : -1;
}

static int add_types(PyObject *module, dropin_state *state) {
    state->socket_type = dropin_make_type(module, state);
    if (!state->socket_type || PyModule_AddObjectRef(module, "socket", (PyObject *)state->socket_type) < 0)
        return -1;
    return PyModule_AddObjectRef(module, "SocketType", (PyObject *)state->socket_type);
}

/* Exceptions that have been names for builtin ones since CPython 3.3 and 3.10. */
static int add_exceptions(PyObject *module, dropin_state *state) {
    if (PyModule_AddObjectRef(module, "error", PyExc_OSError) < 0 ||
        PyModule_AddObjectRef(module, "timeout", PyExc_TimeoutError) < 0)
        return -1;
    if (add_exception(module, "socket.herror", &state->herror) < 0)
        return -1;
    return add_exception(module, "socket.gaierror", &state->gaierror);
}

static int execute(PyObject *module) {
    dropin_state *state = dropin_module_state(module);
    PyMethodDef *const functions[] = {dropin_descriptor_functions, dropin_timeout_functions,
                                      dropin_resolver_functions,   dropin_database_functions,
                                      dropin_conversion_functions, dropin_interface_functions};
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (PyModule_AddFunctions(module, functions[i]) < 0)
            return -1;
    dropin_set_signal_hook();
    if (add_exceptions(module, state) < 0 || add_types(module, state) < 0 || dropin_add_constants(module) < 0)
        return -1;
    return dropin_add_capsule(module, state);
}

static int traverse(PyObject *module, visitproc visit, void *arg) {
    dropin_state *state = dropin_module_state(module);
    Py_VISIT(state->socket_type);
    Py_VISIT(state->gaierror);
    Py_VISIT(state->herror);
    return 0;
}

static int clear(PyObject *module) {
    dropin_state *state = dropin_module_state(module);
    Py_CLEAR(state->socket_type);
    Py_CLEAR(state->gaierror);
    Py_CLEAR(state->herror);
    return 0;
}

static void free_module(void *module) {
    dropin_state *state = dropin_module_state(module);
    if (!state)
        return; /* it was never executed */
    clear(module);
    PyMem_Free(state->methods);
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute},
#ifdef Py_mod_multiple_interpreters
                                   {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
                                   {0, NULL}};

struct PyModuleDef dropin_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_socket",
    .m_doc = "The socket module's foundation, made of librefsock.",
    .m_size = sizeof(dropin_state),
    .m_slots = slots,
    .m_traverse = traverse,
    .m_clear = clear,
    .m_free = free_module,
};

PyMODINIT_FUNC PyInit__socket(void);
PyMODINIT_FUNC PyInit__socket(void) {
    return PyModuleDef_Init(&dropin_module);
}
