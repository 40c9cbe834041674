/* Line ends of text files, by their argument newline. */
#ifndef RS_NEWLINES_H
#define RS_NEWLINES_H

#include "growing.h"

typedef struct rs_newlines {
    bool universal; /* "\n", "\r" and "\r\n" end a line (newline None or "") */
    bool translate; /* and become "\n" (None) */
    char end[3];    /* what ends a line otherwise */
    bool write_end; /* "\n" is written as `end` */
    bool held;      /* a "\r" that may be the first half of "\r\n" waits for what comes */
    int seen;       /* RS_NEWLINE_* */
} rs_newlines;

/* ValueError. */
int rs_newlines_open(rs_newlines *newlines, rs_text newline, rs_error *error);

/*
 * Before text is appended to `text`: puts the "\r" there that was held. After it was: from `start` on, the last "\r" is
 * held unless it is the end (`final`), ends are noted and translated. If nothing was appended: takes the "\r" away
 * again.
 */
int rs_newlines_before(rs_newlines *newlines, rs_growing *text, rs_error *error);
void rs_newlines_after(rs_newlines *newlines, rs_growing *text, size_t start, bool final);

/* The bytes of the first line with its end; 0 if there is no end. The first `known` bytes have none. */
size_t rs_newlines_line(const rs_newlines *newlines, const char *text, size_t size, size_t known);
/* How many of `size` bytes without an end need not be looked at again. */
size_t rs_newlines_known(const rs_newlines *newlines, const char *text, size_t size);

/* The text with the ends that are to be written: in `room`, or itself. */
int rs_newlines_write(const rs_newlines *newlines, rs_text *text, rs_growing *room, rs_error *error);

#endif
