/* The lowest layer of a file: recv() and send(), and the rules about modes, timeouts and closing. */
#ifndef RS_RAW_H
#define RS_RAW_H

#include "socket.h"

/* Internal answer: nothing was there, or nothing could be taken, in non-blocking mode. */
enum { RS_NOTHING = -2 };

typedef struct rs_raw {
    rs_socket *socket; /* with a reference of the file's; NULL once closed */
    bool reading, writing;
    bool timed_out; /* reading has, and is not possible any more */
} rs_raw;

void rs_raw_open(rs_raw *raw, rs_socket *socket, bool reading, bool writing);
int rs_raw_close(rs_raw *raw, rs_error *error);

/* ValueError if it is closed. */
int rs_raw_check(const rs_raw *raw, rs_error *error);
/* One recv(), one send(): the bytes, -1, or RS_NOTHING. */
ptrdiff_t rs_raw_readinto(rs_raw *raw, void *buffer, size_t size, rs_error *error);
ptrdiff_t rs_raw_write(rs_raw *raw, const void *data, size_t size, rs_error *error);

/* Where an operation is not there at all: -1. */
int rs_fail_unsupported(rs_error *error, const char *what);
int rs_fail_closed(rs_error *error);
/* RS_NOTHING → RS_WOULD_BLOCK and -1; other results as they are. */
ptrdiff_t rs_none(ptrdiff_t result, rs_error *error);

#endif
