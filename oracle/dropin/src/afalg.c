/* sendmsg_afalg(): the kernel's cryptography. */
#include "dropin.h"
#include "gather.h"

/* An int of 64 bits; what is beyond is `beyond`. False with an exception. */
static bool number(PyObject *argument, int64_t beyond, int64_t *value) {
    int overflow;
    *value = PyLong_AsLongLongAndOverflow(argument, &overflow);
    if (overflow)
        *value = overflow > 0 ? beyond : -1;
    return overflow || *value != -1 || !PyErr_Occurred();
}

static PyObject *send_algorithm(dropin_socket *self, PyObject *arguments, PyObject *keywords) {
    static const char *const names[] = {"msg", "op", "iv", "assoclen", "flags", NULL};
    rs_error error;
    PyObject *buffers = NULL, *op = NULL, *assoclen = NULL;
    Py_buffer iv = {.buf = NULL};
    dropin_buffers data = {NULL, NULL, 0};
    int64_t operation = -1, associated = 0;
    ptrdiff_t count = -1;
    int flags = 0;
    rs_socket *socket = dropin_get(self);
    if (!socket)
        return NULL;
    /* librefsock says this before it looks at anything else, and so does CPython before the arguments. */
    const rs_constant *family = rs_find_constant("AF_ALG");
    if (!family || self->family != family->value) {
        rs_sendmsg_afalg(socket, NULL, 0, 0, NULL, NULL, 0, &error);
        return dropin_raise(self->state, &error);
    }
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "|O$O!y*O!i:sendmsg_afalg", DROPIN_NAMES(names), &buffers,
                                     &PyLong_Type, &op, &iv, &PyLong_Type, &assoclen, &flags))
        return NULL;
    bool ready =
        (!op || number(op, INT64_MAX, &operation)) && (!assoclen || number(assoclen, INT64_MAX, &associated)) &&
        (!buffers || dropin_gather(buffers, "y*:sendmsg_afalg() argument 1 must be an iterable of bytes-like objects",
                                   "sendmsg_afalg() argument 1 must be an iterable", &data) == 0) &&
        PySys_Audit("socket.sendmsg", "OO", self, Py_None) == 0;
    if (ready) {
        rs_bytes vector = {iv.buf, (size_t)iv.len};
        DROPIN_WAIT(count = rs_sendmsg_afalg(socket, (const rs_bytes *)data.buffers, (size_t)data.count, operation,
                                             iv.obj ? &vector : NULL, assoclen ? &associated : NULL, flags, &error));
    }
    dropin_release_buffers(&data);
    if (iv.obj)
        PyBuffer_Release(&iv);
    if (count < 0)
        return ready ? dropin_raise(self->state, &error) : NULL;
    return PyLong_FromSsize_t(count);
}

PyMethodDef dropin_afalg_methods[] = {{"sendmsg_afalg", (PyCFunction)(void (*)(void))send_algorithm,
                                       METH_VARARGS | METH_KEYWORDS,
                                       "sendmsg_afalg([msg], *, op[, iv[, assoclen[, flags]]]) -> count\n\nSends data "
                                       "to an AF_ALG socket, with what is to "
                                       "be done with it."},
                                      {NULL, NULL, 0, NULL}};
