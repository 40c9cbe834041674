/* The type File: what rs_makefile() gives. venv/sockspec_files.py makes Python's classes of files of it. */
#include "full.h"

#include <errno.h>

typedef struct file {
    PyObject_HEAD full_state *state;
    dropin_socket *socket; /* NULL once closed */
    rs_stream *stream;
    struct file *owner; /* of the stream, if this is a layer; NULL: it is ours */
    char newline[3];    /* what "\n" is written as, "" for itself */
} file;

/* What follows the end of a file: the socket may be closed now, and is no longer needed. */
static void leave(file *self) {
    if (self->socket)
        dropin_mirror(self->socket);
    Py_CLEAR(self->socket);
}

static PyObject *raise_error(const file *self, const rs_error *error) {
    if (error->kind == RS_UNICODE_DECODE_ERROR)
        return full_raise_decoding(self->state, self->stream, error);
    if (error->kind == RS_WOULD_BLOCK)
        return Py_NewRef(Py_None);
    if (error->kind == RS_OSERROR && error->code == EDEADLK) { /* a signal handler came into a call that writes */
        PyErr_SetString(PyExc_RuntimeError, "reentrant call inside a file of librefsock");
        return NULL;
    }
    if (error->kind == RS_OSERROR && error->code == EAGAIN) /* of a buffered file: how much it took */
        return dropin_set_exception(PyExc_BlockingIOError,
                                    Py_BuildValue("isL", EAGAIN, error->text, (long long)error->end));
    return dropin_raise(self->state->socket, error);
}

static PyObject *build_text(rs_text text) {
    if (text.bytes)
        return PyBytes_FromStringAndSize(text.data, (Py_ssize_t)text.size);
    return PyUnicode_DecodeUTF8(text.data, (Py_ssize_t)text.size, "surrogatepass");
}

/* A text option: None is none. What is no text is told as of Python's own class. */
static bool option(PyObject *argument, const char *name, rs_text *text) {
    Py_ssize_t size;
    if (argument == Py_None)
        return true;
    if (!PyUnicode_Check(argument)) {
        PyErr_Format(PyExc_TypeError, "TextIOWrapper() argument '%s' must be str or None, not %s", name,
                     Py_TYPE(argument)->tp_name);
        return false;
    }
    text->data = PyUnicode_AsUTF8AndSize(argument, &size);
    text->size = text->data ? (size_t)size : 0;
    return text->data;
}

static void note_newline(file *self, rs_text newline) {
    memset(self->newline, 0, sizeof self->newline);
    if (newline.size && newline.size < sizeof self->newline && newline.data[0] == '\r')
        memcpy(self->newline, newline.data, newline.size);
}

/* makefile(socket, mode, buffering, encoding, errors, newline) */
static PyObject *make_file(PyObject *module, PyObject *arguments) {
    rs_error error;
    full_state *state = PyModule_GetState(module);
    rs_socket *socket;
    rs_text_options options = {{NULL, 0, false}, {NULL, 0, false}, {NULL, 0, false}};
    rs_text mode = {NULL, 0, false};
    PyObject *object, *mode_argument, *encoding, *errors, *newline;
    long long buffering;
    if (!PyArg_ParseTuple(arguments, "OULOOO", &object, &mode_argument, &buffering, &encoding, &errors, &newline) ||
        !(socket = full_get(state, object)) || !option(mode_argument, "mode", &mode) ||
        !option(encoding, "encoding", &options.encoding) || !option(errors, "errors", &options.errors) ||
        !option(newline, "newline", &options.newline))
        return NULL;
    file *made = (file *)state->file_type->tp_alloc(state->file_type, 0);
    if (!made)
        return NULL;
    made->state = state;
    made->socket = (dropin_socket *)Py_NewRef(object);
    if (rs_makefile(socket, mode, buffering, &options, &made->stream, &error) < 0) {
        dropin_raise(state->socket, &error);
        Py_CLEAR(made);
    } else {
        note_newline(made, options.newline);
    }
    return (PyObject *)made;
}

static int traverse(file *self, visitproc visit, void *arg) {
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(self->socket);
    Py_VISIT(self->owner);
    return 0;
}

/* The stream needs the socket, so it ends first. A layer ends with its owner, and keeps it until then. */
static int clear(file *self) {
    if (self->stream && !self->owner)
        DROPIN_WAIT(rs_stream_close(self->stream, NULL));
    leave(self);
    return 0;
}

static void deallocate(file *self) {
    PyTypeObject *type = Py_TYPE(self);
    PyObject *error, *value, *traceback;
    PyObject_GC_UnTrack(self);
    PyErr_Fetch(&error, &value, &traceback); /* signal handlers may run below */
    if (!self->owner)
        DROPIN_WAIT(rs_stream_free(self->stream));
    leave(self);
    Py_CLEAR(self->owner);
    if (PyErr_Occurred())
        PyErr_WriteUnraisable(NULL);
    PyErr_Restore(error, value, traceback);
    type->tp_free(self);
    Py_DECREF(type);
}

/* below() -> the File of the next layer, or None */
static PyObject *below(file *self, PyObject *unused) {
    (void)unused;
    rs_stream *buffer = rs_stream_buffer(self->stream), *stream = buffer ? buffer : rs_stream_raw(self->stream);
    if (!stream)
        return Py_NewRef(Py_None);
    file *made = (file *)self->state->file_type->tp_alloc(self->state->file_type, 0);
    if (!made)
        return NULL;
    made->state = self->state;
    made->stream = stream;
    made->socket = (dropin_socket *)Py_XNewRef((PyObject *)self->socket);
    made->owner = (file *)Py_NewRef(self->owner ? self->owner : self);
    return (PyObject *)made;
}

typedef ptrdiff_t reading(rs_stream *stream, int64_t size, rs_text *data, rs_error *error);

static PyObject *read_with(file *self, PyObject *argument, reading *call) {
    rs_error error;
    rs_text data;
    ptrdiff_t count;
    long long size = PyLong_AsLongLong(argument);
    if (size == -1 && PyErr_Occurred())
        return NULL;
    DROPIN_WAIT(count = call(self->stream, size, &data, &error));
    return count < 0 ? raise_error(self, &error) : build_text(data);
}

static PyObject *read_size(file *self, PyObject *argument) {
    return read_with(self, argument, rs_stream_read);
}

static PyObject *read_once(file *self, PyObject *argument) {
    return read_with(self, argument, rs_stream_read1);
}

static PyObject *read_line(file *self, PyObject *argument) {
    return read_with(self, argument, rs_stream_readline);
}

static PyObject *peek(file *self, PyObject *unused) {
    rs_error error;
    rs_text data;
    ptrdiff_t count;
    (void)unused;
    DROPIN_WAIT(count = rs_stream_peek(self->stream, &data, &error));
    return count < 0 ? raise_error(self, &error) : build_text(data);
}

static PyObject *read_lines(file *self, PyObject *argument) {
    rs_error error;
    rs_lines lines = {NULL, 0};
    ptrdiff_t count;
    long long hint = PyLong_AsLongLong(argument);
    if (hint == -1 && PyErr_Occurred())
        return NULL;
    DROPIN_WAIT(count = rs_stream_readlines(self->stream, hint, &lines, &error));
    if (count < 0)
        return raise_error(self, &error);
    PyObject *list = PyList_New(count);
    for (ptrdiff_t i = 0; list && i < count; i++) {
        PyObject *line = build_text(lines.items[i]);
        if (!line)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, i, line);
    }
    rs_lines_free(&lines);
    return list;
}

static PyObject *read_into_with(file *self, PyObject *arguments,
                                ptrdiff_t (*call)(rs_stream *, void *, size_t, rs_error *)) {
    rs_error error;
    Py_buffer view;
    ptrdiff_t count;
    if (!PyArg_ParseTuple(arguments, "w*:readinto", &view))
        return NULL;
    DROPIN_WAIT(count = call(self->stream, view.buf, (size_t)view.len, &error));
    PyBuffer_Release(&view);
    return count < 0 ? raise_error(self, &error) : PyLong_FromSsize_t(count);
}

static PyObject *read_into(file *self, PyObject *arguments) {
    return read_into_with(self, arguments, rs_stream_readinto);
}

static PyObject *read_into_once(file *self, PyObject *arguments) {
    return read_into_with(self, arguments, rs_stream_readinto1);
}

/* Text or bytes as the file takes them; the other kind is a TypeError. */
static bool writable_data(const file *self, PyObject *argument, Py_buffer *view, PyObject **kept) {
    bool text = rs_stream_type(self->stream) == RS_STREAM_TEXT;
    *kept = NULL;
    if (text && !PyUnicode_Check(argument)) {
        PyErr_Format(PyExc_TypeError, "write() argument must be str, not %s", Py_TYPE(argument)->tp_name);
        return false;
    }
    if (!text && PyUnicode_Check(argument)) {
        PyErr_SetString(PyExc_TypeError, "a bytes-like object is required, not 'str'");
        return false;
    }
    *kept = text ? PyUnicode_AsEncodedString(argument, "utf-8", "surrogatepass") : Py_NewRef(argument);
    if (*kept && PyObject_GetBuffer(*kept, view, PyBUF_SIMPLE) == 0)
        return true;
    Py_CLEAR(*kept);
    return false;
}

static PyObject *write_data(file *self, PyObject *argument) {
    rs_error error;
    Py_buffer view;
    PyObject *kept;
    ptrdiff_t count;
    if (!writable_data(self, argument, &view, &kept))
        return NULL;
    DROPIN_WAIT(count = rs_stream_write(self->stream, view.buf, (size_t)view.len, &error));
    PyBuffer_Release(&view);
    Py_DECREF(kept);
    if (count < 0 && error.kind == RS_UNICODE_ENCODE_ERROR)
        return full_raise_encoding(self->state, argument, self->newline, &error);
    return count < 0 ? raise_error(self, &error) : PyLong_FromSsize_t(count);
}

static PyObject *done(const file *self, int result, const rs_error *error) {
    return result < 0 ? raise_error(self, error) : Py_NewRef(Py_None);
}

static PyObject *flush(file *self, PyObject *unused) {
    rs_error error;
    int result;
    (void)unused;
    DROPIN_WAIT(result = rs_stream_flush(self->stream, &error));
    return done(self, result, &error);
}

static rs_switch as_switch(int value) {
    return value < 0 ? RS_AS_IT_IS : value > 0 ? RS_ON : RS_OFF;
}

/* reconfigure(encoding, errors, changes_newline, newline, line_buffering, write_through), the last two of -1 for None
 */
static PyObject *reconfigure(file *self, PyObject *arguments) {
    rs_error error;
    rs_text_changes changes;
    PyObject *encoding, *errors, *newline;
    int changes_newline, line_buffering, write_through, result;
    memset(&changes, 0, sizeof changes);
    if (!PyArg_ParseTuple(arguments, "OOpOii", &encoding, &errors, &changes_newline, &newline, &line_buffering,
                          &write_through) ||
        !option(encoding, "encoding", &changes.text.encoding) || !option(errors, "errors", &changes.text.errors) ||
        !option(newline, "newline", &changes.text.newline))
        return NULL;
    changes.newline = changes_newline;
    changes.line_buffering = as_switch(line_buffering);
    changes.write_through = as_switch(write_through);
    DROPIN_WAIT(result = rs_stream_reconfigure(self->stream, &changes, &error));
    if (result >= 0 && changes.newline)
        note_newline(self, changes.text.newline);
    return done(self, result, &error);
}

static PyObject *close_file(file *self, PyObject *unused) {
    rs_error error;
    int result;
    (void)unused;
    DROPIN_WAIT(result = rs_stream_close(self->stream, &error));
    leave(self);
    return done(self, result, &error);
}

static PyObject *closed(file *self, PyObject *unused) {
    (void)unused;
    return PyBool_FromLong(rs_stream_closed(self->stream));
}

static PyObject *flag(const file *self, int (*call)(const rs_stream *, rs_error *)) {
    rs_error error;
    int result = call(self->stream, &error);
    return result < 0 ? dropin_raise(self->state->socket, &error) : PyBool_FromLong(result);
}

static PyObject *readable(file *self, PyObject *unused) {
    (void)unused;
    return flag(self, rs_stream_readable);
}

static PyObject *writable(file *self, PyObject *unused) {
    (void)unused;
    return flag(self, rs_stream_writable);
}

static PyObject *seekable(file *self, PyObject *unused) {
    (void)unused;
    return flag(self, rs_stream_seekable);
}

static PyObject *is_terminal(file *self, PyObject *unused) {
    (void)unused;
    return flag(self, rs_stream_isatty);
}

static PyObject *get_fileno(file *self, PyObject *unused) {
    rs_error error;
    (void)unused;
    int fd = rs_stream_fileno(self->stream, &error);
    return fd < 0 && error.kind != RS_NO_ERROR ? dropin_raise(self->state->socket, &error) : PyLong_FromLong(fd);
}

/* about() -> {attribute: value} */
static PyObject *about(file *self, PyObject *unused) {
    (void)unused;
    const rs_stream *stream = self->stream;
    return Py_BuildValue("{s:i,s:i,s:z,s:z,s:z,s:i,s:i,s:i}", "kind", (int)rs_stream_type(stream), "name",
                         rs_stream_name(stream), "mode", rs_stream_mode(stream), "encoding", rs_stream_encoding(stream),
                         "errors", rs_stream_errors(stream), "newlines", rs_stream_newlines(stream), "line_buffering",
                         rs_stream_line_buffering(stream), "write_through", rs_stream_write_through(stream));
}

static PyMethodDef methods[] = {{"read", (PyCFunction)read_size, METH_O, NULL},
                                {"read1", (PyCFunction)read_once, METH_O, NULL},
                                {"peek", (PyCFunction)peek, METH_NOARGS, NULL},
                                {"readline", (PyCFunction)read_line, METH_O, NULL},
                                {"readlines", (PyCFunction)read_lines, METH_O, NULL},
                                {"readinto", (PyCFunction)read_into, METH_VARARGS, NULL},
                                {"readinto1", (PyCFunction)read_into_once, METH_VARARGS, NULL},
                                {"write", (PyCFunction)write_data, METH_O, NULL},
                                {"flush", (PyCFunction)flush, METH_NOARGS, NULL},
                                {"close", (PyCFunction)close_file, METH_NOARGS, NULL},
                                {"closed", (PyCFunction)closed, METH_NOARGS, NULL},
                                {"readable", (PyCFunction)readable, METH_NOARGS, NULL},
                                {"writable", (PyCFunction)writable, METH_NOARGS, NULL},
                                {"seekable", (PyCFunction)seekable, METH_NOARGS, NULL},
                                {"isatty", (PyCFunction)is_terminal, METH_NOARGS, NULL},
                                {"fileno", (PyCFunction)get_fileno, METH_NOARGS, NULL},
                                {"below", (PyCFunction)below, METH_NOARGS, NULL},
                                {"reconfigure", (PyCFunction)reconfigure, METH_VARARGS, NULL},
                                {"about", (PyCFunction)about, METH_NOARGS, NULL},
                                {NULL, NULL, 0, NULL}};

static PyType_Slot slots[] = {
    {Py_tp_dealloc, deallocate}, {Py_tp_traverse, traverse}, {Py_tp_clear, clear}, {Py_tp_methods, methods}, {0, NULL}};

PyType_Spec full_file_spec = {
    .name = "_sockspec_full.File",
    .basicsize = sizeof(file),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = slots,
};

PyMethodDef full_file_functions[] = {{"makefile", make_file, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};
