/* Errors as the protocol has them. */
#ifndef ADAPTER_ERRORS_H
#define ADAPTER_ERRORS_H

#include <refsock.h>
#include <stddef.h>

#include "out.h"

/* The object of "raised". */
void error_write(struct out *out, const rs_error *error);

/* A list of a class's name and all its bases, up to Exception. */
void error_write_bases(struct out *out, const char *class_name);

/* The error of a system call that a helper made. */
rs_error error_of_system(int number);

#endif
