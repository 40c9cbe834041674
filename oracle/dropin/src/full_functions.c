/* Functions that make sockets put them into an object that the caller has made. */
#include "full.h"

#include "gather.h"

#include <limits.h>
#include <sys/socket.h>

static full_state *state_of(PyObject *module) {
    return PyModule_GetState(module);
}

/* None with the socket in `target`, or what went wrong. */
static PyObject *deliver(const full_state *state, int result, dropin_socket *target, rs_socket *socket,
                         const rs_error *error) {
    if (result < 0)
        return dropin_raise(state->socket, error);
    return dropin_put(target, socket) < 0 ? NULL : Py_NewRef(Py_None);
}

/* dup(socket, target) */
static PyObject *dup_socket(PyObject *module, PyObject *arguments) {
    rs_error error;
    full_state *state = state_of(module);
    rs_socket *socket, *copy;
    dropin_socket *target;
    PyObject *first, *second;
    if (!PyArg_ParseTuple(arguments, "OO", &first, &second) || !(socket = full_get(state, first)) ||
        !(target = full_socket(state, second)))
        return NULL;
    int result = rs_dup(socket, &copy, &error);
    return deliver(state, result, target, copy, &error);
}

/* fromfd(fd, family, type, proto, target) */
static PyObject *from_fd(PyObject *module, PyObject *arguments) {
    rs_error error;
    full_state *state = state_of(module);
    rs_socket *socket;
    dropin_socket *target;
    PyObject *number, *object;
    int family, type, proto;
    if (!PyArg_ParseTuple(arguments, "OiiiO", &number, &family, &type, &proto, &object) ||
        !(target = full_socket(state, object)))
        return NULL;
    int fd = dropin_cut_fd(number);
    if (fd == -1 && PyErr_Occurred())
        return NULL;
    int result = rs_fromfd(fd, family, type, proto, &socket, &error);
    return deliver(state, result, target, socket, &error);
}

/* socketpair(family, type, proto, target, target) */
static PyObject *socket_pair(PyObject *module, PyObject *arguments) {
    rs_error error;
    full_state *state = state_of(module);
    rs_socket *pair[2];
    dropin_socket *target, *other;
    PyObject *first, *second;
    int family, type, proto;
    if (!PyArg_ParseTuple(arguments, "iiiOO", &family, &type, &proto, &first, &second) ||
        !(target = full_socket(state, first)) || !(other = full_socket(state, second)))
        return NULL;
    if (rs_socketpair(dropin_pair_family(family), type, proto, pair, &error) < 0)
        return dropin_raise(state->socket, &error);
    if (dropin_put(target, pair[0]) < 0) {
        rs_free(pair[1]);
        return NULL;
    }
    return dropin_put(other, pair[1]) < 0 ? NULL : Py_NewRef(Py_None);
}

/* The exceptions of all addresses that were tried. */
static PyObject *build_errors(const dropin_state *state, const rs_errors *errors) {
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list && i < errors->count; i++) {
        PyObject *type, *value, *traceback;
        dropin_raise(state, &errors->items[i]);
        PyErr_Fetch(&type, &value, &traceback);
        PyErr_NormalizeException(&type, &value, &traceback);
        if (!value || PyList_Append(list, value) < 0)
            Py_CLEAR(list);
        Py_XDECREF(type);
        Py_XDECREF(value);
        Py_XDECREF(traceback);
    }
    return list;
}

/* The options' timeout; None is none. */
static int parse_timeout(PyObject *argument, rs_connection_options *options) {
    bool given;
    if (dropin_seconds(argument, &options->seconds, &given) < 0)
        return -1;
    options->timeout = given ? RS_TIMEOUT_SECONDS : RS_NO_TIMEOUT;
    return 0;
}

/* create_connection(host, port, timeout_given, timeout, source, all_errors, target): None, or with all_errors a list of
 * exceptions. */
static PyObject *connect_somewhere(PyObject *module, PyObject *arguments) {
    rs_error error;
    full_state *state = state_of(module);
    rs_connection_options options = {.timeout = RS_DEFAULT_TIMEOUT};
    rs_errors errors = {NULL, 0};
    rs_text host;
    rs_port port;
    rs_socket *socket;
    dropin_socket *target;
    dropin_address source;
    PyObject *host_argument, *port_argument, *timeout, *from, *object, *host_kept, *port_kept = NULL;
    PyObject *list = NULL;
    int timeout_given, all, result = -1;
    if (!PyArg_ParseTuple(arguments, "OOpOOpO", &host_argument, &port_argument, &timeout_given, &timeout, &from, &all,
                          &object) ||
        !(target = full_socket(state, object)) || (timeout_given && parse_timeout(timeout, &options) < 0) ||
        (from != Py_None && dropin_address_parse(from, AF_INET, 0, &source) < 0))
        return NULL;
    options.source = from == Py_None ? NULL : &source.value;
    options.errors = all ? &errors : NULL;
    bool ready = dropin_name_parse(host_argument, &host, &host_kept) == 0 &&
                 dropin_port_parse(port_argument, &port, &port_kept) == 0;
    if (ready)
        DROPIN_WAIT(result = rs_create_connection(host, port, &options, &socket, &error));
    if (ready && result < 0)
        dropin_timeout_text(timeout, &error);
    Py_XDECREF(host_kept);
    Py_XDECREF(port_kept);
    if (from != Py_None)
        dropin_address_clear(&source);
    if (ready && result < 0 && errors.count > 0)
        list = build_errors(state->socket, &errors);
    else if (ready && result < 0)
        dropin_raise_host(state->socket, &error, host_argument);
    else if (ready)
        list = deliver(state, result, target, socket, &error);
    rs_errors_free(&errors);
    return list;
}

/* Where bind() has failed without a number: OSError(None, text). */
static PyObject *raise_not_bound(const rs_error *error) {
    PyObject *text = PyUnicode_DecodeLocale(error->text, "surrogateescape");
    return dropin_set_exception(PyExc_OSError, text ? Py_BuildValue("(ON)", Py_None, text) : NULL);
}

/* create_server()'s family for librefsock, whose 0 is AF_INET: in Python that is -1, and 0 one that no kernel has. */
static int server_family(int family) {
    return family == -1 ? AF_INET : family == 0 ? INT_MIN : family;
}

/* create_server(address, family, backlog or None, reuse_port, dualstack_ipv6, target) */
static PyObject *serve(PyObject *module, PyObject *arguments) {
    rs_error error;
    full_state *state = state_of(module);
    rs_server_options options = {.family = 0};
    rs_socket *socket;
    dropin_socket *target;
    dropin_address address;
    PyObject *where, *backlog, *object;
    int reuse, dual, result;
    if (!PyArg_ParseTuple(arguments, "OiOppO", &where, &options.family, &backlog, &reuse, &dual, &object) ||
        !(target = full_socket(state, object)))
        return NULL;
    options.family = server_family(options.family);
    options.backlog_given = backlog != Py_None;
    options.reuse_port = reuse;
    options.dualstack_ipv6 = dual;
    if ((options.backlog_given && !PyArg_Parse(backlog, "i", &options.backlog)) ||
        dropin_address_parse(where, options.family, 0, &address) < 0)
        return NULL;
    DROPIN_WAIT(result = rs_create_server(&address.value, &options, &socket, &error));
    dropin_address_clear(&address);
    if (result < 0 && error.kind == RS_OSERROR && error.code == 0)
        return raise_not_bound(&error);
    return deliver(state, result, target, socket, &error);
}

static PyObject *has_dualstack(PyObject *module, PyObject *unused) {
    (void)module;
    (void)unused;
    return PyBool_FromLong(rs_has_dualstack_ipv6());
}

static PyObject *get_fqdn(PyObject *module, PyObject *argument) {
    rs_error error;
    rs_text name;
    PyObject *kept;
    char text[RS_HOST_MAX];
    int result;
    if (dropin_host_parse(argument, "getfqdn", &name, &kept) < 0)
        return NULL;
    DROPIN_WAIT(result = rs_getfqdn(name, text, &error));
    Py_DECREF(kept);
    return result < 0 ? dropin_raise_host(state_of(module)->socket, &error, argument) : PyUnicode_DecodeFSDefault(text);
}

/* The descriptors of a sequence, to be freed; NULL with an exception. */
static int *parse_fds(PyObject *sequence, Py_ssize_t *count) {
    PyObject *items = dropin_tuple(sequence, "fds must be a sequence");
    *count = items ? PyTuple_GET_SIZE(items) : 0;
    int *fds = items ? PyMem_New(int, *count ? *count : 1) : NULL;
    if (items && !fds)
        PyErr_NoMemory();
    for (Py_ssize_t i = 0; fds && i < *count; i++) {
        fds[i] = dropin_fd(PyTuple_GET_ITEM(items, i));
        if (PyErr_Occurred()) {
            PyMem_Free(fds);
            fds = NULL;
        }
    }
    Py_XDECREF(items);
    return fds;
}

/* send_fds(socket, buffers, fds, flags, address or None) */
static PyObject *send_descriptors(PyObject *module, PyObject *arguments) {
    rs_error error;
    full_state *state = state_of(module);
    rs_socket *socket;
    dropin_address to;
    dropin_buffers data;
    PyObject *object, *buffers, *sequence, *address;
    Py_ssize_t fd_count;
    ptrdiff_t sent = -1;
    int flags;
    if (!PyArg_ParseTuple(arguments, "OOOiO", &object, &buffers, &sequence, &flags, &address) ||
        !(socket = full_get(state, object)) ||
        (address != Py_None && dropin_address_parse(address, rs_family(socket), rs_proto(socket), &to) < 0))
        return NULL;
    int *fds = parse_fds(sequence, &fd_count);
    bool ready = fds && dropin_gather(buffers, "y*", "buffers must be an iterable", &data) == 0;
    if (ready) {
        DROPIN_WAIT(sent = rs_send_fds(socket, (const rs_bytes *)data.buffers, (size_t)data.count, fds,
                                       (size_t)fd_count, flags, address == Py_None ? NULL : &to.value, &error));
        dropin_release_buffers(&data);
    }
    PyMem_Free(fds);
    if (address != Py_None)
        dropin_address_clear(&to);
    if (sent < 0)
        return ready ? dropin_raise(state->socket, &error) : NULL;
    return PyLong_FromSsize_t(sent);
}

static PyObject *build_fds(const int *fds, size_t count) {
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list && i < count; i++) {
        PyObject *fd = PyLong_FromLong(fds[i]);
        if (!fd)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, (Py_ssize_t)i, fd);
    }
    return list;
}

/* Takes `bytes` over, of which `received` count. If it fails the descriptors are closed, which nobody would know of. */
static PyObject *build_received(PyObject *bytes, Py_ssize_t received, const int *fds, size_t count, int flags,
                                const rs_address *from) {
    PyObject *result = NULL;
    if (received < PyBytes_GET_SIZE(bytes))
        _PyBytes_Resize(&bytes, received); /* NULL on failure */
    PyObject *list = bytes ? build_fds(fds, count) : NULL;
    PyObject *address = list ? dropin_address_build(from) : NULL;
    if (address)
        result = Py_BuildValue("OOiO", bytes, list, flags, address);
    Py_XDECREF(address);
    Py_XDECREF(list);
    Py_XDECREF(bytes);
    for (size_t i = 0; !result && i < count; i++)
        rs_close_fd(fds[i], NULL);
    return result;
}

/* recv_fds(socket, bufsize, maxfds, flags) -> (data, fds, flags, address) */
static PyObject *receive_descriptors(PyObject *module, PyObject *arguments) {
    rs_error error;
    full_state *state = state_of(module);
    rs_socket *socket;
    rs_address from;
    PyObject *object;
    Py_ssize_t size, max;
    size_t count = 0;
    ptrdiff_t received;
    int flags, message_flags;
    if (!PyArg_ParseTuple(arguments, "Onni", &object, &size, &max, &flags) || !(socket = full_get(state, object)))
        return NULL;
    /* librefsock judges both sizes as they came; beyond these it does not look at the memory. */
    bool possible = max >= 0 && max <= INT_MAX / (Py_ssize_t)sizeof(int);
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, size < 0 ? 0 : size);
    int *fds = possible ? PyMem_New(int, max ? max : 1) : NULL;
    if (!bytes || (possible && !fds)) {
        Py_XDECREF(bytes);
        PyMem_Free(fds);
        return PyErr_NoMemory();
    }
    char *data = PyBytes_AS_STRING(bytes);
    DROPIN_WAIT(received = rs_recv_fds(socket, data, size, fds, max, &count, flags, &message_flags, &from, &error));
    PyObject *result = NULL;
    if (received < 0) {
        Py_DECREF(bytes);
        dropin_raise(state->socket, &error);
    } else {
        result = build_received(bytes, received, fds, count, message_flags, &from);
    }
    PyMem_Free(fds);
    return result;
}

static PyObject *get_inheritable(PyObject *module, PyObject *argument) {
    rs_error error;
    full_state *state = state_of(module);
    rs_socket *socket = full_get(state, argument);
    if (!socket)
        return NULL;
    int result = rs_get_inheritable(socket, &error);
    return result < 0 ? dropin_raise(state->socket, &error) : PyBool_FromLong(result);
}

/* set_inheritable(socket, inheritable) */
static PyObject *set_inheritable(PyObject *module, PyObject *arguments) {
    rs_error error;
    full_state *state = state_of(module);
    rs_socket *socket;
    PyObject *object;
    int inheritable;
    if (!PyArg_ParseTuple(arguments, "Oi", &object, &inheritable) || !(socket = full_get(state, object)))
        return NULL;
    return dropin_result(state->socket, rs_set_inheritable(socket, inheritable, &error), &error);
}

PyMethodDef full_functions[] = {{"dup", dup_socket, METH_VARARGS, NULL},
                                {"fromfd", from_fd, METH_VARARGS, NULL},
                                {"socketpair", socket_pair, METH_VARARGS, NULL},
                                {"create_connection", connect_somewhere, METH_VARARGS, NULL},
                                {"create_server", serve, METH_VARARGS, NULL},
                                {"has_dualstack_ipv6", has_dualstack, METH_NOARGS, NULL},
                                {"getfqdn", get_fqdn, METH_O, NULL},
                                {"send_fds", send_descriptors, METH_VARARGS, NULL},
                                {"recv_fds", receive_descriptors, METH_VARARGS, NULL},
                                {"get_inheritable", get_inheritable, METH_O, NULL},
                                {"set_inheritable", set_inheritable, METH_VARARGS, NULL},
                                {NULL, NULL, 0, NULL}};
