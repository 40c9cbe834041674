/* What a file tells about itself, by mode and buffering; and what the library says it is. */
#include "check.h"

static rs_error error;

/* What Python's file of that mode has; `coded`: it is a text file. */
typedef struct sort {
    const char *mode;
    int64_t buffering;
    const char *told; /* its mode */
    rs_stream_kind type;
    bool paired; /* a reader and a writer: no name of its own */
    bool coded;
} sort;

static const sort kinds[] = {
    {"rb", 0, "rb", RS_STREAM_RAW, false, false},     {"wb", 0, "wb", RS_STREAM_RAW, false, false},
    {"rwb", 0, "rwb", RS_STREAM_RAW, false, false},   {"rb", -1, "rb", RS_STREAM_READER, false, false},
    {"wb", -1, "wb", RS_STREAM_WRITER, false, false}, {"rwb", -1, NULL, RS_STREAM_PAIR, true, false},
    {"r", -1, "r", RS_STREAM_TEXT, false, true},      {"w", 1, "w", RS_STREAM_TEXT, false, true},
    {"rw", 4096, "rw", RS_STREAM_TEXT, true, true},
};

static void same(const char *found, const char *expected) {
    if (expected)
        CHECK(found);
    else
        CHECK(!found);
    if (expected)
        SAME_TEXT(found, expected);
}

static void has(const rs_stream *stream, const sort *kind, int fd) {
    SAME(rs_stream_type(stream), kind->type);
    SAME(rs_stream_name(stream), kind->paired ? -2 : fd);
    same(rs_stream_mode(stream), kind->told);
    same(rs_stream_encoding(stream), kind->coded ? "latin-1" : NULL);
    same(rs_stream_errors(stream), kind->coded ? "replace" : NULL);
    SAME(rs_stream_newlines(stream), 0);
    SAME(rs_stream_line_buffering(stream), 0);
    SAME(rs_stream_write_through(stream), 0);
}

static void by_mode(void) {
    rs_text_options options = {.encoding = rs_str("latin-1"), .errors = rs_str("replace")};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const sort *kind = &kinds[i];
        rs_socket *pair[2];
        rs_stream *stream;
        make_pair(SOCK_STREAM, pair);
        WORKS(rs_makefile(pair[0], rs_str(kind->mode), kind->buffering, &options, &stream, &error));
        has(stream, kind, rs_fileno(pair[0]));
        SAME(rs_stream_seekable(stream, &error), 0);
        SAME(rs_stream_isatty(stream, &error), 0);
        WORKS(rs_stream_close(stream, &error));
        has(stream, kind, -1);
        FAILS(rs_stream_isatty(stream, &error), RS_VALUE_ERROR, 0);
        if (kind->paired)
            SAME(rs_stream_seekable(stream, &error), 0);
        else
            FAILS(rs_stream_seekable(stream, &error), RS_VALUE_ERROR, 0);
        rs_stream_free(stream);
        rs_free(pair[0]);
        rs_free(pair[1]);
    }
}

/* The ends of lines that were seen so far, and none where only "\n" is one. */
static void newlines(void) {
    static const char lines[] = "a\nb\r\nc\r";
    const char *given[] = {NULL, "", "\n"};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        rs_text_options options = {.encoding = rs_str("ascii"), .newline = rs_str(given[i])};
        int all = i < 2 ? RS_NEWLINE_CR | RS_NEWLINE_LF | RS_NEWLINE_CRLF : 0;
        rs_socket *pair[2];
        rs_stream *stream;
        rs_text text;
        make_pair(SOCK_STREAM, pair);
        WORKS(rs_makefile(pair[1], rs_str("r"), -1, &options, &stream, &error));
        SAME(rs_send(pair[0], lines, 2, 0, &error), 2);
        SAME(rs_stream_readline(stream, -1, &text, &error), 2);
        SAME(rs_stream_newlines(stream), i < 2 ? RS_NEWLINE_LF : 0);
        SAME(rs_send(pair[0], lines + 2, sizeof lines - 3, 0, &error), sizeof lines - 3);
        WORKS(rs_close(pair[0], &error));
        WORKS(rs_stream_read(stream, -1, &text, &error));
        SAME(rs_stream_newlines(stream), all);
        rs_stream_free(stream);
        rs_free(pair[0]);
        rs_free(pair[1]);
    }
}

/* The library itself. */
static void versions(void) {
    SAME(rs_has_ipv6(), 1);
    SAME_TEXT(rs_api_version(), "3.13");
    SAME_TEXT(rs_version(), "0.1.0");
}

/* A read that cannot decode tells in what, also if a part of it had come before; the next one starts anew. */
static void undecoded(void) {
    rs_socket *pair[2];
    rs_stream *stream;
    rs_text data, piece;
    const rs_text_options utf8 = {.encoding = rs_str("utf-8")};
    make_pair(SOCK_STREAM, pair);
    WORKS(rs_makefile(pair[0], rs_str("r"), -1, &utf8, &stream, &error));
    CHECK(!rs_stream_undecoded(stream).data);
    CHECK(!rs_stream_undecoded(rs_stream_buffer(stream)).data);
    WORKS(rs_send(pair[1], "ab\xff\n", 4, 0, &error));
    FAILS(rs_stream_readline(stream, -1, &data, &error), RS_UNICODE_DECODE_ERROR, 0);
    piece = rs_stream_undecoded(stream);
    CHECK(error.start == 2 && error.end == 3 && piece.bytes && piece.size == 4 &&
          memcmp(piece.data, "ab\xff\n", 4) == 0);
    WORKS(rs_send(pair[1], "c\n\xe2\x82", 4, 0, &error));
    WORKS(rs_stream_readline(stream, -1, &data, &error));
    CHECK(data.size == 2 && !rs_stream_undecoded(stream).data);
    WORKS(rs_send(pair[1], "x", 1, 0, &error));
    FAILS(rs_stream_read(stream, 1, &data, &error), RS_UNICODE_DECODE_ERROR, 0);
    piece = rs_stream_undecoded(stream);
    CHECK(error.start == 0 && error.end == 2 && piece.size == 3 && memcmp(piece.data, "\xe2\x82x", 3) == 0);
    rs_stream_free(stream);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

int main(void) {
    by_mode();
    newlines();
    versions();
    undecoded();
    return 0;
}
