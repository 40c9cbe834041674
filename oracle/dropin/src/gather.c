#include "gather.h"

void dropin_release_buffers(dropin_buffers *all) {
    for (Py_ssize_t i = 0; i < all->count; i++)
        PyBuffer_Release(&all->views[i]);
    PyMem_Free(all->views);
    PyMem_Free(all->buffers);
    *all = (dropin_buffers){NULL, NULL, 0};
}

int dropin_gather(PyObject *iterable, const char *format, const char *what, dropin_buffers *all) {
    PyObject *list = PySequence_Fast(iterable, what);
    if (!list)
        return -1;
    Py_ssize_t count = PySequence_Fast_GET_SIZE(list);
    *all = (dropin_buffers){PyMem_New(Py_buffer, count ? count : 1), PyMem_New(rs_buffer, count ? count : 1), 0};
    bool done = all->views && all->buffers;
    if (!done)
        PyErr_NoMemory();
    for (; done && all->count < count; all->count++) {
        Py_buffer *view = &all->views[all->count];
        done = PyArg_Parse(PySequence_Fast_GET_ITEM(list, all->count), format, view);
        if (!done)
            break;
        all->buffers[all->count] = (rs_buffer){view->buf, (size_t)view->len};
    }
    Py_DECREF(list);
    if (!done)
        dropin_release_buffers(all);
    return done ? 0 : -1;
}
