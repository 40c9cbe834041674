/*
 * The second table: what is called, and in which scene. A new function is one row in a cases_*.c file: its name (the
 * public one without rs_; a dot and words may follow), the scene, the call, the modes that it is run in.
 */
#ifndef CASE_H
#define CASE_H

#include "../check.h"
#include "fault.h"

typedef enum socket_mode { BLOCKING = 1, TIMEOUT = 2, NONBLOCKING = 4, ANY_MODE = 7 } socket_mode;

/* What a case works with. The scene fills it and gives it all back. */
typedef struct props {
    socket_mode mode;
    rs_socket *socket; /* the one under test, in that mode */
    rs_socket *peer;
} props;

typedef struct scene {
    void (*set_up)(props *p);
    /* After the call, whatever became of it: what the objects can still do. */
    void (*usable)(props *p);
    void (*tear_down)(props *p);
} scene;

typedef struct fault_case {
    const char *name;
    const scene *scene;
    /* The result of the function under test; where it succeeds, what it did is checked here. */
    int64_t (*call)(props *p, rs_error *error);
    unsigned modes;
} fault_case;

/* How a fault shows. */
typedef enum outcome {
    FAILS_SO,     /* OSError with that number */
    FAILS_MEMORY, /* MemoryError */
    CONTINUES,    /* as if nothing had been */
    INTERRUPTED   /* the signal hook is run, and decides: go on and succeed, or RS_ABORTED */
} outcome;

/* The third table: the outcome that is not FAILS_SO. The first row that fits counts. */
typedef struct rule {
    const char *name; /* of cases: a shell pattern */
    fault_call call;
    int error; /* 0: any */
    unsigned modes;
    outcome outcome;
} rule;

extern const fault_case cases[];
extern const size_t case_count;
extern const rule rules[];
extern const size_t rule_count;

/* Two connected sockets with four bytes ("data") to be received; with _late they come when the call waits. */
extern const scene pair_with_data;
extern const scene pair_with_late_data;

#endif
