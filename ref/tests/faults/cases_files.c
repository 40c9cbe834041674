/* Files in every mode, with every buffering, with text in built-in encodings and in iconv()'s. */
#include "case.h"
#include "openings.h"

#include <string.h>

extern const fault_case file_cases[];

static int64_t do_makefile(props *p, rs_error *error) {
    opening o = opening_of(p->name);
    return rs_makefile(p->socket, rs_str(o.mode), o.buffering, o.options, &p->stream, error);
}

/* What was read is the beginning of the lines. */
static void is_beginning(props *p, const void *data, size_t size) {
    opening o = opening_of(p->name);
    if (opening_replaces(&o))
        return;
    rs_bytes all = opening_lines(&o, LINES_TO_READ, false);
    CHECK(size <= all.size && (size == 0 || memcmp(all.data, data, size) == 0));
}

static int64_t do_read_all(props *p, rs_error *error) {
    rs_text data;
    ptrdiff_t got = rs_stream_read(p->stream, -1, &data, error);
    if (got >= 0)
        is_beginning(p, data.data, data.size);
    return got;
}

static int64_t do_read(props *p, rs_error *error) {
    rs_text data;
    ptrdiff_t got = rs_stream_read(p->stream, 3, &data, error);
    if (got >= 0)
        is_beginning(p, data.data, data.size);
    return got;
}

static int64_t do_readline(props *p, rs_error *error) {
    rs_text data;
    ptrdiff_t got = rs_stream_readline(p->stream, -1, &data, error);
    if (got >= 0)
        is_beginning(p, data.data, data.size);
    return got;
}

static int64_t do_readlines(props *p, rs_error *error) {
    rs_lines lines;
    ptrdiff_t count = rs_stream_readlines(p->stream, -1, &lines, error);
    char together[LINES_TO_READ * 16];
    size_t size = 0;
    for (ptrdiff_t i = 0; i < count; i++) {
        CHECK(lines.items[i].size <= sizeof together - size);
        memcpy(together + size, lines.items[i].data, lines.items[i].size);
        size += lines.items[i].size;
    }
    is_beginning(p, together, size);
    rs_lines_free(&lines);
    return count;
}

static int64_t do_readinto(props *p, rs_error *error) {
    char block[3];
    ptrdiff_t got = rs_stream_readinto(p->stream, block, sizeof block, error);
    if (got >= 0)
        is_beginning(p, block, (size_t)got);
    return got;
}

/* recv() of libc: the peer has the mark and these lines, and nothing else. `taken`: of the last one that many bytes. */
static void arrived(props *p, int turns, size_t taken) {
    static char block[1 << 16];
    opening o = opening_of(p->name);
    rs_bytes piece = opening_lines(&o, opening_lines_to_write(&o), true);
    fault_pause(true);
    ptrdiff_t got = recv(rs_fileno(p->peer), block, sizeof block, MSG_DONTWAIT);
    fault_pause(false);
    SAME(got, o.mark.size + (size_t)(turns - 1) * piece.size + taken);
    CHECK(o.mark.size == 0 || memcmp(block, o.mark.data, o.mark.size) == 0);
    for (size_t at = o.mark.size; at < (size_t)got && !opening_replaces(&o); at += piece.size) {
        size_t left = (size_t)got - at;
        CHECK(memcmp(block + at, piece.data, left < piece.size ? left : piece.size) == 0);
    }
}

/* As often as it takes to come past the buffers, and the rest by flush(). */
static int64_t do_write(props *p, rs_error *error) {
    opening o = opening_of(p->name);
    rs_bytes piece = opening_lines(&o, opening_lines_to_write(&o), false);
    int turns = opening_turns(&o);
    for (int i = 0; i < turns; i++)
        if (rs_stream_write(p->stream, piece.data, piece.size, error) < 0)
            return -1;
    if (rs_stream_flush(p->stream, error) < 0)
        return -1;
    arrived(p, turns, opening_lines(&o, opening_lines_to_write(&o), true).size);
    return 0;
}

/* What ends in another set than it began in; the end of the line is back in the first. */
static int64_t do_write_shifted(props *p, rs_error *error) {
    if (rs_stream_write(p->stream, "\u65e5\u672c", 6, error) < 0)
        return -1;
    fault_pause(true);
    SAME(rs_stream_write(p->stream, "\n", 1, error), 1);
    SAME(rs_stream_flush(p->stream, error), 0);
    fault_pause(false);
    return 0;
}

static int64_t do_write_raw(props *p, rs_error *error) {
    opening o = opening_of(p->name);
    rs_bytes piece = opening_lines(&o, opening_lines_to_write(&o), false);
    ptrdiff_t taken = rs_stream_write(p->stream, piece.data, piece.size, error);
    if (taken >= 0)
        arrived(p, 1, (size_t)taken);
    return taken;
}

/* What a file without a buffer does not take is lost. */
static int64_t do_writelines(props *p, rs_error *error) {
    opening o = opening_of(p->name);
    rs_bytes lines[10];
    int count = opening_lines_to_write(&o) < 10 ? opening_lines_to_write(&o) : 10;
    for (int i = 0; i < count; i++)
        lines[i] = o.lines->line;
    if (rs_stream_writelines(p->stream, lines, (size_t)count, error) < 0 || rs_stream_flush(p->stream, error) < 0)
        return -1;
    if (o.buffering != 0)
        arrived(p, 1, opening_lines(&o, count, true).size);
    return 0;
}

static int64_t do_flush(props *p, rs_error *error) {
    opening o = opening_of(p->name);
    if (rs_stream_flush(p->stream, error) < 0)
        return -1;
    arrived(p, 1, opening_lines(&o, opening_lines_to_write(&o), true).size);
    return 0;
}

/* Closed, whatever it answers. */
static int64_t do_close(props *p, rs_error *error) {
    int result = rs_stream_close(p->stream, error);
    CHECK(rs_stream_closed(p->stream));
    SAME(rs_stream_close(p->stream, NULL), 0);
    opening o = opening_of(p->name);
    if (result == 0)
        arrived(p, 1, opening_lines(&o, opening_lines_to_write(&o), true).size);
    return result;
}

#define MAKES(name) {"makefile.as." name, &not_yet_opened, do_makefile, BLOCKING},
#define READS(name)                                                                                                    \
    {"stream_read.all." name, &opened_for_reading, do_read_all, ANY_MODE},                                             \
        {"stream_read.some." name, &opened_for_reading, do_read, ANY_MODE},                                            \
        {"stream_readline.as." name, &opened_for_reading, do_readline, ANY_MODE},                                      \
        {"stream_readlines.as." name, &opened_for_reading, do_readlines, ANY_MODE},
#define READS_INTO(name) {"stream_readinto.as." name, &opened_for_reading, do_readinto, ANY_MODE},
#define WRITES(name)                                                                                                   \
    {"stream_write.as." name, &opened_for_writing, do_write, ANY_MODE},                                                \
        {"stream_writelines.as." name, &opened_for_writing, do_writelines, ANY_MODE},                                  \
        {"stream_flush.as." name, &opened_and_written, do_flush, ANY_MODE},                                            \
        {"stream_close.as." name, &opened_and_written, do_close, ANY_MODE},
#define WRITES_RAW(name)                                                                                               \
    {"stream_write.as." name, &opened_for_writing, do_write_raw, ANY_MODE},                                            \
        {"stream_writelines.as." name, &opened_for_writing, do_writelines, ANY_MODE},                                  \
        {"stream_close.as." name, &opened_and_written, do_close, BLOCKING},

const fault_case file_cases[] = {
    /* clang-format off */
    RAW_READERS(MAKES) RAW_WRITERS(MAKES) BINARY_READERS(MAKES) BINARY_WRITERS(MAKES)
    TEXT_READERS(MAKES) TEXT_WRITERS(MAKES)
    {"makefile.unknown.rw.default.iso8859-15", &no_conversions, do_makefile, BLOCKING},
    RAW_READERS(READS) RAW_READERS(READS_INTO) BINARY_READERS(READS) BINARY_READERS(READS_INTO)
    TEXT_READERS(READS)
    RAW_WRITERS(WRITES_RAW) BINARY_WRITERS(WRITES) TEXT_WRITERS(WRITES)
    /* clang-format on */
    {"stream_write.shifted.w.default.iso2022_jp", &opened_for_writing, do_write_shifted, BLOCKING},
    {"stream_write.shifted.w.10.iso2022_kr", &opened_for_writing, do_write_shifted, BLOCKING},
    {NULL, NULL, NULL, 0},
};
