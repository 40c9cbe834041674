/* Addresses: Python's values as fields, and back. What a family makes of them is librefsock's business. */
#include "dropin.h"

#include <sys/socket.h>

/* The bytes of a bytes-like object, as an object of our own: a bytearray may change while the call waits. */
static PyObject *copy_bytes(PyObject *argument) {
    Py_buffer view;
    if (PyBytes_CheckExact(argument))
        return Py_NewRef(argument);
    if (PyObject_GetBuffer(argument, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    PyObject *bytes = PyBytes_FromStringAndSize(view.buf, view.len);
    PyBuffer_Release(&view);
    return bytes;
}

static int keep_bytes(PyObject *bytes, rs_field *field, PyObject **kept) {
    if (!bytes)
        return -1;
    field->data = PyBytes_AS_STRING(bytes);
    field->size = (size_t)PyBytes_GET_SIZE(bytes);
    *kept = bytes;
    return 0;
}

static PyObject *path_bytes(PyObject *argument) {
    PyObject *bytes;
    return PyUnicode_FSConverter(argument, &bytes) ? bytes : NULL;
}

static int parse_number(PyObject *argument, rs_field *field) {
    int overflow;
    PyObject *number = PyNumber_Index(argument);
    if (!number)
        return -1;
    field->kind = RS_FIELD_INT;
    field->number = PyLong_AsLongLongAndOverflow(number, &overflow);
    field->beyond = overflow != 0;
    if (overflow)
        field->number = (int64_t)PyLong_AsUnsignedLongLongMask(number);
    Py_DECREF(number);
    return PyErr_Occurred() ? -1 : 0;
}

/* Host names are UTF-8, which librefsock encodes by IDNA. */
static PyObject *encode_host(PyObject *text) {
    return PyUnicode_AsEncodedString(text, "utf-8", "surrogatepass");
}

/* Where an argument stands. */
typedef struct place {
    int family, proto;
    bool bare;
    size_t index;
} place;

static bool is_constant(int value, const char *name) {
    const rs_constant *constant = rs_find_constant(name);
    return constant && value == constant->value;
}

static bool is_host(place at) {
    return !at.bare && at.index == 0 &&
           (at.family == AF_INET || at.family == AF_INET6 || is_constant(at.family, "AF_RDS"));
}

/* bytes do everywhere. A host may be a bytearray too, and any buffer a path or, fifth, a link layer's address. */
static bool is_bytes(PyObject *argument, place at) {
    if (PyBytes_Check(argument))
        return true;
    if (is_host(at))
        return PyByteArray_Check(argument);
    return PyObject_CheckBuffer(argument) && ((at.family == AF_UNIX && at.bare) || (!at.bare && at.index == 4));
}

/* Where a name may stand that is neither a host nor a path, and no name of this system. */
static bool is_name(place at) {
    bool first = is_constant(at.family, "AF_PACKET") || is_constant(at.family, "AF_BLUETOOTH");
    return !at.bare && ((at.index == 0 && first) || (at.index < 2 && is_constant(at.family, "AF_ALG")));
}

/* Paths and the names of CAN interfaces are names of this system, in which bytes may stand as surrogates. */
static bool is_system_name(place at) {
    return at.bare ? at.family == AF_UNIX : at.index == 0 && is_constant(at.family, "AF_CAN");
}

static PyObject *encode(PyObject *text, place at) {
    if (is_host(at))
        return encode_host(text);
    return is_system_name(at) ? PyUnicode_EncodeFSDefault(text) : PyUnicode_AsUTF8String(text);
}

/* The name of a CAN interface is told as paths are. */
static bool is_path(PyObject *argument, place at) {
    return is_constant(at.family, "AF_CAN") && !at.bare && at.index == 0 &&
           PyObject_HasAttrString((PyObject *)Py_TYPE(argument), "__fspath__");
}

/* A field of another type, which no family has. */
static int parse_other(PyObject *argument, rs_field *field) {
    field->kind = RS_FIELD_OTHER;
    field->data = Py_TYPE(argument)->tp_name;
    field->size = strlen(field->data);
    return 0;
}

/* The address of BTPROTO_SCO is bytes, as which CPython takes text, too, from 3.13.4 on. */
static int parse_sco_text(PyObject *argument, rs_field *field, PyObject **kept) {
    const char *text;
    if (!PyArg_Parse(argument, "s", &text)) /* says what a NUL is in text */
        return -1;
    field->kind = RS_FIELD_BYTES;
    return keep_bytes(PyBytes_FromString(text), field, kept);
}

/* Text where none may stand is not looked into. Bluetooth tells of whatever cannot be read in the same words, and
 * of text that cannot be encoded. */
static int parse_text(PyObject *argument, place at, rs_field *field, PyObject **kept) {
    bool bluetooth = is_constant(at.family, "AF_BLUETOOTH");
    if (PY_VERSION_HEX >= 0x030D0400 && bluetooth && at.bare && is_constant(at.proto, "BTPROTO_SCO"))
        return parse_sco_text(argument, field, kept);
    if (!is_host(at) && !is_name(at) && !is_system_name(at))
        return parse_other(argument, field);
    PyObject *bytes = encode(argument, at);
    if (!bytes && bluetooth && PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) {
        PyErr_Clear();
        return parse_other(argument, field);
    }
    field->kind = RS_FIELD_TEXT;
    return keep_bytes(bytes, field, kept);
}

/* Where a number may stand: elsewhere nothing is asked for its __index__(). */
static bool is_number(PyObject *argument, place at) {
    bool link_address = at.index == 4 && is_constant(at.family, "AF_PACKET");
    return !at.bare && at.family != AF_UNIX && !is_host(at) && !link_address && PyIndex_Check(argument);
}

static int parse_field(PyObject *argument, place at, rs_field *field, PyObject **kept) {
    memset(field, 0, sizeof *field);
    if (argument == Py_None) {
        field->kind = RS_FIELD_NONE;
    } else if (PyUnicode_Check(argument)) {
        return parse_text(argument, at, field, kept);
    } else if (is_path(argument, at)) {
        field->kind = RS_FIELD_BYTES;
        return keep_bytes(path_bytes(argument), field, kept);
    } else if (is_bytes(argument, at)) {
        field->kind = RS_FIELD_BYTES;
        return keep_bytes(copy_bytes(argument), field, kept);
    } else if (is_number(argument, at)) {
        return parse_number(argument, field);
    } else {
        return parse_other(argument, field);
    }
    return 0;
}

int dropin_address_parse(PyObject *argument, int family, int proto, dropin_address *address) {
    rs_fields_address *fields = &address->value.fields;
    memset(address->kept, 0, sizeof address->kept);
    rs_start_fields(&address->value);
    if (!PyTuple_Check(argument)) {
        fields->bare = true;
        fields->count = 1;
        return parse_field(argument, (place){family, proto, true, 0}, &fields->field[0], &address->kept[0]);
    }
    fields->count = (size_t)PyTuple_GET_SIZE(argument);
    for (size_t i = 0; i < fields->count && i < RS_FIELDS_MAX; i++) {
        PyObject *item = PyTuple_GET_ITEM(argument, (Py_ssize_t)i);
        if (parse_field(item, (place){family, proto, false, i}, &fields->field[i], &address->kept[i]) < 0) {
            dropin_address_clear(address);
            return -1;
        }
    }
    return 0;
}

void dropin_address_clear(dropin_address *address) {
    for (size_t i = 0; i < RS_FIELDS_MAX; i++)
        Py_CLEAR(address->kept[i]);
}

int dropin_host_parse(PyObject *argument, const char *function, rs_text *host, PyObject **kept) {
    rs_field field;
    *kept = NULL;
    if (PyUnicode_Check(argument)) {
        if (keep_bytes(encode_host(argument), &field, kept) < 0)
            return -1;
        *host = (rs_text){field.data, field.size, false};
        return 0;
    }
    if (!PyBytes_Check(argument) && !PyByteArray_Check(argument)) {
        PyErr_Format(PyExc_TypeError, "%s() argument 1 must be str, bytes or bytearray, not %s", function,
                     argument == Py_None ? "None" : Py_TYPE(argument)->tp_name);
        return -1;
    }
    if (keep_bytes(copy_bytes(argument), &field, kept) < 0)
        return -1;
    *host = (rs_text){field.data, field.size, true};
    return 0;
}

static PyObject *build_inet(const rs_address *address) {
    char host[RS_INET6_TEXT];
    if (rs_address_host(address, host, sizeof host, NULL) < 0)
        return NULL;
    if (address->kind == RS_ADDRESS_INET)
        return Py_BuildValue("si", host, address->inet.port);
    return Py_BuildValue("siII", host, address->inet6.port, address->inet6.flowinfo, address->inet6.scope_id);
}

/* A path is str in the file system's encoding, an abstract name bytes. */
static PyObject *build_unix(const rs_unix_address *address) {
    if (address->size && address->name[0] == '\0')
        return PyBytes_FromStringAndSize(address->name, (Py_ssize_t)address->size);
    return PyUnicode_DecodeFSDefaultAndSize(address->name, (Py_ssize_t)address->size);
}

static PyObject *build_field(const rs_address *address, size_t index) {
    rs_text text = rs_field_text(address, index);
    const rs_field *field = &address->fields.field[index];
    switch (field->kind) {
    case RS_FIELD_INT:
        return field->beyond ? PyLong_FromUnsignedLongLong((unsigned long long)field->number)
                             : PyLong_FromLongLong(field->number);
    case RS_FIELD_TEXT:
        return PyUnicode_DecodeFSDefaultAndSize(text.data, (Py_ssize_t)text.size);
    case RS_FIELD_BYTES:
        return PyBytes_FromStringAndSize(text.data, (Py_ssize_t)text.size);
    default:
        return Py_NewRef(Py_None);
    }
}

static PyObject *build_fields(const rs_address *address) {
    if (address->fields.bare)
        return build_field(address, 0);
    PyObject *tuple = PyTuple_New((Py_ssize_t)address->fields.count);
    for (size_t i = 0; tuple && i < address->fields.count; i++) {
        PyObject *item = build_field(address, i);
        if (!item)
            Py_CLEAR(tuple);
        else
            PyTuple_SET_ITEM(tuple, (Py_ssize_t)i, item);
    }
    return tuple;
}

/* (family, the bytes after it), of which there are never fewer than in the generic C address. */
static PyObject *build_raw(const rs_raw_address *address) {
    struct sockaddr header;
    memset(&header, 0, sizeof header);
    memcpy(&header, address->data, address->size < sizeof header ? address->size : sizeof header);
    return Py_BuildValue("iy#", (int)header.sa_family, header.sa_data, (Py_ssize_t)sizeof header.sa_data);
}

PyObject *dropin_address_build(const rs_address *address) {
    switch (address->kind) {
    case RS_ADDRESS_INET:
    case RS_ADDRESS_INET6:
        return build_inet(address);
    case RS_ADDRESS_UNIX:
        return build_unix(&address->un);
    case RS_ADDRESS_FIELDS:
        return build_fields(address);
    case RS_ADDRESS_RAW:
        return build_raw(&address->raw);
    case RS_ADDRESS_NONE:
    case RS_ADDRESS_HOST: /* is never reported */
        break;
    }
    return Py_NewRef(Py_None);
}
