/* Every call that waits: how it comes to wait, and how the wait ends. A new one is a row in waits.c. */
#ifndef WAITS_H
#define WAITS_H

#include "../check.h"

/* What a wait works with. */
typedef struct scene {
    rs_socket *socket; /* the one that waits */
    rs_socket *peer;
    rs_socket *made;
    rs_socket *filler; /* has the place in a backlog */
    rs_stream *stream; /* a file of the socket, or NULL */
    rs_address address;
    rs_address named;      /* its host is a name */
    const double *timeout; /* of the waiting socket; NULL: blocking */
    int file;
    size_t unsent; /* bytes that the peer has not taken */
} scene;

typedef enum wait_traits {
    NO_TRAITS = 0,
    ONLY_BLOCKING = 1, /* in timeout mode it does not wait: man:unix(7), EAGAIN */
    SLOW_END = 2,      /* the end comes after a second: TCP asks again */
    TWO_WAITS = 8,     /* when the time is up it waits as long once more */
    IN_LIBC = 4,       /* libc waits, on no socket of ours: there is no timeout, and the hook is not asked */
    NAMES = 16,        /* beside IN_LIBC: a call of a socket that looks up a name first, in any mode */
    NO_END = 64,       /* beside NAMES: with the name, it waits until its time is up */
    CUT_SHORT = 32     /* waits in close(), in any mode; a signal ends the wait, and nobody is asked */
} wait_traits;

typedef struct wait {
    const char *name;
    void (*set_up)(scene *s);
    int64_t (*call)(scene *s, rs_error *error); /* waits; its result then is >= 0 */
    void (*release)(scene *s);                  /* from another thread */
    unsigned traits;
} wait;

/* NULL at the end; each ends with a row without a name. */
extern const wait *const wait_tables[];
extern const wait waits[], file_waits[], close_waits[], resolver_waits[];

/* What the tables of files have of the others'. */
void empty_stream(scene *s);
void send_a_byte(scene *s);
void full_stream(scene *s);
void receive_all(scene *s);

/* Everything of a scene is closed and freed. */
void tear_down(scene *s);

#endif
