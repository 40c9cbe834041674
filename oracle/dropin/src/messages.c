/* sendmsg() and recvmsg(): several buffers, and control messages. */
#include "dropin.h"
#include "gather.h"

#include <limits.h>

/* The control messages of an argument. Zero is empty. */
typedef struct ancillary {
    rs_control *items;
    Py_buffer *views;
    Py_ssize_t count;
} ancillary;

static void release_ancillary(ancillary *all) {
    for (Py_ssize_t i = 0; i < all->count; i++)
        PyBuffer_Release(&all->views[i]);
    PyMem_Free(all->views);
    PyMem_Free(all->items);
    *all = (ancillary){NULL, NULL, 0};
}

static int gather_ancillary(PyObject *iterable, ancillary *all) {
    *all = (ancillary){NULL, NULL, 0};
    if (!iterable)
        return 0;
    PyObject *triples = dropin_tuple(iterable, "sendmsg() argument 2 must be an iterable");
    if (!triples)
        return -1;
    Py_ssize_t count = PyTuple_GET_SIZE(triples);
    *all = (ancillary){PyMem_New(rs_control, count ? count : 1), PyMem_New(Py_buffer, count ? count : 1), 0};
    bool done = all->items && all->views;
    if (!done)
        PyErr_NoMemory();
    for (; done && all->count < count; all->count++) {
        rs_control *item = &all->items[all->count];
        Py_buffer *view = &all->views[all->count];
        done = PyArg_Parse(PyTuple_GET_ITEM(triples, all->count), "(iiy*):[sendmsg() ancillary data items]",
                           &item->level, &item->type, view);
        if (!done)
            break;
        item->data = view->buf;
        item->size = (size_t)view->len;
    }
    Py_DECREF(triples);
    if (!done)
        release_ancillary(all);
    return done ? 0 : -1;
}

/* `to`: the destination, or NULL. */
static PyObject *send_gathered(dropin_socket *self, const dropin_buffers *data, PyObject *items, int flags,
                               const rs_address *to) {
    rs_error error;
    ancillary control;
    ptrdiff_t count = -1;
    if (gather_ancillary(items, &control) < 0)
        return NULL;
    rs_socket *socket = dropin_get(self);
    /* rs_bytes is rs_buffer with a pointer to const. */
    if (socket)
        DROPIN_WAIT(count = rs_sendmsg(socket, (const rs_bytes *)data->buffers, (size_t)data->count, control.items,
                                       (size_t)control.count, flags, to, &error));
    release_ancillary(&control);
    if (count < 0)
        return socket ? dropin_raise(self->state, &error) : NULL;
    return PyLong_FromSsize_t(count);
}

/* Hooks are told as soon as the destination is read, before the buffers are. */
static PyObject *send_message(dropin_socket *self, PyObject *arguments) {
    PyObject *buffers;
    PyObject *items = NULL;
    PyObject *destination = Py_None;
    PyObject *result = NULL;
    dropin_address address;
    dropin_buffers data;
    int flags = 0;
    if (!PyArg_ParseTuple(arguments, "O|OiO:sendmsg", &buffers, &items, &flags, &destination))
        return NULL;
    bool to = destination != Py_None;
    if (to && dropin_address_parse(destination, self->family, self->proto, &address) < 0)
        return NULL;
    if (PySys_Audit("socket.sendmsg", "OO", self, destination) == 0 &&
        dropin_gather(buffers, "y*:sendmsg() argument 1 must be an iterable of bytes-like objects",
                      "sendmsg() argument 1 must be an iterable", &data) == 0) {
        result = send_gathered(self, &data, items, flags, to ? &address.value : NULL);
        dropin_release_buffers(&data);
    }
    if (to)
        dropin_address_clear(&address);
    return result;
}

/* One control message as (level, type, bytes) at the end of the list. */
static int append(PyObject *list, const rs_control *item) {
    PyObject *triple = Py_BuildValue("iiy#", item->level, item->type, item->data, (Py_ssize_t)item->size);
    int result = triple ? PyList_Append(list, triple) : -1;
    Py_XDECREF(triple);
    return result;
}

static PyObject *build_ancillary(const dropin_state *state, const rs_message *message) {
    rs_error error;
    rs_control item;
    void *cursor = NULL;
    int more;
    PyObject *list = PyList_New(0);
    if (!list)
        return NULL;
    while ((more = rs_next_control(message, &cursor, &item, &error)) > 0) {
        const char *warning = "received malformed or improperly-truncated ancillary data";
        if ((item.cut && PyErr_WarnEx(PyExc_RuntimeWarning, warning, 1) < 0) || append(list, &item) < 0) {
            Py_DECREF(list);
            return NULL;
        }
    }
    if (more < 0) {
        dropin_raise(state, &error);
        Py_CLEAR(list);
    }
    return list;
}

/* `data` is what stands first in the result, and is taken over. Descriptors that came are closed if that fails. */
static PyObject *build_message(const dropin_state *state, PyObject *data, const rs_message *message) {
    PyObject *items = data ? build_ancillary(state, message) : NULL;
    PyObject *address = items ? dropin_address_build(&message->address) : NULL;
    PyObject *result = address ? Py_BuildValue("OOiO", data, items, message->flags, address) : NULL;
    Py_XDECREF(address);
    Py_XDECREF(items);
    Py_XDECREF(data);
    if (!result)
        rs_close_received(message);
    return result;
}

/* Receives into buffers; the caller gives control_size as it came, librefsock judges it. -1 with an exception; then
   there is nothing to free. */
static ptrdiff_t receive(dropin_socket *self, const dropin_buffers *data, Py_ssize_t control_size, int flags,
                         rs_message *message) {
    rs_error error;
    ptrdiff_t count;
    void *control = NULL;
    rs_socket *socket = dropin_get(self);
    if (!socket)
        return -1;
    if (control_size > 0 && control_size <= INT_MAX && !(control = PyMem_Malloc((size_t)control_size))) {
        PyErr_NoMemory();
        return -1;
    }
    DROPIN_WAIT(
        count = rs_recvmsg(socket, data->buffers, (size_t)data->count, control, control_size, flags, message, &error));
    if (count >= 0)
        return count;
    PyMem_Free(control);
    dropin_raise(self->state, &error);
    return -1;
}

static PyObject *receive_message(dropin_socket *self, PyObject *arguments) {
    rs_message message;
    Py_ssize_t size, control_size = 0;
    int flags = 0;
    if (!PyArg_ParseTuple(arguments, "n|ni:recvmsg", &size, &control_size, &flags))
        return NULL;
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, size < 0 ? 0 : size);
    if (!bytes)
        return NULL;
    rs_buffer buffer = {PyBytes_AS_STRING(bytes), (size_t)size};
    ptrdiff_t count = receive(self, &(dropin_buffers){NULL, &buffer, 1}, control_size, flags, &message);
    if (count < 0) {
        Py_DECREF(bytes);
        return NULL;
    }
    if (count < size)
        _PyBytes_Resize(&bytes, count);
    PyObject *result = build_message(self->state, bytes, &message);
    PyMem_Free(message.control);
    return result;
}

static PyObject *receive_message_into(dropin_socket *self, PyObject *arguments) {
    rs_message message;
    PyObject *buffers;
    PyObject *result = NULL;
    dropin_buffers data;
    Py_ssize_t control_size = 0;
    int flags = 0;
    if (!PyArg_ParseTuple(arguments, "O|ni:recvmsg_into", &buffers, &control_size, &flags) ||
        dropin_gather(buffers, "w*;recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers",
                      "recvmsg_into() argument 1 must be an iterable", &data) < 0)
        return NULL;
    ptrdiff_t count = receive(self, &data, control_size, flags, &message);
    if (count >= 0) {
        result = build_message(self->state, PyLong_FromSsize_t(count), &message);
        PyMem_Free(message.control);
    }
    dropin_release_buffers(&data);
    return result;
}

PyMethodDef dropin_message_methods[] = {
    {"sendmsg", (PyCFunction)send_message, METH_VARARGS,
     "sendmsg(buffers[, ancdata[, flags[, address]]]) -> count\n\nSends what the buffers hold one after the other, "
     "with "
     "control messages (level, type, data)."},
    {"recvmsg", (PyCFunction)receive_message, METH_VARARGS,
     "recvmsg(bufsize[, ancbufsize[, flags]]) -> (data, ancdata, flags, address)\n\nReceives data and up to ancbufsize "
     "bytes of control messages."},
    {"recvmsg_into", (PyCFunction)receive_message_into, METH_VARARGS,
     "recvmsg_into(buffers[, ancbufsize[, flags]]) -> (count, ancdata, flags, address)\n\nAs recvmsg(), into buffers "
     "that are filled one after the other."},
    {NULL, NULL, 0, NULL}};
