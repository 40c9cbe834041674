/*
 * The second table: what is called, and in which scene. A new function is one row in a cases_*.c file: its name (the
 * public one without rs_; a dot and words may follow), the scene, the call, the modes that it is run in.
 */
#ifndef CASE_H
#define CASE_H

#include "../check.h"
#include "fault.h"

typedef enum socket_mode { BLOCKING = 1, TIMEOUT = 2, NONBLOCKING = 4, ANY_MODE = 7 } socket_mode;

enum { MADE_MAX = 2, FDS_MAX = 253 };

/* What a case works with. The scene fills it, and gives it all back. */
typedef struct props {
    const char *name; /* the case's */
    socket_mode mode;
    rs_socket *socket; /* the one under test, in that mode */
    rs_socket *peer;   /* its other end, or where it connects to */
    rs_address address;
    int fd;                    /* a descriptor beside, or -1 */
    int fds[FDS_MAX];          /* received descriptors, or -1: the scene closes them */
    rs_stream *stream;         /* a file of the socket, or NULL */
    rs_socket *made[MADE_MAX]; /* what the call made, or NULL: the scene frees it */
    size_t done;               /* bytes of what the call read, or of what it was told is written */
    int64_t result;            /* of the call, for the scene's `usable` */
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

/* How a fault shows. Where the table says nothing, it is what the manner of the call demands. */
typedef enum outcome {
    AS_THE_CALL_SAYS, /* OSError with errno; gaierror, herror, MemoryError */
    FAILS_WITHOUT,    /* OSError without a number */
    WOULD_BLOCK,      /* None of Python's files */
    FAILS_STANDING,   /* OSError with the number of the scene's standing fault of that call */
    FAILS_DECODING,   /* UnicodeDecodeError */
    FAILS_ENCODING,   /* UnicodeEncodeError */
    FAILS_LOOKUP,     /* LookupError */
    FAILS_FOR_MEMORY, /* MemoryError */
    FAILS_VALUE,      /* ValueError */
    CONTINUES,        /* as if nothing had been */
    INTERRUPTED       /* the signal hook is run, and decides: go on and succeed, or RS_ABORTED */
} outcome;

/* The third table: other outcomes. The first row that fits counts. */
typedef struct rule {
    const char *name; /* of cases: a shell pattern */
    fault_call call;
    int error; /* 0: any */
    int place; /* the n-th call, from 1; 0: any */
    unsigned modes;
    outcome outcome;
} rule;

extern const fault_case *const case_tables[]; /* NULL at the end; each ends with a row without a name */
extern const rule *const rule_tables[];       /* NULL at the end; each ends with a row without a name */

/* What is in a scene is said at its definition, in scenes*.c. */
extern const scene nothing, something, close_fails;
extern const scene pair_as_alg, pair_as_packet;
extern const scene pair, pair_with_data, pair_with_late_data, full_pair, pair_in_pieces;
extern const scene datagram, late_datagram;
extern const scene pair_with_fds;
extern const scene two_bound, full_stranger;
extern const scene idle_listener, listener, late_listener, listener_close_fails, to_listener;
extern const scene file_to_pair, file_in_pieces, file_by_send, file_to_full_pair, file_by_send_to_full_pair;
extern const scene reader, late_reader, ended_reader, raw_reader, raw_writer, text_reader, text_writer;
extern const scene changed_reader, changed_writer;
extern const scene not_yet_opened, no_conversions, opened_for_reading, opened_for_writing, opened_and_written;
extern const scene small_stream, buffered_stream, freed_stream, last_stream;

/* The pieces that scenes are made of. */
void set_mode(props *p);
void tear_down_all(props *p);
void use_nothing(props *p);
/* Closes the file; what is closed says so. */
void end_stream(props *p);

enum { FILE_SIZE = 20000 };
/* The byte of the file of these scenes at a place. */
char file_byte(int64_t place);

#endif
