/* The capsule by which _ssl finds the type and the exceptions (3.11 to 3.13 read these three, in this order). */
#include "dropin.h"

typedef struct api {
    PyTypeObject *socket_type;
    PyObject *error;
    PyObject *timeout_error;
} api;

static void release(PyObject *capsule) {
    api *content = PyCapsule_GetPointer(capsule, "_socket.CAPI");
    if (content) {
        Py_XDECREF(content->socket_type);
        PyMem_Free(content);
    }
}

int dropin_add_capsule(PyObject *module, dropin_state *state) {
    api *content = PyMem_Malloc(sizeof *content);
    if (!content) {
        PyErr_NoMemory();
        return -1;
    }
    *content = (api){state->socket_type, PyExc_OSError, PyExc_TimeoutError};
    PyObject *capsule = PyCapsule_New(content, "_socket.CAPI", release);
    if (!capsule) {
        PyMem_Free(content);
        return -1;
    }
    Py_INCREF(content->socket_type);
    int added = PyModule_AddObjectRef(module, "CAPI", capsule);
    Py_DECREF(capsule);
    return added;
}
