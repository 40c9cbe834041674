/* How files are opened: a row for each mode, buffering and way of coding. */
#ifndef OPENINGS_H
#define OPENINGS_H

#include "refsock.h"

/* A line as the program has it, and as it goes over the socket. */
typedef struct coded_line {
    rs_bytes line, coded;
} coded_line;

/*
 * Each CASE(name) stands for a row in openings.c. The buffering is in the names: none, of 1 byte (which is what 1 for
 * "line" means here), of 10, so that nothing fits, and the default.
 */
/* clang-format off */
#define RAW_READERS(CASE) CASE("rb.none") CASE("rwb.none")
#define RAW_WRITERS(CASE) CASE("wb.none") CASE("rwb.none")
#define BINARY_READERS(CASE)                                                                                           \
    CASE("rb.1") CASE("rb.10") CASE("rb.default") CASE("rwb.1") CASE("rwb.10") CASE("rwb.default")
#define BINARY_WRITERS(CASE)                                                                                           \
    CASE("wb.1") CASE("wb.10") CASE("wb.default") CASE("rwb.1") CASE("rwb.10") CASE("rwb.default")
#define TEXT_BOTH(CASE)                                                                                                \
    CASE("rw.1.utf-8") CASE("rw.10.utf-8") CASE("rw.default.utf-8") CASE("rw.default.ascii")                           \
    CASE("rw.default.latin-1") CASE("rw.1.iso8859-15") CASE("rw.default.iso8859-15") CASE("rw.default.utf-16-le")      \
    CASE("rw.default.shift_jis") CASE("rw.10.iso2022_jp")
#define TEXT_READERS(CASE)                                                                                             \
    CASE("r.1.utf-8") CASE("r.10.utf-8") CASE("r.default.utf-8") CASE("r.default.ascii") CASE("r.default.latin-1")     \
    CASE("r.10.iso8859-15") CASE("r.default.iso8859-15") CASE("r.default.utf-16-le") CASE("r.default.shift_jis")       \
    CASE("r.default.utf-16") CASE("r.default.utf-32") CASE("r.default.utf-7") CASE("r.default.iso2022_jp")             \
    CASE("r.10.iso2022_kr") CASE("r.default.cp1258")                                                                   \
    CASE("r.default.crlf") CASE("r.default.escapes") CASE("r.default.instead") TEXT_BOTH(CASE)
#define TEXT_WRITERS(CASE)                                                                                             \
    CASE("w.1.utf-8") CASE("w.10.utf-8") CASE("w.default.utf-8") CASE("w.default.ascii") CASE("w.default.latin-1")     \
    CASE("w.10.iso8859-15") CASE("w.default.iso8859-15") CASE("w.default.utf-16-le") CASE("w.default.shift_jis")       \
    CASE("w.default.utf-16") CASE("w.default.utf-32") CASE("w.default.utf-7") CASE("w.default.iso2022_jp")             \
    CASE("w.10.iso2022_kr") CASE("w.default.big5hkscs")                                                                \
    CASE("w.default.crlf") CASE("w.default.escapes") CASE("w.default.instead") TEXT_BOTH(CASE)
/* clang-format on */

/* The opening that the end of a case's name says. */
typedef struct opening {
    const char *mode;
    int64_t buffering;
    const rs_text_options *options;
    const coded_line *lines;
    const coded_line *still; /* "still": what is said in the end */
    rs_bytes mark;           /* what stands before the first line on the socket */
} opening;
opening opening_of(const char *case_name);

enum { LINES_TO_READ = 3, LINES_AT_MOST = 200 };

/* What is written at a time, and how often it takes to come past the buffers. Where an error handler has work at each
 * line, fewer do. */
int opening_lines_to_write(const opening *o);
int opening_turns(const opening *o);

/* Whether a fault of iconv() puts something in the place of what is there. */
bool opening_replaces(const opening *o);

/* So many lines in one piece, coded (and without the mark) or not; static. */
rs_bytes opening_lines(const opening *o, int count, bool coded);

#endif
