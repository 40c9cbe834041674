/* The buffered writer: io.BufferedWriter over a socket. */
#ifndef RS_WRITER_H
#define RS_WRITER_H

#include "raw.h"

typedef struct rs_writer {
    rs_raw *raw;
    char *buffer; /* owned; NULL: no writer */
    size_t size;
    size_t start, end; /* what is in it, unsent */
} rs_writer;

int rs_writer_open(rs_writer *writer, rs_raw *raw, size_t size, rs_error *error);
void rs_writer_free(rs_writer *writer);

/* All of it, or -1; see rs_stream_write(). */
ptrdiff_t rs_writer_write(rs_writer *writer, const void *data, size_t size, rs_error *error);
int rs_writer_flush(rs_writer *writer, rs_error *error);

#endif
