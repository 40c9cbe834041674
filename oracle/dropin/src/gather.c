#include "gather.h"

void dropin_release_buffers(dropin_buffers *all) {
    for (Py_ssize_t i = 0; i < all->count; i++)
        PyBuffer_Release(&all->views[i]);
    PyMem_Free(all->views);
    PyMem_Free(all->buffers);
    *all = (dropin_buffers){NULL, NULL, 0};
}

PyObject *dropin_tuple(PyObject *iterable, const char *what) {
    PyObject *list = PySequence_Fast(iterable, what);
    if (!list || PyTuple_Check(list))
        return list;
    PyObject *tuple = PyList_AsTuple(list);
    Py_DECREF(list);
    return tuple;
}

int dropin_gather(PyObject *iterable, const char *format, const char *what, dropin_buffers *all) {
    PyObject *items = dropin_tuple(iterable, what);
    if (!items)
        return -1;
    Py_ssize_t count = PyTuple_GET_SIZE(items);
    *all = (dropin_buffers){PyMem_New(Py_buffer, count ? count : 1), PyMem_New(rs_buffer, count ? count : 1), 0};
    bool done = all->views && all->buffers;
    if (!done)
        PyErr_NoMemory();
    for (; done && all->count < count; all->count++) {
        Py_buffer *view = &all->views[all->count];
        done = PyArg_Parse(PyTuple_GET_ITEM(items, all->count), format, view);
        if (!done)
            break;
        all->buffers[all->count] = (rs_buffer){view->buf, (size_t)view->len};
    }
    Py_DECREF(items);
    if (!done)
        dropin_release_buffers(all);
    return done ? 0 : -1;
}
