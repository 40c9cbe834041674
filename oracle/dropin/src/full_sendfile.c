/* sendfile(): the file is a Python object, which librefsock reads and positions through callbacks. */
#include "full.h"

/* A Python exception ends the call, and stays. */
static int abort_call(rs_error *error) {
    memset(error, 0, sizeof *error);
    error->kind = RS_ABORTED;
    return -1;
}

static ptrdiff_t read_some(void *context, void *buffer, size_t size, rs_error *error) {
    Py_buffer view;
    ptrdiff_t count = -1;
    PyThreadState *own = dropin_take_lock();
    PyObject *data = PyObject_CallMethod(context, "read", "n", (Py_ssize_t)size);
    if (data && PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) == 0) {
        count = (size_t)view.len < size ? view.len : (ptrdiff_t)size;
        memcpy(buffer, view.buf, (size_t)count);
        PyBuffer_Release(&view);
    }
    Py_XDECREF(data);
    dropin_give_lock(own);
    return count < 0 ? abort_call(error) : count;
}

/* Also called when the call has failed, perhaps with an exception: no code runs with one set. Of two the first stays,
   as in librefsock. */
static int seek_to(void *context, int64_t position, rs_error *error) {
    PyObject *type, *value, *traceback;
    PyThreadState *own = dropin_take_lock();
    PyErr_Fetch(&type, &value, &traceback);
    PyObject *result = PyObject_CallMethod(context, "seek", "L", (long long)position);
    bool done = result;
    Py_XDECREF(result);
    if (type)
        PyErr_Restore(type, value, traceback);
    dropin_give_lock(own);
    return done ? 0 : abort_call(error);
}

/* sendfile(socket, file, fd or -1, text, offset, count or None) */
static PyObject *send_file(PyObject *module, PyObject *arguments) {
    rs_error error;
    full_state *state = PyModule_GetState(module);
    rs_socket *socket;
    PyObject *object, *source, *limit;
    long long offset;
    int64_t count = 0, sent, result;
    int fd, text;
    if (!PyArg_ParseTuple(arguments, "OOipLO", &object, &source, &fd, &text, &offset, &limit) ||
        !(socket = full_get(state, object)))
        return NULL;
    if (limit != Py_None && !PyLong_Check(limit))
        return PyErr_Format(PyExc_TypeError, "count must be a positive integer (got %R)", limit);
    if (limit != Py_None && (count = PyLong_AsLongLong(limit)) == -1 && PyErr_Occurred())
        return NULL;
    bool seekable = PyObject_HasAttrString(source, "seek");
    rs_file file = {fd, text, read_some, seekable ? seek_to : NULL, source};
    DROPIN_WAIT(result = rs_sendfile(socket, &file, offset, limit == Py_None ? NULL : &count, &sent, &error));
    return result < 0 ? dropin_raise(state->socket, &error) : PyLong_FromLongLong(result);
}

PyMethodDef full_sendfile_functions[] = {{"sendfile", send_file, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};
