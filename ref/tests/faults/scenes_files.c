/* Scenes of files that are opened as the case's name says: openings.h. */
#include "case.h"
#include "openings.h"

#include <string.h>

static void open_it(props *p) {
    rs_error error;
    opening o = opening_of(p->name);
    WORKS(rs_makefile(p->socket, rs_str(o.mode), o.buffering, o.options, &p->stream, &error));
}

static void for_reading_set_up(props *p) {
    rs_error error;
    pair.set_up(p);
    opening o = opening_of(p->name);
    rs_bytes data = opening_lines(&o, LINES_TO_READ, true);
    SAME(send(rs_fileno(p->peer), o.mark.data, o.mark.size, 0), o.mark.size);
    SAME(send(rs_fileno(p->peer), data.data, data.size, 0), data.size);
    WORKS(rs_shutdown(p->peer, SHUT_WR, &error));
    open_it(p);
}

/* The rest, if not all of it, can be read; then the end. */
static void for_reading_usable(props *p) {
    rs_error error;
    rs_text rest;
    fault_clear();
    opening o = opening_of(p->name);
    rs_bytes all = opening_lines(&o, LINES_TO_READ, false);
    if (fault_was(FAULT_recv, ETIMEDOUT)) { /* a timeout in Python: it is not to be read further */
        FAILS(rs_stream_read(p->stream, -1, &rest, &error), RS_OSERROR, 0);
        end_stream(p);
        return;
    }
    WORKS(rs_stream_read(p->stream, -1, &rest, &error));
    const char *end = (const char *)all.data + all.size;
    CHECK(opening_replaces(&o) || (rest.size <= all.size && memcmp(end - rest.size, rest.data, rest.size) == 0));
    SAME(rs_stream_read(p->stream, 1, &rest, &error), 0);
    end_stream(p);
}

static void for_writing_set_up(props *p) {
    pair.set_up(p);
    open_it(p);
}

static void written_set_up(props *p) {
    rs_error error;
    for_writing_set_up(p);
    opening o = opening_of(p->name);
    rs_bytes data = opening_lines(&o, opening_lines_to_write(&o), false);
    WORKS(rs_stream_write(p->stream, data.data, data.size, &error));
}

/* What is written now arrives last. */
static void for_writing_usable(props *p) {
    rs_error error;
    static char block[1 << 16];
    fault_clear();
    if (!rs_stream_closed(p->stream)) {
        opening o = opening_of(p->name);
        rs_bytes still = o.still->line, coded = o.still->coded;
        WORKS(rs_stream_write(p->stream, still.data, still.size, &error));
        WORKS(rs_stream_flush(p->stream, &error));
        ptrdiff_t got = recv(rs_fileno(p->peer), block, sizeof block, 0);
        CHECK(got >= (ptrdiff_t)coded.size && memcmp(block + got - coded.size, coded.data, coded.size) == 0);
    }
    end_stream(p);
}

/* The socket works, and if there is a file, it does. */
static void not_yet_opened_usable(props *p) {
    if (p->stream)
        end_stream(p);
    pair.usable(p);
}

static void not_yet_opened_set_up(props *p) {
    pair.set_up(p);
}

static void no_conversions_set_up(props *p) {
    pair.set_up(p);
    fault_also(FAULT_iconv_open, EINVAL);
}

const scene not_yet_opened = {not_yet_opened_set_up, not_yet_opened_usable, tear_down_all};
/* iconv_open() knows nothing. */
const scene no_conversions = {no_conversions_set_up, not_yet_opened_usable, tear_down_all};
/* LINES_TO_READ lines, and the end. */
const scene opened_for_reading = {for_reading_set_up, for_reading_usable, tear_down_all};
const scene opened_for_writing = {for_writing_set_up, for_writing_usable, tear_down_all};
/* Lines were written: as many of their last bytes as the file keeps are not sent yet. */
const scene opened_and_written = {written_set_up, for_writing_usable, tear_down_all};
