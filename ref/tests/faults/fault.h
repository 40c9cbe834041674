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
/* The call does a part of its work, and fails with that number at the rest. */
#define FAULT_PART(number) (-2000 - (number))
/* The number that the library sees. */
int fault_number(int error);

typedef enum fault_manner { BEFORE, AFTER, GAI, HERROR, NOT_FOUND, MEMORY } fault_manner;

/* A row of the table. */
typedef struct fault_row {
    const char *name;
    fault_manner manner;
    const int *errors;
    size_t error_count;
} fault_row;
extern const fault_row fault_rows[FAULT_CALL_COUNT];

/* What errno is with EAI_SYSTEM. */
enum { FAULT_SYSTEM = ENFILE };

/* From now the library's calls count; the n-th (from 0) to `call` fails with `error`. */
void fault_arm(fault_call call, int n, int error);
/* Calls pass again. true if the fault was delivered. */
bool fault_disarm(void);

/* Whether the fault that was armed last is that one; error 0: any. */
bool fault_was(fault_call call, int error);
/* Which of the calls it was, from 0. */
int fault_place(void);

/* For calls of the test's own between those under test: they are not counted. */
void fault_pause(bool paused);

/* Besides, while armed, each call to `call` fails with `error`, until the fault_clear() of the scene. */
void fault_also(fault_call call, int error);
int fault_standing(fault_call call);
/* What happens elsewhere while the library waits: run once, before the first poll() that is made while armed. */
void fault_on_wait(void (*event)(void *), void *context);
/* getaddrinfo() answers with the list twice over. */
void fault_double_answers(void);
/* The above is over. */
void fault_clear(void);

/* Where malloc() and its like are stood in for: calls of the library, or (refsock_test_faults_inner) of libc itself,
 * too, and then the resolver is the system's. */
extern const bool fault_inner;
/* Before the first case. */
void fault_prepare(void);

/* The blocks of memory that exist now: the library's, or all. */
long fault_blocks(void);

/* For the stand-ins. */
int fault_due(fault_call call); /* 0 if the call is to be made, otherwise the error */
void fault_waits(void);
bool fault_doubles_answers(void);
bool fault_is_armed(void);
void fault_count_block(int change);

#endif
