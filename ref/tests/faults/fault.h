/* Faults: the n-th of the library's calls to a function of libc fails. Not for several threads. */
#ifndef FAULT_H
#define FAULT_H

#include "calls.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum fault_call {
#define CALL(name, ...) FAULT_##name,
    FAULT_CALLS(CALL)
#undef CALL
        FAULT_CALL_COUNT
} fault_call;

/* In place of a number: fewer bytes are moved than asked for. */
enum { FAULT_SHORT = -1000 };

typedef enum fault_moment { BEFORE, AFTER } fault_moment;

/* A row of the table. */
typedef struct fault_row {
    const char *name;
    fault_moment moment;
    const int *errors;
    size_t error_count;
} fault_row;
extern const fault_row fault_rows[FAULT_CALL_COUNT];

/* From now the library's calls count; the n-th (from 0) to `call` fails with `error`. n < 0: none does. */
void fault_arm(fault_call call, int n, int error);
/* Calls pass again. true if the fault was delivered. */
bool fault_disarm(void);
/* How often the library made that call while armed last. */
int fault_count(fault_call call);

/* What happens elsewhere while the library waits: run once, before the first poll() that is made while armed; NULL:
 * nothing. */
void fault_on_wait(void (*event)(void *), void *context);
void fault_waits(void);

/* For the stand-ins: 0 if the call is to be made, otherwise the error. */
int fault_due(fault_call call);

#endif
