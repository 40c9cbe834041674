/* Text files: what bytes are as text does not depend on the pieces they come in, or on how much is read at a time; it
 * is UTF-8, with lone surrogates at most; and what surrogateescape keeps comes out as it went in. */
#include "input.h"
#include "line_stub.h"

static const char *const encodings[] = {"utf-8",     "ascii",  "latin-1", "utf-16", "utf-16-le",  "utf-32",
                                        "shift_jis", "cp1252", "euc-jp",  "big5",   "iso2022_jp", "utf-7"};
static const char *const handlers[] = {"strict",        "ignore",           "replace",          "surrogateescape",
                                       "surrogatepass", "backslashreplace", "xmlcharrefreplace"};
static const char *const newlines[] = {NULL, "", "\n", "\r", "\r\n"};

typedef struct result {
    char text[MOST * 8];
    size_t size;
    bool failed;
} result;

static rs_socket *the_socket(void) {
    static rs_socket *socket;
    if (!socket && rs_open(AF_UNIX, SOCK_STREAM, 0, &socket, NULL) < 0)
        abort();
    return socket;
}

static int characters(const rs_text *text) {
    int count = 0;
    for (size_t i = 0; i < text->size; i++)
        count += ((unsigned char)text->data[i] & 0xc0) != 0x80;
    return count;
}

/* Everything, `step` characters at a time; negative: at once; 0: by lines. */
static void read_all(const rs_text_options *options, input bytes, input pieces, int step, result *out) {
    rs_stream *stream;
    rs_text text;
    rs_error error;
    ptrdiff_t got;
    line.arriving = bytes;
    line.pieces = pieces;
    out->size = 0;
    MUST(rs_makefile(the_socket(), rs_str("r"), RS_DEFAULT_BUFFERING, options, &stream, &error) == 0);
    while ((got = step ? rs_stream_read(stream, step, &text, &error) : rs_stream_readline(stream, -1, &text, &error)) >
           0) {
        MUST((size_t)got == text.size && (step <= 0 || characters(&text) <= step));
        MUST(out->size + text.size <= sizeof out->text);
        memcpy(out->text + out->size, text.data, text.size);
        out->size += text.size;
    }
    out->failed = got < 0;
    rs_stream_free(stream);
}

/* UTF-8 by its definition (RFC 3629), but that surrogates may be there. */
static void must_be_text(const result *r) {
    for (size_t i = 0; i < r->size;) {
        unsigned char c = (unsigned char)r->text[i];
        size_t size = c < 0x80                ? 1
                      : c >= 0xc2 && c < 0xe0 ? 2
                      : c >= 0xe0 && c < 0xf0 ? 3
                      : c >= 0xf0 && c < 0xf5 ? 4
                                              : 0;
        MUST(size > 0 && i + size <= r->size);
        for (size_t k = 1; k < size; k++)
            MUST(((unsigned char)r->text[i + k] & 0xc0) == 0x80);
        i += size;
    }
}

static void must_be_same(const result *a, const result *b) {
    MUST(a->failed == b->failed);
    MUST(a->failed || (a->size == b->size && memcmp(a->text, b->text, a->size) == 0));
}

/* The text written with the same options. */
static bool write_back(const rs_text_options *options, const result *r) {
    rs_stream *stream;
    rs_error error;
    line.pieces = (input){0};
    line.sent_size = 0;
    MUST(rs_makefile(the_socket(), rs_str("w"), RS_DEFAULT_BUFFERING, options, &stream, &error) == 0);
    bool done = rs_stream_write(stream, r->text, r->size, &error) >= 0;
    done = rs_stream_close(stream, &error) == 0 && done;
    rs_stream_free(stream);
    return done;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static result whole, other;
    input from = {data, size};
    rs_text_options options = {.encoding = rs_str(encodings[take_byte(&from) % (sizeof encodings / sizeof *encodings)]),
                               .errors = rs_str(handlers[take_byte(&from) % (sizeof handlers / sizeof *handlers)]),
                               .newline = rs_str(newlines[take_byte(&from) % (sizeof newlines / sizeof *newlines)])};
    rs_error error;
    rs_stream *stream;
    int step = take_byte(&from) % 8;
    input pieces = take_part(&from, 60);
    if (from.size > 4000)
        return 0;
    /* An encoding may not be there on a system. */
    if (rs_makefile(the_socket(), rs_str("r"), RS_DEFAULT_BUFFERING, &options, &stream, &error) < 0) {
        MUST(error.kind == RS_LOOKUP_ERROR);
        return 0;
    }
    rs_stream_free(stream);
    input at_once = {(const uint8_t *)"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 16};
    read_all(&options, from, at_once, -1, &whole);
    must_be_text(&whole);
    read_all(&options, from, pieces, step, &other);
    must_be_text(&other);
    must_be_same(&whole, &other);
    /* Written as any text, and as what it was. */
    bool written = write_back(&options, &whole);
    bool kept = strcmp(options.errors.data, "surrogateescape") == 0 && options.newline.data && !*options.newline.data &&
                (strcmp(options.encoding.data, "utf-8") == 0 || strcmp(options.encoding.data, "ascii") == 0 ||
                 strcmp(options.encoding.data, "latin-1") == 0);
    if (kept)
        MUST(written && line.sent_size == from.size && memcmp(line.sent, from.data, from.size) == 0);
    /* Bytes that may be no text at all. */
    if (from.size < sizeof other.text) {
        if (from.size)
            memcpy(other.text, from.data, from.size);
        other.size = from.size;
        write_back(&options, &other);
    }
    return 0;
}
