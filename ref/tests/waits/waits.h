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
    rs_address address;
    const double *timeout; /* of the waiting socket; NULL: blocking */
    int file;
} scene;

typedef enum wait_traits {
    NO_TRAITS = 0,
    ONLY_BLOCKING = 1, /* in timeout mode it does not wait: man:unix(7), EAGAIN */
    SLOW_END = 2       /* the end comes after a second: TCP asks again */
} wait_traits;

typedef struct wait {
    const char *name;
    void (*set_up)(scene *s);
    int64_t (*call)(scene *s, rs_error *error); /* waits; its result then is >= 0 */
    void (*release)(scene *s);                  /* from another thread */
    unsigned traits;
} wait;

extern const wait waits[];
extern const size_t wait_count;

/* Everything of a scene is closed and freed. */
void tear_down(scene *s);

#endif
