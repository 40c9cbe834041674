/* Byte order, addresses as text, sizes of control messages. */
#include "dropin.h"

#include <sys/socket.h>

static PyObject *convert(PyObject *module, PyObject *argument, int64_t (*conversion)(int64_t, rs_error *)) {
    rs_error error;
    long long value = PyLong_AsLongLong(argument);
    if (value == -1 && PyErr_Occurred())
        return NULL;
    int64_t result = conversion(value, &error);
    return result < 0 ? dropin_raise(dropin_module_state(module), &error) : PyLong_FromLongLong(result);
}

/* The 32-bit ones take int alone, and nothing that can be made one. */
static PyObject *convert_int(PyObject *module, PyObject *argument, int64_t (*conversion)(int64_t, rs_error *)) {
    if (PyLong_Check(argument))
        return convert(module, argument, conversion);
    PyErr_Format(PyExc_TypeError, "expected int, %s found", Py_TYPE(argument)->tp_name);
    return NULL;
}

static int64_t short_to_host(int64_t value, rs_error *error) {
    return rs_ntohs(value, error);
}

static int64_t short_to_network(int64_t value, rs_error *error) {
    return rs_htons(value, error);
}

static PyObject *n_to_hl(PyObject *module, PyObject *argument) {
    return convert_int(module, argument, rs_ntohl);
}

static PyObject *h_to_nl(PyObject *module, PyObject *argument) {
    return convert_int(module, argument, rs_htonl);
}

static PyObject *n_to_hs(PyObject *module, PyObject *argument) {
    return convert(module, argument, short_to_host);
}

static PyObject *h_to_ns(PyObject *module, PyObject *argument) {
    return convert(module, argument, short_to_network);
}

static PyObject *cmsg_len(PyObject *module, PyObject *argument) {
    return convert(module, argument, rs_CMSG_LEN);
}

static PyObject *cmsg_space(PyObject *module, PyObject *argument) {
    return convert(module, argument, rs_CMSG_SPACE);
}

static PyObject *inet_to_bytes(PyObject *module, PyObject *arguments) {
    rs_error error;
    const char *text;
    uint8_t packed[4];
    if (!PyArg_ParseTuple(arguments, "s:inet_aton", &text))
        return NULL;
    if (rs_inet_aton(rs_str(text), packed, &error) < 0)
        return dropin_raise(dropin_module_state(module), &error);
    return PyBytes_FromStringAndSize((const char *)packed, sizeof packed);
}

static PyObject *bytes_to_inet(PyObject *module, PyObject *arguments) {
    rs_error error;
    Py_buffer view;
    char text[RS_INET_TEXT];
    if (!PyArg_ParseTuple(arguments, "y*:inet_ntoa", &view))
        return NULL;
    int result = rs_inet_ntoa(view.buf, (size_t)view.len, text, &error);
    PyBuffer_Release(&view);
    return result < 0 ? dropin_raise(dropin_module_state(module), &error) : PyUnicode_FromString(text);
}

static PyObject *presentation_to_network(PyObject *module, PyObject *arguments) {
    rs_error error;
    const char *text;
    uint8_t packed[16];
    int family;
    if (!PyArg_ParseTuple(arguments, "is:inet_pton", &family, &text))
        return NULL;
    int size = rs_inet_pton(family, rs_str(text), packed, &error);
    if (size < 0)
        return dropin_raise(dropin_module_state(module), &error);
    return PyBytes_FromStringAndSize((const char *)packed, size);
}

static PyObject *network_to_presentation(PyObject *module, PyObject *arguments) {
    rs_error error;
    Py_buffer view;
    char text[RS_INET6_TEXT];
    int family;
    if (!PyArg_ParseTuple(arguments, "iy*:inet_ntop", &family, &view))
        return NULL;
    int result = rs_inet_ntop(family, view.buf, (size_t)view.len, text, &error);
    PyBuffer_Release(&view);
    return result < 0 ? dropin_raise(dropin_module_state(module), &error) : PyUnicode_FromString(text);
}

PyMethodDef dropin_conversion_functions[] = {
    {"ntohl", n_to_hl, METH_O, "ntohl(number) -> a 32-bit number of the network's byte order in the host's"},
    {"ntohs", n_to_hs, METH_O, "ntohs(number) -> a 16-bit number of the network's byte order in the host's"},
    {"htonl", h_to_nl, METH_O, "htonl(number) -> a 32-bit number of the host's byte order in the network's"},
    {"htons", h_to_ns, METH_O, "htons(number) -> a 16-bit number of the host's byte order in the network's"},
    {"inet_aton", inet_to_bytes, METH_VARARGS, "inet_aton(text) -> 4 bytes of an IPv4 address"},
    {"inet_ntoa", bytes_to_inet, METH_VARARGS, "inet_ntoa(bytes) -> text of an IPv4 address"},
    {"inet_pton", presentation_to_network, METH_VARARGS, "inet_pton(family, text) -> an address's bytes"},
    {"inet_ntop", network_to_presentation, METH_VARARGS, "inet_ntop(family, bytes) -> an address's text"},
    {"CMSG_LEN", cmsg_len, METH_O, "CMSG_LEN(length) -> size of a control message with that much data, not padded"},
    {"CMSG_SPACE", cmsg_space, METH_O, "CMSG_SPACE(length) -> size of a control message with that much data, padded"},
    {NULL, NULL, 0, NULL}};
