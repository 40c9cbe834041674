/* The buffers of an iterable of bytes-like objects. */
#ifndef DROPIN_GATHER_H
#define DROPIN_GATHER_H

#include "dropin.h"

/* Zero is empty. */
typedef struct dropin_buffers {
    Py_buffer *views;
    rs_buffer *buffers; /* the same, for librefsock */
    Py_ssize_t count;
} dropin_buffers;

/* The items of an iterable in a tuple of our own, which no code that a conversion calls can change; NULL with an
 * exception. what: the message if it is no iterable. */
PyObject *dropin_tuple(PyObject *iterable, const char *what);
/* 0, or -1 with an exception. format: of PyArg_Parse() for one buffer; what: see dropin_tuple(). */
int dropin_gather(PyObject *iterable, const char *format, const char *what, dropin_buffers *all);
void dropin_release_buffers(dropin_buffers *all);

#endif
