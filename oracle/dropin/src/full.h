/* The second module of this library, _sockspec_full: what Lib/socket.py does itself, done by librefsock. The Python
 * part that puts it into the module socket is venv/sockspec_full.py. */
#ifndef DROPIN_FULL_H
#define DROPIN_FULL_H

#include "dropin.h"

typedef struct full_state {
    PyTypeObject *file_type;
    dropin_state *socket; /* of the module _socket, which `owner` keeps */
    PyObject *owner;
} full_state;

extern struct PyModuleDef full_module;

/* An object of the type `socket`, borrowed; NULL with a TypeError if it is none, or OSError if it is closed for good.
 */
dropin_socket *full_socket(const full_state *state, PyObject *argument);
/* Its librefsock socket, or NULL in the same way. */
rs_socket *full_get(const full_state *state, PyObject *argument);

/* full_coding.c: a UnicodeDecodeError of a read, and a UnicodeEncodeError of a write; newline: what "\n" is written as,
 * "" for itself. NULL. */
PyObject *full_raise_decoding(const full_state *state, const rs_stream *stream, const rs_error *error);
PyObject *full_raise_encoding(const full_state *state, PyObject *text, const char *newline, const rs_error *error);

extern PyMethodDef full_functions[];
extern PyMethodDef full_sendfile_functions[];
extern PyMethodDef full_file_functions[];
extern PyType_Spec full_file_spec;

#endif
