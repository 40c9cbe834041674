/* sendfile(): the file is a Python object, which librefsock reads and positions through callbacks. */
#include "full.h"

typedef struct source {
    PyObject *file;
    PyObject *seek_error; /* what seek() raised, or NULL */
} source;

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
    PyObject *data = PyObject_CallMethod(((source *)context)->file, "read", "n", (Py_ssize_t)size);
    if (data && PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) == 0) {
        count = (size_t)view.len < size ? view.len : (ptrdiff_t)size;
        memcpy(buffer, view.buf, (size_t)count);
        PyBuffer_Release(&view);
    }
    Py_XDECREF(data);
    dropin_give_lock(own);
    return count < 0 ? abort_call(error) : count;
}

/* The exception that is set, which no longer is; NULL if none is. */
static PyObject *take_exception(void) {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    if (!type)
        return NULL;
    PyErr_NormalizeException(&type, &value, &traceback);
    if (traceback)
        PyException_SetTraceback(value, traceback);
    Py_XDECREF(traceback);
    Py_DECREF(type);
    return value;
}

/* As it was: PyErr_SetObject() would give it another context. */
static void set_exception(PyObject *value) {
    PyErr_Restore(Py_NewRef((PyObject *)Py_TYPE(value)), value, PyException_GetTraceback(value));
}

/* Also called when the call has failed, perhaps with an exception: no code runs with one set. */
static int seek_to(void *context, int64_t position, rs_error *error) {
    source *from = context;
    PyThreadState *own = dropin_take_lock();
    PyObject *before = take_exception();
    PyObject *result = PyObject_CallMethod(from->file, "seek", "L", (long long)position);
    bool done = result;
    Py_XDECREF(result);
    if (!done)
        from->seek_error = take_exception();
    if (before)
        set_exception(before);
    dropin_give_lock(own);
    return done ? 0 : abort_call(error);
}

/* In Python seek() is in a `finally`: what it raises has the failure before it, if any, as its context. */
static PyObject *fail(const dropin_state *state, const rs_error *error, PyObject *seek_error) {
    dropin_raise(state, error); /* nothing, if seek() alone has failed */
    if (!seek_error)
        return NULL;
    PyObject *before = take_exception();
    if (before == seek_error) /* one object that is raised twice: no context of itself */
        Py_DECREF(before);
    else if (before)
        PyException_SetContext(seek_error, before);
    set_exception(seek_error);
    return NULL;
}

/* sendfile(socket, file, fd or -1, text, offset, count or None) */
static PyObject *send_file(PyObject *module, PyObject *arguments) {
    rs_error error;
    full_state *state = PyModule_GetState(module);
    rs_socket *socket;
    PyObject *object, *argument, *limit;
    long long offset;
    int64_t count = 0, sent, result;
    int fd, text;
    if (!PyArg_ParseTuple(arguments, "OOipLO", &object, &argument, &fd, &text, &offset, &limit) ||
        !(socket = full_get(state, object)))
        return NULL;
    if (limit != Py_None && !PyLong_Check(limit))
        return PyErr_Format(PyExc_TypeError, "count must be a positive integer (got %R)", limit);
    if (limit != Py_None && (count = PyLong_AsLongLong(limit)) == -1 && PyErr_Occurred())
        return NULL;
    bool seekable = PyObject_HasAttrString(argument, "seek");
    source from = {argument, NULL};
    rs_file file = {fd, text, read_some, seekable ? seek_to : NULL, &from};
    DROPIN_WAIT(result = rs_sendfile(socket, &file, offset, limit == Py_None ? NULL : &count, &sent, &error));
    return result < 0 ? fail(state->socket, &error, from.seek_error) : PyLong_FromLongLong(result);
}

PyMethodDef full_sendfile_functions[] = {{"sendfile", send_file, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};
