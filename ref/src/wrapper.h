/* The text layer: io.TextIOWrapper over the buffered layers of a file. */
#ifndef RS_WRAPPER_H
#define RS_WRAPPER_H

#include "codec.h"
#include "mutex.h"
#include "newlines.h"
#include "reader.h"
#include "writer.h"

/* One recv() of a text file asks for this much, whatever the buffer; as much encoded text is kept before it goes on to
 * the buffer. TextIOWrapper's chunk size. */
enum { RS_TEXT_CHUNK = 8192 };

/* Owned, in one piece that `mode` is the start of. */
typedef struct rs_names {
    char *mode, *encoding, *errors;
} rs_names;

/* What was read last, given or not: while it is there the coding can't be changed. It may have no text, of bytes that
 * are no whole character. */
typedef enum rs_chunk { RS_NO_CHUNK, RS_EMPTY_CHUNK, RS_CHUNK } rs_chunk;

typedef struct rs_wrapper {
    rs_reader *reader; /* NULL: not for reading */
    rs_writer *writer; /* NULL: not for writing */
    rs_mutex *writing; /* of a file for both: who has it uses the writer and what is on its way there; owned */
    rs_codec codec;
    rs_newlines newlines;
    bool line_buffering, write_through;
    rs_growing undecoded; /* the first bytes of a character whose others have not come */
    rs_text failed;       /* what the last read could not decode, borrowed from below or `undecoded`; else None */
    rs_growing decoded;   /* text, of which the first `used` bytes have been given */
    size_t used;
    rs_chunk chunk;
    double bytes_per_character;     /* of the last chunk; 0: not known */
    rs_growing pending;             /* encoded, not yet in the writer's buffer */
    rs_growing translated, encoded; /* for the length of one write */
    rs_names names;
} rs_wrapper;

int rs_wrapper_open(rs_wrapper **result, rs_text mode, const rs_text_options *options, rs_reader *reader,
                    rs_writer *writer, rs_error *error);
/* The file is open. See rs_stream_reconfigure(). */
int rs_wrapper_reconfigure(rs_wrapper *wrapper, const rs_text_changes *changes, rs_error *error);
void rs_wrapper_free(rs_wrapper *wrapper);

/* The bytes of *data, -1, or RS_NOTHING. */
ptrdiff_t rs_wrapper_read(rs_wrapper *wrapper, int64_t size, rs_text *data, rs_error *error);
ptrdiff_t rs_wrapper_readline(rs_wrapper *wrapper, int64_t limit, rs_text *data, rs_error *error);
/* Characters. */
ptrdiff_t rs_wrapper_write(rs_wrapper *wrapper, const char *text, size_t size, rs_error *error);
/* The writing side is this thread's, up to rs_wrapper_end(). */
int rs_wrapper_begin(rs_wrapper *wrapper, rs_error *error);
void rs_wrapper_end(rs_wrapper *wrapper);
/* Before a read: what is pending is passed on; where another thread writes now, it will see to that. */
int rs_wrapper_turn(rs_wrapper *wrapper, rs_error *error);
/* What is pending goes to the writer's buffer; with it, if so, to the socket. */
int rs_wrapper_pass_on(rs_wrapper *wrapper, rs_error *error);
int rs_wrapper_flush(rs_wrapper *wrapper, rs_error *error);

#endif
