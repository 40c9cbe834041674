/* rs_error as an exception. */
#include "dropin.h"

PyObject *dropin_set_exception(PyObject *type, PyObject *value) {
    if (value)
        PyErr_SetObject(type, value);
    Py_XDECREF(value);
    return NULL;
}

/* class(code, text) */
static PyObject *numbered(PyObject *type, const rs_error *error) {
    PyObject *text = PyUnicode_DecodeLocale(error->text, "surrogateescape");
    return dropin_set_exception(type, text ? Py_BuildValue("(iN)", error->code, text) : NULL);
}

/* What was quoted may have surrogates, which are no UTF-8. */
static PyObject *plain(PyObject *type, const rs_error *error) {
    return dropin_set_exception(type, PyUnicode_DecodeUTF8(error->text, (Py_ssize_t)strlen(error->text), "replace"));
}

/* class(encoding, object, start, end, reason). librefsock does not say what stood around it. */
static PyObject *coding(PyObject *type, const char *object, const rs_error *error) {
    return dropin_set_exception(type, PyObject_CallFunction(type, object, "makefile", "", (Py_ssize_t)error->start,
                                                            (Py_ssize_t)error->end, error->text));
}

/* From CPython 3.13 on the codec tells where. librefsock does not: it is the whole name. */
PyObject *dropin_raise_host(const dropin_state *state, const rs_error *error, PyObject *host) {
#if PY_VERSION_HEX >= 0x030D0000
    if (error->kind == RS_UNICODE_ERROR && PyUnicode_Check(host))
        return dropin_set_exception(PyExc_UnicodeEncodeError,
                                    PyObject_CallFunction(PyExc_UnicodeEncodeError, "sOnns", "idna", host,
                                                          (Py_ssize_t)0, PyUnicode_GET_LENGTH(host), error->text));
#else
    (void)host;
#endif
    return dropin_raise(state, error);
}

static PyObject *unsupported(const rs_error *error) {
    PyObject *io = PyImport_ImportModule("io");
    PyObject *type = io ? PyObject_GetAttrString(io, "UnsupportedOperation") : NULL;
    if (type)
        plain(type, error);
    Py_XDECREF(type);
    Py_XDECREF(io);
    return NULL;
}

PyObject *dropin_raise(const dropin_state *state, const rs_error *error) {
    switch (error->kind) {
    case RS_OSERROR:
        return error->code ? numbered(PyExc_OSError, error) : plain(PyExc_OSError, error);
    case RS_GAIERROR:
        return numbered(state->gaierror, error);
    case RS_HERROR:
        return numbered(state->herror, error);
    case RS_TIMEOUT:
        return plain(PyExc_TimeoutError, error);
    case RS_VALUE_ERROR:
        return plain(PyExc_ValueError, error);
    case RS_TYPE_ERROR:
        return plain(PyExc_TypeError, error);
    case RS_OVERFLOW_ERROR:
        return plain(PyExc_OverflowError, error);
    case RS_UNICODE_ERROR:
        return plain(PyExc_UnicodeError, error);
    case RS_UNICODE_DECODE_ERROR:
        return coding(PyExc_UnicodeDecodeError, "synns", error);
    case RS_UNICODE_ENCODE_ERROR:
        return coding(PyExc_UnicodeEncodeError, "ssnns", error);
    case RS_LOOKUP_ERROR:
        return plain(PyExc_LookupError, error);
    case RS_UNSUPPORTED_OPERATION:
        return unsupported(error);
    case RS_WOULD_BLOCK:
        return numbered(PyExc_BlockingIOError, error);
    case RS_MEMORY_ERROR:
        return PyErr_NoMemory();
    case RS_ABORTED: /* the handler's exception is set */
        return NULL;
    case RS_NO_ERROR:
        break;
    }
    PyErr_Format(PyExc_SystemError, "librefsock failed with an error of kind %d", (int)error->kind);
    return NULL;
}

PyObject *dropin_result(const dropin_state *state, int result, const rs_error *error) {
    if (result < 0)
        return dropin_raise(state, error);
    return Py_NewRef(Py_None);
}
