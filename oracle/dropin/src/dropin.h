/*
 * _socket on librefsock: what its files share. Each operation is one call of the public header refsock.h; the files
 * here turn Python's values into C's and back, and no more: none makes a system call.
 */
#ifndef DROPIN_H
#define DROPIN_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "refsock.h"

/* The names of keyword arguments, which CPython before 3.13 takes without const. */
#define DROPIN_NAMES(names) ((char **)(uintptr_t)(names))

/* Of one module object; each interpreter has its own. */
typedef struct dropin_state {
    PyTypeObject *socket_type;
    PyMethodDef *methods; /* of the type, as long as the module */
    PyObject *gaierror;
    PyObject *herror;
} dropin_state;

/*
 * An object of the type `socket`. The members down to `timeout` are where _ssl of CPython 3.11 to 3.13 reads them, in
 * objects of the type that the capsule names; they repeat what librefsock holds, so dropin_mirror() follows each
 * change.
 */
typedef struct dropin_socket {
    PyObject_HEAD int fd; /* -1: closed */
    int family;
    int type;
    int proto;
    void *unused;    /* a function in the stock module; nobody else calls it */
    int64_t timeout; /* ns, negative: blocking */
    /* From here on nobody else looks. */
    dropin_state *state;
    rs_socket *socket;    /* NULL until __init__() */
    rs_socket **replaced; /* by another __init__(); another thread may still be in a call on them */
    size_t replaced_count;
} dropin_socket;

/* module.c */
extern struct PyModuleDef dropin_module;
dropin_state *dropin_module_state(PyObject *module);

/* type.c */
/* The type, whose methods lie in the state; NULL with an exception. */
PyTypeObject *dropin_make_type(PyObject *module, dropin_state *state);
/* A new object of the base type on a socket, which it takes over, also on failure. */
PyObject *dropin_socket_wrap(dropin_state *state, rs_socket *socket);
void dropin_mirror(dropin_socket *self);
/* The socket, or NULL with OSError EBADF if there was no __init__(). */
rs_socket *dropin_get(dropin_socket *self);
/* Puts a socket into the object, which takes it over, also on failure. 0, or -1 with an exception. */
int dropin_put(dropin_socket *self, rs_socket *socket);

/* errors.c. All answer NULL. */
PyObject *dropin_raise(const dropin_state *state, const rs_error *error);
/* type(*value), or the exception value. Takes value over; NULL: an exception is set. */
PyObject *dropin_set_exception(PyObject *type, PyObject *value);
/* Of a call with a host name, which cannot be encoded perhaps. */
PyObject *dropin_raise_host(const dropin_state *state, const rs_error *error, PyObject *host);
PyObject *dropin_result(const dropin_state *state, int result, const rs_error *error); /* None for >= 0 */

/*
 * signals.c. A call that may wait is made without the interpreter's lock:
 *     DROPIN_WAIT(count = rs_recv(socket, data, size, 0, &error));
 * The signal hook takes the lock back, in the same thread, to run handlers.
 */
extern _Thread_local PyThreadState *dropin_released
    __attribute__((tls_model("initial-exec"))); /* read without a call */
#define DROPIN_WAIT(statement)                                                                                         \
    do {                                                                                                               \
        dropin_released = PyEval_SaveThread();                                                                         \
        statement;                                                                                                     \
        PyThreadState *dropin_own = dropin_released;                                                                   \
        dropin_released = NULL;                                                                                        \
        PyEval_RestoreThread(dropin_own);                                                                              \
    } while (0)
void dropin_set_signal_hook(void);
/* For callbacks of librefsock that need Python: takes the lock, if this thread has given it up, and gives it back. */
PyThreadState *dropin_take_lock(void);
void dropin_give_lock(PyThreadState *own);

/* address.c. What an argument borrows stays until dropin_address_clear(). */
typedef struct dropin_address {
    rs_address value;
    PyObject *kept[RS_FIELDS_MAX];
} dropin_address;
/* 0, or -1 with an exception. family, proto: of the socket, which say how text is encoded. */
int dropin_address_parse(PyObject *argument, int family, int proto, dropin_address *address);
void dropin_address_clear(dropin_address *address);
PyObject *dropin_address_build(const rs_address *address);
/* A host name: str, bytes or bytearray. TypeError names the function. *kept: to be released afterwards. */
int dropin_host_parse(PyObject *argument, const char *function, rs_text *host, PyObject **kept);

/* resolver.c: the arguments of getaddrinfo(). *kept: to be released afterwards, or NULL. 0, or -1 with an exception. */
int dropin_name_parse(PyObject *argument, rs_text *host, PyObject **kept); /* None, str, bytes */
int dropin_port_parse(PyObject *argument, rs_port *port, PyObject **kept); /* None, exactly int, str, bytes */

/* descriptors.c: an int for a file descriptor, -1 with an exception set on failure (-1 alone is a valid answer). */
int dropin_fd(PyObject *number);
/* The same where CPython cuts the number to an int's bits. */
int dropin_cut_fd(PyObject *number);
/* socketpair()'s family for librefsock, whose -1 is AF_UNIX: given in Python it is one that no kernel has. */
int dropin_pair_family(int family);

/* timeouts.c: None, or seconds. 0 with *given, or -1 with an exception. */
int dropin_seconds(PyObject *argument, double *seconds, bool *given);
/* If the failure is that these seconds are out of range, it is told as this CPython does. */
void dropin_timeout_text(PyObject *argument, rs_error *error);
PyObject *dropin_gettimeout(dropin_socket *self, PyObject *unused);

/* constants.c, capsule.c: fill the module. 0, or -1 with an exception. */
int dropin_add_constants(PyObject *module);
int dropin_add_capsule(PyObject *module, dropin_state *state);

/* The methods of the type by file, each table ends with NULL; type.c joins them. */
extern PyMethodDef dropin_connecting_methods[];
extern PyMethodDef dropin_receiving_methods[];
extern PyMethodDef dropin_sending_methods[];
extern PyMethodDef dropin_message_methods[];
extern PyMethodDef dropin_afalg_methods[];
extern PyMethodDef dropin_option_methods[];
extern PyMethodDef dropin_timeout_methods[];

/* The functions of the module by file; module.c adds them. */
extern PyMethodDef dropin_descriptor_functions[];
extern PyMethodDef dropin_timeout_functions[];
extern PyMethodDef dropin_resolver_functions[];
extern PyMethodDef dropin_database_functions[];
extern PyMethodDef dropin_conversion_functions[];
extern PyMethodDef dropin_interface_functions[];

#endif
