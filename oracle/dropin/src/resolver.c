/* Host names and services. */
#include "dropin.h"

#include <limits.h>
#include <sys/socket.h>

static PyObject *host_text(const char *text) {
    return PyUnicode_DecodeFSDefault(text);
}

static PyObject *get_hostname(PyObject *module, PyObject *unused) {
    rs_error error;
    char name[RS_HOST_MAX];
    (void)unused;
    if (PySys_Audit("socket.gethostname", NULL) < 0)
        return NULL;
    if (rs_gethostname(name, &error) < 0)
        return dropin_raise(dropin_module_state(module), &error);
    return host_text(name);
}

/* Bytes are the name as they are; hooks are told the bytes of anything else, too. */
static PyObject *set_hostname(PyObject *module, PyObject *argument) {
    rs_error error;
    PyObject *bytes = PyBytes_Check(argument) ? Py_NewRef(argument) : NULL;
    int result;
    if (!bytes && !PyUnicode_FSConverter(argument, &bytes))
        return NULL;
    if (PySys_Audit("socket.sethostname", "(O)", bytes) < 0) {
        Py_DECREF(bytes);
        return NULL;
    }
    rs_text name = {PyBytes_AS_STRING(bytes), (size_t)PyBytes_GET_SIZE(bytes), true};
    DROPIN_WAIT(result = rs_sethostname(name, &error));
    Py_DECREF(bytes);
    return dropin_result(dropin_module_state(module), result, &error);
}

static PyObject *get_hostbyname(PyObject *module, PyObject *argument) {
    rs_error error;
    rs_text host;
    PyObject *kept;
    char text[RS_INET_TEXT];
    int result = -1;
    if (dropin_host_parse(argument, "gethostbyname", &host, &kept) < 0)
        return NULL;
    bool allowed = PySys_Audit("socket.gethostbyname", "O", argument) == 0;
    if (allowed)
        DROPIN_WAIT(result = rs_gethostbyname(host, text, &error));
    Py_DECREF(kept);
    if (result < 0)
        return allowed ? dropin_raise_host(dropin_module_state(module), &error, argument) : NULL;
    return PyUnicode_FromString(text);
}

static PyObject *text_list(const char *const *texts, size_t count) {
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list && i < count; i++) {
        PyObject *text = host_text(texts[i]);
        if (!text)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, (Py_ssize_t)i, text);
    }
    return list;
}

static PyObject *build_hostent(const rs_hostent *entry) {
    PyObject *name = host_text(entry->name);
    PyObject *aliases = name ? text_list(entry->aliases, entry->alias_count) : NULL;
    PyObject *addresses = aliases ? text_list(entry->addresses, entry->address_count) : NULL;
    if (addresses)
        return Py_BuildValue("NNN", name, aliases, addresses);
    Py_XDECREF(name);
    Py_XDECREF(aliases);
    return NULL;
}

static PyObject *ask_host(PyObject *module, PyObject *argument, const char *function, const char *event,
                          int (*ask)(rs_text, rs_hostent **, rs_error *)) {
    rs_error error;
    rs_text host;
    rs_hostent *entry;
    PyObject *kept;
    int result = -1;
    if (dropin_host_parse(argument, function, &host, &kept) < 0)
        return NULL;
    bool allowed = PySys_Audit(event, "O", argument) == 0;
    if (allowed)
        DROPIN_WAIT(result = ask(host, &entry, &error));
    Py_DECREF(kept);
    if (result < 0)
        return allowed ? dropin_raise_host(dropin_module_state(module), &error, argument) : NULL;
    PyObject *triple = build_hostent(entry);
    rs_hostent_free(entry);
    return triple;
}

static PyObject *get_hostbyname_ex(PyObject *module, PyObject *argument) {
    return ask_host(module, argument, "gethostbyname_ex", "socket.gethostbyname", rs_gethostbyname_ex);
}

static PyObject *get_hostbyaddr(PyObject *module, PyObject *argument) {
    return ask_host(module, argument, "gethostbyaddr", "socket.gethostbyaddr", rs_gethostbyaddr);
}

int dropin_name_parse(PyObject *argument, rs_text *host, PyObject **kept) {
    *kept = NULL;
    *host = rs_str(NULL);
    if (argument == Py_None)
        return 0;
    if (PyUnicode_Check(argument) || PyBytes_Check(argument))
        return dropin_host_parse(argument, "getaddrinfo", host, kept);
    PyErr_SetString(PyExc_TypeError, "getaddrinfo() argument 1 must be string or None");
    return -1;
}

/* An int and none of its subclasses: no bool, no IntEnum. One beyond 64 bits goes by its digits, from CPython 3.12 on.
 */
int dropin_port_parse(PyObject *argument, rs_port *port, PyObject **kept) {
    *kept = NULL;
    *port = (rs_port){.kind = RS_PORT_NONE};
    if (argument == Py_None)
        return 0;
    port->kind = RS_PORT_NAME;
    if (PyLong_CheckExact(argument)) {
        int overflow;
        port->number = PyLong_AsLongLongAndOverflow(argument, &overflow);
        if (PY_VERSION_HEX < 0x030C0000 && overflow) {
            PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C long");
            return -1;
        }
        if (!overflow) {
            port->kind = RS_PORT_NUMBER;
            return PyErr_Occurred() ? -1 : 0;
        }
        PyObject *digits = PyObject_Str(argument);
        *kept = digits ? PyUnicode_AsASCIIString(digits) : NULL;
        Py_XDECREF(digits);
    } else if (PyUnicode_Check(argument)) {
        *kept = PyUnicode_AsUTF8String(argument);
    } else if (PyBytes_Check(argument)) {
        *kept = Py_NewRef(argument);
    } else {
        PyErr_SetString(PyExc_OSError, "Int or String expected");
    }
    if (!*kept)
        return -1;
    port->name = (rs_text){PyBytes_AS_STRING(*kept), (size_t)PyBytes_GET_SIZE(*kept), false};
    return 0;
}

static PyObject *build_entry(const rs_addrinfo *entry) {
    PyObject *name = host_text(entry->canonname);
    PyObject *address = name ? dropin_address_build(&entry->address) : NULL;
    if (!address) {
        Py_XDECREF(name);
        return NULL;
    }
    return Py_BuildValue("iiiNN", entry->family, entry->type, entry->proto, name, address);
}

static PyObject *build_entries(const rs_addrinfo *entries, int count) {
    PyObject *list = PyList_New(count);
    for (int i = 0; list && i < count; i++) {
        PyObject *entry = build_entry(&entries[i]);
        if (!entry)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, i, entry);
    }
    return list;
}

static PyObject *get_addrinfo(PyObject *module, PyObject *arguments, PyObject *keywords) {
    static const char *const names[] = {"host", "port", "family", "type", "proto", "flags", NULL};
    rs_error error;
    rs_text host;
    rs_port port;
    rs_addrinfo *entries;
    PyObject *host_argument, *port_argument, *host_kept, *port_kept;
    int family = AF_UNSPEC, type = 0, proto = 0, flags = 0;
    int count = -1;
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "OO|iiii:getaddrinfo", DROPIN_NAMES(names), &host_argument,
                                     &port_argument, &family, &type, &proto, &flags) ||
        dropin_name_parse(host_argument, &host, &host_kept) < 0)
        return NULL;
    bool ready = dropin_port_parse(port_argument, &port, &port_kept) == 0 &&
                 PySys_Audit("socket.getaddrinfo", "OOiii", host_argument, port_argument, family, type, proto) == 0;
    if (ready)
        DROPIN_WAIT(count = rs_getaddrinfo(host, port, family, type, proto, flags, &entries, &error));
    Py_XDECREF(host_kept);
    Py_XDECREF(port_kept);
    if (count < 0)
        return ready ? dropin_raise_host(dropin_module_state(module), &error, host_argument) : NULL;
    PyObject *list = build_entries(entries, count);
    rs_addrinfo_free(entries);
    return list;
}

static PyObject *get_nameinfo(PyObject *module, PyObject *arguments) {
    rs_error error;
    rs_host_address address = {.flowinfo = 0};
    const char *name;
    PyObject *tuple;
    char host[RS_HOST_MAX], service[RS_SERVICE_MAX];
    int flags, port, result;
    unsigned flowinfo = 0, scope = 0;
    if (!PyArg_ParseTuple(arguments, "Oi:getnameinfo", &tuple, &flags))
        return NULL;
    if (!PyTuple_Check(tuple)) {
        PyErr_SetString(PyExc_TypeError, "getnameinfo() argument 1 must be a tuple");
        return NULL;
    }
    if (!PyArg_ParseTuple(tuple, "si|II;getnameinfo(): illegal sockaddr argument", &name, &port, &flowinfo, &scope) ||
        PySys_Audit("socket.getnameinfo", "(O)", tuple) < 0)
        return NULL;
    address.host = rs_str(name);
    address.port = port;
    address.flowinfo = flowinfo;
    address.scope_id = scope;
    address.fields = (int)PyTuple_GET_SIZE(tuple);
    DROPIN_WAIT(result = rs_getnameinfo(&address, flags, host, service, &error));
    if (result < 0)
        return dropin_raise(dropin_module_state(module), &error);
    PyObject *text = host_text(host);
    return text ? Py_BuildValue("Ns", text, service) : NULL;
}

PyMethodDef dropin_resolver_functions[] = {
    {"gethostname", get_hostname, METH_NOARGS, "gethostname() -> this host's name"},
    {"sethostname", set_hostname, METH_O, "sethostname(name)\n\nGives this host a name."},
    {"gethostbyname", get_hostbyname, METH_O, "gethostbyname(host) -> its first IPv4 address, as text"},
    {"gethostbyname_ex", get_hostbyname_ex, METH_O,
     "gethostbyname_ex(host) -> (name, aliases, addresses)\n\nAll that is known of a host's name."},
    {"gethostbyaddr", get_hostbyaddr, METH_O,
     "gethostbyaddr(address) -> (name, aliases, addresses)\n\nAll that is known of an address."},
    {"getaddrinfo", (PyCFunction)(void (*)(void))get_addrinfo, METH_VARARGS | METH_KEYWORDS,
     "getaddrinfo(host, port[, family, type, proto, flags]) -> list of (family, type, proto, canonname, address)\n\n"
     "What may be given to socket() and connect() to reach a service."},
    {"getnameinfo", get_nameinfo, METH_VARARGS,
     "getnameinfo(address, flags) -> (host, service)\n\nThe names of a numeric address."},
    {NULL, NULL, 0, NULL}};
