/* sendfile(): the file is a Python object, which librefsock reads and positions through callbacks. */
#include "full.h"

typedef struct source {
    PyObject *file;
    int64_t offset;
    bool seekable;
    PyObject *seek_error; /* what seek() raised, or NULL */
    Py_buffer rest;       /* what read() gave beyond what it was asked for, from `taken` on */
    Py_ssize_t taken;
    bool has_rest;
} source;

/* A Python exception ends the call, and stays. */
static int abort_call(rs_error *error) {
    memset(error, 0, sizeof *error);
    error->kind = RS_ABORTED;
    return -1;
}

static void drop_rest(source *from) {
    if (from->has_rest)
        PyBuffer_Release(&from->rest);
    from->has_rest = false;
}

/* As much as there is room for. */
static ptrdiff_t take_rest(source *from, void *buffer, size_t size) {
    Py_ssize_t left = from->rest.len - from->taken, count = (size_t)left < size ? left : (Py_ssize_t)size;
    memcpy(buffer, (const char *)from->rest.buf + from->taken, (size_t)count);
    from->taken += count;
    if (count == left)
        drop_rest(from);
    return count;
}

static ptrdiff_t read_some(void *context, void *buffer, size_t size, rs_error *error) {
    source *from = context;
    PyThreadState *own = dropin_take_lock();
    if (!from->has_rest) {
        PyObject *data = PyObject_CallMethod(from->file, "read", "n", (Py_ssize_t)size);
        from->has_rest = data && PyObject_GetBuffer(data, &from->rest, PyBUF_SIMPLE) == 0;
        from->taken = 0;
        Py_XDECREF(data);
    }
    ptrdiff_t count = from->has_rest ? take_rest(from, buffer, size) : -1;
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
    if (!from->seekable && position != from->offset) /* only at the end Python asks whether there is a seek() */
        return 0;
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
    int fd, text, beyond = 0;
    if (!PyArg_ParseTuple(arguments, "OOipLO", &object, &argument, &fd, &text, &offset, &limit) ||
        !(socket = full_get(state, object)))
        return NULL;
    if (limit != Py_None && !PyLong_Check(limit))
        return PyErr_Format(PyExc_TypeError, "count must be a positive integer (got %R)", limit);
    if (limit != Py_None)
        count = PyLong_AsLongLongAndOverflow(limit, &beyond);
    if (beyond > 0) /* more than any file has */
        count = INT64_MAX;
    source from = {.file = argument, .offset = offset, .seekable = PyObject_HasAttrString(argument, "seek")};
    rs_file file = {fd, text, read_some, seek_to, &from};
    DROPIN_WAIT(result = rs_sendfile(socket, &file, offset, limit == Py_None ? NULL : &count, &sent, &error));
    PyObject *before = take_exception(); /* letting a buffer go may run code */
    drop_rest(&from);
    if (before)
        set_exception(before);
    return result < 0 ? fail(state->socket, &error, from.seek_error) : PyLong_FromLongLong(result);
}

PyMethodDef full_sendfile_functions[] = {{"sendfile", send_file, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};
