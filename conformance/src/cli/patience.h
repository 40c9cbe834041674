/* How long a worker is waited for, in milliseconds: longer than its adapters may take, so that what they do is told by
 * the worker, not by its silence. */
#ifndef SOCKSPEC_CLI_PATIENCE_H
#define SOCKSPEC_CLI_PATIENCE_H

#include <jansson.h>
#include <stddef.h>

/* `scale` is that of all deadlines, <= 0 means 1. Until an implementation has said hello. */
double patience_hello(double scale);
/* Until a program has been run. */
double patience_run(double scale, const json_t *program);
/* Until so many actors have left, one after the other. */
double patience_bye(double scale, size_t actors);

#endif
