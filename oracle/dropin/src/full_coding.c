/* Unicode errors of files. librefsock has them in one sentence, Python in its parts. */
#include "full.h"

/* "'NAME' codec can't ... in position N: REASON"; false if it is no such sentence. */
static bool split(const rs_error *error, rs_text *name, const char **reason) {
    const char *start = strchr(error->text, '\''), *end = start ? strchr(start + 1, '\'') : NULL;
    const char *colon = end ? strchr(end, ':') : NULL;
    if (!colon || colon[1] != ' ')
        return false;
    *name = (rs_text){start + 1, (size_t)(end - start - 1), false};
    *reason = colon + 2;
    return true;
}

/* Takes `object` over, which is NULL if an exception is set. */
static PyObject *raise_with(const full_state *state, PyObject *type, PyObject *object, const rs_error *error) {
    rs_text name;
    const char *reason;
    if (!object)
        return NULL;
    if (!split(error, &name, &reason)) {
        Py_DECREF(object);
        return dropin_raise(state->socket, error);
    }
    PyObject *encoding = PyUnicode_DecodeUTF8(name.data, (Py_ssize_t)name.size, "replace"), *exception = NULL;
    if (encoding)
        exception = PyObject_CallFunction(type, "OOnns", encoding, object, (Py_ssize_t)error->start,
                                          (Py_ssize_t)error->end, reason);
    Py_XDECREF(encoding);
    Py_DECREF(object);
    return dropin_set_exception(type, exception);
}

PyObject *full_raise_decoding(const full_state *state, const rs_stream *stream, const rs_error *error) {
    rs_text piece = rs_stream_undecoded(stream);
    return raise_with(state, PyExc_UnicodeDecodeError, PyBytes_FromStringAndSize(piece.data, (Py_ssize_t)piece.size),
                      error);
}

PyObject *full_raise_encoding(const full_state *state, PyObject *text, const char *newline, const rs_error *error) {
    if (!*newline)
        return raise_with(state, PyExc_UnicodeEncodeError, Py_NewRef(text), error);
    PyObject *plain = PyUnicode_FromString("\n"), *end = plain ? PyUnicode_FromString(newline) : NULL;
    PyObject *translated = end ? PyUnicode_Replace(text, plain, end, -1) : NULL;
    Py_XDECREF(end);
    Py_XDECREF(plain);
    return raise_with(state, PyExc_UnicodeEncodeError, translated, error);
}
