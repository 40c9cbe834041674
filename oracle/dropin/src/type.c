/* The type `socket`: made, shown, closed. */
#include "dropin.h"

#include <errno.h>
#include <structmember.h>
#include <sys/socket.h>

/* The ns whose seconds librefsock tells: the nearest are they, up to 97 days, and of whole seconds always. */
static int64_t nearest_ns(double seconds) {
    int64_t whole = (int64_t)seconds;
    return whole * 1000000000 + (int64_t)((seconds - (double)whole) * 1e9 + 0.5);
}

void dropin_mirror(dropin_socket *self) {
    double seconds = 0;
    if (!self->socket)
        return;
    self->fd = rs_fileno(self->socket);
    self->family = rs_family(self->socket);
    self->type = rs_type(self->socket);
    self->proto = rs_proto(self->socket);
    self->timeout = rs_gettimeout(self->socket, &seconds) ? nearest_ns(seconds) : -1;
}

rs_socket *dropin_get(dropin_socket *self) {
    if (!self->socket) {
        errno = EBADF;
        PyErr_SetFromErrno(PyExc_OSError);
    }
    return self->socket;
}

/* tp_new: a closed socket until __init__(). */
static PyObject *make(PyTypeObject *type, PyObject *arguments, PyObject *keywords) {
    (void)arguments;
    (void)keywords;
    PyObject *module = PyType_GetModuleByDef(type, &dropin_module);
    dropin_socket *self = module ? (dropin_socket *)type->tp_alloc(type, 0) : NULL;
    if (!self)
        return NULL;
    self->fd = -1;
    self->timeout = -1;
    self->state = dropin_module_state(module);
    return (PyObject *)self;
}

int dropin_put(dropin_socket *self, rs_socket *socket) {
    if (self->socket) {
        rs_socket **more = PyMem_Resize(self->replaced, rs_socket *, self->replaced_count + 1);
        if (!more) {
            rs_free(socket);
            PyErr_NoMemory();
            return -1;
        }
        self->replaced = more;
        self->replaced[self->replaced_count++] = self->socket;
    }
    self->socket = socket;
    dropin_mirror(self);
    return 0;
}

PyObject *dropin_socket_wrap(dropin_state *state, rs_socket *socket) {
    dropin_socket *self = (dropin_socket *)make(state->socket_type, NULL, NULL);
    if (!self)
        rs_free(socket);
    else if (dropin_put(self, socket) < 0)
        Py_CLEAR(self);
    return (PyObject *)self;
}

static int initialize(dropin_socket *self, PyObject *arguments, PyObject *keywords) {
    static const char *const names[] = {"family", "type", "proto", "fileno", NULL};
    rs_error error;
    rs_socket *socket;
    PyObject *number = Py_None;
    int family = -1, type = -1, proto = -1;
    int result;
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "|iiiO:socket", DROPIN_NAMES(names), &family, &type, &proto,
                                     &number) ||
        PySys_Audit("socket.__new__", "Oiii", self, family, type, proto) < 0)
        return -1;
    if (number != Py_None) {
        int fd = dropin_cut_fd(number);
        if (fd == -1 && PyErr_Occurred())
            return -1;
        DROPIN_WAIT(result = rs_open_fd(family, type, proto, fd, &socket, &error));
    } else {
        /* The documentation's defaults. */
        family = family == -1 ? AF_INET : family;
        type = type == -1 ? SOCK_STREAM : type;
        proto = proto == -1 ? 0 : proto;
        DROPIN_WAIT(result = rs_open(family, type, proto, &socket, &error));
    }
    if (result < 0) {
        dropin_raise(self->state, &error);
        return -1;
    }
    return dropin_put(self, socket);
}

static PyObject *show(dropin_socket *self) {
    return PyUnicode_FromFormat("<socket object, fd=%d, family=%d, type=%d, proto=%d>", self->fd, self->family,
                                self->type, self->proto);
}

/* A socket that nobody closed: said once, while it still works, then closed. */
static void finalize(dropin_socket *self) {
    PyObject *type, *value, *traceback;
    if (self->fd == -1)
        return;
    PyErr_Fetch(&type, &value, &traceback);
    /* Only a warning that is an error is worth a word; others come from an interpreter that is going down. */
    if (PyErr_ResourceWarning((PyObject *)self, 1, "unclosed %R", self) < 0 && PyErr_ExceptionMatches(PyExc_Warning))
        PyErr_WriteUnraisable((PyObject *)self);
    if (self->socket)
        DROPIN_WAIT(rs_close(self->socket, NULL));
    dropin_mirror(self);
    PyErr_Restore(type, value, traceback);
}

static int traverse(dropin_socket *self, visitproc visit, void *arg) {
    Py_VISIT(Py_TYPE(self));
    return 0;
}

static void deallocate(dropin_socket *self) {
    PyTypeObject *type = Py_TYPE(self);
    if (PyObject_CallFinalizerFromDealloc((PyObject *)self) < 0)
        return;
    PyObject_GC_UnTrack(self);
    rs_free(self->socket);
    for (size_t i = 0; i < self->replaced_count; i++) {
        rs_detach(self->replaced[i]); /* as CPython, which forgets it: it may be a stranger's by now */
        rs_free(self->replaced[i]);
    }
    PyMem_Free(self->replaced);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyObject *close_socket(dropin_socket *self, PyObject *unused) {
    rs_error error;
    int result = 0;
    (void)unused;
    self->fd = -1; /* _ssl in another thread sees it from now on */
    if (self->socket)
        DROPIN_WAIT(result = rs_close(self->socket, &error));
    dropin_mirror(self); /* it is still open if files of it are */
    return dropin_result(self->state, result, &error);
}

static PyObject *detach(dropin_socket *self, PyObject *unused) {
    (void)unused;
    int fd = self->socket ? rs_detach(self->socket) : -1;
    dropin_mirror(self);
    return PyLong_FromLong(fd);
}

static PyObject *get_fileno(dropin_socket *self, PyObject *unused) {
    (void)unused;
    return PyLong_FromLong(self->socket ? rs_fileno(self->socket) : -1);
}

static PyMethodDef own_methods[] = {
    {"close", (PyCFunction)close_socket, METH_NOARGS,
     "close()\n\nCloses; calls fail from now on, another close() does not."},
    {"detach", (PyCFunction)detach, METH_NOARGS,
     "detach() -> fd\n\nGives the descriptor away, open; the object is closed then."},
    {"fileno", (PyCFunction)get_fileno, METH_NOARGS, "fileno() -> the descriptor, -1 if closed"},
    {NULL, NULL, 0, NULL}};

static PyObject *timeout_attribute(PyObject *self, void *unused) {
    (void)unused;
    return dropin_gettimeout((dropin_socket *)self, NULL);
}

static PyMemberDef members[] = {{"family", T_INT, offsetof(dropin_socket, family), READONLY, "the address family"},
                                {"type", T_INT, offsetof(dropin_socket, type), READONLY, "the type, without flags"},
                                {"proto", T_INT, offsetof(dropin_socket, proto), READONLY, "the protocol"},
                                {NULL, 0, 0, 0, NULL}};

static PyGetSetDef attributes[] = {{"timeout", timeout_attribute, NULL, "the timeout in seconds, or None", NULL},
                                   {NULL, NULL, NULL, NULL, NULL}};

/* All methods in one table, which a type must have: those of the files, and the end. NULL with an exception. */
static PyMethodDef *join_methods(void) {
    PyMethodDef *const tables[] = {own_methods,
                                   dropin_connecting_methods,
                                   dropin_receiving_methods,
                                   dropin_sending_methods,
                                   dropin_message_methods,
                                   dropin_afalg_methods,
                                   dropin_option_methods,
                                   dropin_timeout_methods};
    size_t count = 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const PyMethodDef *method = tables[i]; method->ml_name; method++)
            count++;
    PyMethodDef *methods = PyMem_New(PyMethodDef, count + 1);
    if (!methods) {
        PyErr_NoMemory();
        return NULL;
    }
    methods[count] = (PyMethodDef){NULL, NULL, 0, NULL};
    count = 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const PyMethodDef *method = tables[i]; method->ml_name; method++)
            methods[count++] = *method;
    return methods;
}

static const char documentation[] =
    "socket(family=-1, type=-1, proto=-1, fileno=None) -> socket\n\n"
    "A socket, made by librefsock. -1 is AF_INET, SOCK_STREAM, 0; with fileno it is what that descriptor says.";

PyTypeObject *dropin_make_type(PyObject *module, dropin_state *state) {
    state->methods = join_methods();
    if (!state->methods)
        return NULL;
    PyType_Slot slots[] = {{Py_tp_doc, (void *)(uintptr_t)documentation},
                           {Py_tp_new, make},
                           {Py_tp_init, initialize},
                           {Py_tp_repr, show},
                           {Py_tp_traverse, traverse},
                           {Py_tp_finalize, finalize},
                           {Py_tp_dealloc, deallocate},
                           {Py_tp_methods, state->methods},
                           {Py_tp_members, members},
                           {Py_tp_getset, attributes},
                           {0, NULL}};
    PyType_Spec spec = {.name = "_socket.socket",
                        .basicsize = sizeof(dropin_socket),
                        .flags =
                            Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE,
                        .slots = slots};
    return (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
}
