/* Methods that name, connect and end. */
#include "dropin.h"

static PyObject *accept_connection(dropin_socket *self, PyObject *unused) {
    rs_error error;
    rs_address peer;
    rs_socket *connection;
    rs_socket *socket = dropin_get(self);
    int result;
    (void)unused;
    if (!socket)
        return NULL;
    DROPIN_WAIT(result = rs_accept(socket, &connection, &peer, &error));
    if (result < 0)
        return dropin_raise(self->state, &error);
    PyObject *address = dropin_address_build(&peer);
    PyObject *pair = NULL;
    double seconds;
    /* The object that takes the descriptor gives it the default timeout of then, which need not be that of accept(). */
    if (address && rs_gettimeout(connection, &seconds) && rs_setblocking(connection, true, &error) < 0) {
        Py_CLEAR(address);
        dropin_raise(self->state, &error);
    }
    if (address) {
        int fd = rs_detach(connection);
        pair = Py_BuildValue("iN", fd, address);
        if (!pair)
            rs_close_fd(fd, NULL);
    }
    rs_free(connection);
    return pair;
}

typedef int address_call(rs_socket *socket, const rs_address *address, rs_error *error);

/* A call with an address, told to audit hooks: what it answered; -1 with an exception. */
static int call_with_address(dropin_socket *self, const char *event, PyObject *argument, address_call *call) {
    rs_error error;
    dropin_address address;
    rs_socket *socket = dropin_get(self);
    int result = -1;
    if (!socket || dropin_address_parse(argument, self->family, self->proto, &address) < 0)
        return -1;
    if (PySys_Audit(event, "OO", self, argument) == 0) {
        DROPIN_WAIT(result = call(socket, &address.value, &error));
        if (result < 0)
            dropin_raise(self->state, &error);
    }
    dropin_address_clear(&address);
    return result;
}

static PyObject *bind_address(dropin_socket *self, PyObject *argument) {
    return call_with_address(self, "socket.bind", argument, rs_bind) < 0 ? NULL : Py_NewRef(Py_None);
}

static PyObject *connect_address(dropin_socket *self, PyObject *argument) {
    return call_with_address(self, "socket.connect", argument, rs_connect) < 0 ? NULL : Py_NewRef(Py_None);
}

static PyObject *connect_ex(dropin_socket *self, PyObject *argument) {
    int number = call_with_address(self, "socket.connect", argument, rs_connect_ex);
    return number < 0 ? NULL : PyLong_FromLong(number);
}

static PyObject *listen_backlog(dropin_socket *self, PyObject *arguments) {
    rs_error error;
    rs_socket *socket;
    int backlog = RS_BACKLOG_DEFAULT;
    int result;
    if (!PyArg_ParseTuple(arguments, "|i:listen", &backlog) || !(socket = dropin_get(self)))
        return NULL;
    DROPIN_WAIT(result = rs_listen(socket, backlog, &error));
    return dropin_result(self->state, result, &error);
}

static PyObject *shut_down(dropin_socket *self, PyObject *argument) {
    rs_error error;
    rs_socket *socket;
    int result;
    long how = PyLong_AsLong(argument);
    if ((how == -1 && PyErr_Occurred()) || !(socket = dropin_get(self)))
        return NULL;
    if (how != (int)how) {
        PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C int");
        return NULL;
    }
    DROPIN_WAIT(result = rs_shutdown(socket, (int)how, &error));
    return dropin_result(self->state, result, &error);
}

static PyObject *name(dropin_socket *self, int (*call)(rs_socket *socket, rs_address *address, rs_error *error)) {
    rs_error error;
    rs_address address;
    rs_socket *socket = dropin_get(self);
    int result;
    if (!socket)
        return NULL;
    DROPIN_WAIT(result = call(socket, &address, &error));
    return result < 0 ? dropin_raise(self->state, &error) : dropin_address_build(&address);
}

static PyObject *get_sockname(dropin_socket *self, PyObject *unused) {
    (void)unused;
    return name(self, rs_getsockname);
}

static PyObject *get_peername(dropin_socket *self, PyObject *unused) {
    (void)unused;
    return name(self, rs_getpeername);
}

PyMethodDef dropin_connecting_methods[] = {
    {"_accept", (PyCFunction)accept_connection, METH_NOARGS,
     "_accept() -> (fd, address)\n\nWaits for a connection: its descriptor, which is the caller's, and the peer's "
     "address."},
    {"bind", (PyCFunction)bind_address, METH_O, "bind(address)\n\nGives the socket its own address."},
    {"connect", (PyCFunction)connect_address, METH_O, "connect(address)\n\nConnects to a peer."},
    {"connect_ex", (PyCFunction)connect_ex, METH_O,
     "connect_ex(address) -> errno\n\nConnects; the errno of a failure is answered and not raised, 0 is success."},
    {"listen", (PyCFunction)listen_backlog, METH_VARARGS,
     "listen([backlog])\n\nLets connections come in, of which about `backlog` may wait for accept()."},
    {"shutdown", (PyCFunction)shut_down, METH_O,
     "shutdown(how)\n\nEnds receiving (SHUT_RD), sending (SHUT_WR) or both."},
    {"getsockname", (PyCFunction)get_sockname, METH_NOARGS, "getsockname() -> the socket's own address"},
    {"getpeername", (PyCFunction)get_peername, METH_NOARGS, "getpeername() -> the peer's address"},
    {NULL, NULL, 0, NULL}};
