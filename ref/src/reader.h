/* The buffered reader: io.BufferedReader over a socket. */
#ifndef RS_READER_H
#define RS_READER_H

#include "growing.h"
#include "raw.h"

typedef struct rs_reader {
    rs_raw *raw;
    char *buffer; /* owned; NULL: no reader */
    size_t size;
    size_t start, end; /* what is in it, unread */
    rs_growing whole;  /* what did not lie in the buffer in one piece */
} rs_reader;

int rs_reader_open(rs_reader *reader, rs_raw *raw, size_t size, rs_error *error);
void rs_reader_free(rs_reader *reader);

/* The operations of the file: the bytes, -1, or RS_NOTHING; *data lies in the buffer, or in `whole`. */
ptrdiff_t rs_reader_read(rs_reader *reader, int64_t size, rs_text *data, rs_error *error);
ptrdiff_t rs_reader_read1(rs_reader *reader, int64_t size, rs_text *data, rs_error *error);
ptrdiff_t rs_reader_peek(rs_reader *reader, rs_text *data, rs_error *error);
/* `strict`: the end for want of data is OSError, as where Python makes lines of read(). */
ptrdiff_t rs_reader_readline(rs_reader *reader, int64_t limit, bool strict, rs_text *data, rs_error *error);
ptrdiff_t rs_reader_readinto(rs_reader *reader, void *buffer, size_t size, bool once, rs_error *error);

/* Everything up to the end, appended to `whole`. The bytes there, -1, or RS_NOTHING if there are none. */
ptrdiff_t rs_raw_readall(rs_raw *raw, rs_growing *whole, rs_error *error);
/* *data of what has been gathered. Its size. */
ptrdiff_t rs_give_bytes(const char *bytes, size_t size, rs_text *data);
/* OSError: read() gave None where a line was to be made. */
int rs_fail_no_bytes(rs_error *error);

#endif
