#include "openings.h"

#include "../check.h"

#define BYTES(text)                                                                                                    \
    { text, sizeof(text) - 1 }
#define LINE(line, coded)                                                                                              \
    { BYTES(line), BYTES(coded) }

static const coded_line binary = LINE("h\xff\0y\n", "h\xff\0y\n"), plain_still = LINE("still\n", "still\n");

/* Ways of coding. "instead": an error handler puts something in the place of what cannot be coded by iconv(). */
static const struct coding {
    const char *name;
    rs_text_options options;
    coded_line reading, writing;
    coded_line still;               /* if not in ASCII; where sets are changed, it begins with another one */
    rs_bytes read_mark, write_mark; /* before the first line */
} codings[] = {
#define TEXT(value)                                                                                                    \
    { .data = (value), .size = sizeof(value) - 1 }
#define BOTH(line, coded) .reading = LINE(line, coded), .writing = LINE(line, coded)
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define UTF_16(h, l) h l
#define UTF_32(h, l) "\0\0" h l
#else
#define UTF_16(h, l) l h
#define UTF_32(h, l) l h "\0\0"
#endif
    {"utf-8", {.encoding = TEXT("utf-8")}, BOTH("h\u20ac\u00e9y\n", "h\u20ac\u00e9y\n")},
    {"ascii", {.encoding = TEXT("ascii")}, BOTH("hey\n", "hey\n")},
    {"latin-1", {.encoding = TEXT("latin-1")}, BOTH("h\u00e9y\n", "h\xe9y\n")},
    {"iso8859-15", {.encoding = TEXT("iso8859-15")}, BOTH("h\u20ac\u00e9y\n", "h\xa4\xe9y\n")},
    {"utf-16-le",
     {.encoding = TEXT("utf-16-le")},
     BOTH("h\u20ac\n", "h\0\xac\x20\n\0"),
     .still = LINE("still\n", "s\0t\0i\0l\0l\0\n\0")},
    {"utf-16",
     {.encoding = TEXT("utf-16")},
     .reading = LINE("h\u20ac\n", "\0h\x20\xac\0\n"),
     .writing = LINE("h\u20ac\n", UTF_16("\0", "h") UTF_16("\x20", "\xac") UTF_16("\0", "\n")),
     .still = LINE("st\n", UTF_16("\0", "s") UTF_16("\0", "t") UTF_16("\0", "\n")),
     .read_mark = BYTES("\xfe\xff")},
    {"utf-32",
     {.encoding = TEXT("utf-32")},
     .reading = LINE("h\u20ac\n", "\0\0\0h\0\0\x20\xac\0\0\0\n"),
     .writing = LINE("h\u20ac\n", UTF_32("\0", "h") UTF_32("\x20", "\xac") UTF_32("\0", "\n")),
     .still = LINE("st\n", UTF_32("\0", "s") UTF_32("\0", "t") UTF_32("\0", "\n")),
     .read_mark = BYTES("\0\0\xfe\xff")},
    {"utf-7", {.encoding = TEXT("utf-7")}, BOTH("h\u65e5\u672c\n", "h+ZeVnLA\n"), .still = LINE("\u65e5", "+ZeU-")},
    {"shift_jis", {.encoding = TEXT("shift_jis")}, BOTH("h\u65e5\u672cy\n", "h\x93\xfa\x96\x7by\n")},
    {"iso2022_jp",
     {.encoding = TEXT("iso2022_jp")},
     BOTH("h\u65e5y\n", "h\x1b$BF|\x1b(By\n"),
     .still = LINE("\u65e5still\n", "\x1b$BF|\x1b(Bstill\n")},
    {"iso2022_kr",
     {.encoding = TEXT("iso2022_kr")},
     BOTH("h\u65e5y\n", "h\x0elm\x0fy\n"),
     .still = LINE("\u65e5still\n", "\x0elm\x0fstill\n"),
     .read_mark = BYTES("\x1b$)C"),
     .write_mark = BYTES("\x1b$)C")},
    {"cp1258",
     {.encoding = TEXT("cp1258")},
     BOTH("h\u00e2\u0301a\n", "h\xe2\xec"
                              "a\n")},
    {"big5hkscs",
     {.encoding = TEXT("big5hkscs")},
     BOTH("h\u65e5\u00ca\n", "h\xa4\xe9\x88\x66\n"),
     .still = LINE("still\u00ca", "still\x88\x66")},
    {"crlf",
     {.encoding = TEXT("utf-8"), .newline = TEXT("\r\n")},
     .reading = LINE("h\u00e9y\r\n", "h\u00e9y\r\n"),
     .writing = LINE("h\u00e9y\n", "h\u00e9y\r\n"),
     .still = LINE("still\n", "still\r\n")},
    {"escapes",
     {.encoding = TEXT("ascii"), .errors = TEXT("backslashreplace")},
     .reading = LINE("h\\xe9y\n", "h\xe9y\n"),
     .writing = LINE("h\u20acy\n", "h\\u20acy\n")},
    {"instead",
     {.encoding = TEXT("iso8859-15"), .errors = TEXT("replace")},
     .reading = LINE("h\u20acy\n", "h\xa4y\n"),
     .writing = LINE("h\u65e5y\n", "h?y\n")},
};

static int64_t buffering_of(const char *word) {
    return strncmp(word, "none", 4) == 0 ? 0 : strncmp(word, "default", 7) == 0 ? RS_DEFAULT_BUFFERING : atoi(word);
}

/* "stream_read.some.MODE.BUFFERING[.CODING]": from the second dot on. */
opening opening_of(const char *case_name) {
    static char mode[4];
    const char *first = strchr(strchr(case_name, '.') + 1, '.') + 1, *second = strchr(first, '.') + 1;
    const char *third = strchr(second, '.');
    snprintf(mode, sizeof mode, "%.*s", (int)(second - first - 1), first);
    if (!third)
        return (opening){mode, buffering_of(second), NULL, &binary, &plain_still, {NULL, 0}};
    for (size_t i = 0; i < sizeof codings / sizeof *codings; i++) {
        const struct coding *c = &codings[i];
        bool writes = mode[0] == 'w';
        if (strcmp(c->name, third + 1) == 0)
            return (opening){mode,
                             buffering_of(second),
                             &c->options,
                             writes ? &c->writing : &c->reading,
                             c->still.line.size ? &c->still : &plain_still,
                             writes ? c->write_mark : c->read_mark};
    }
    fprintf(stderr, "openings: no coding for %s\n", case_name);
    exit(1);
}

int opening_lines_to_write(const opening *o) {
    return o->options && o->options->errors.data ? 2 : LINES_AT_MOST;
}

bool opening_replaces(const opening *o) {
    return o->options && o->options->errors.data && strcmp(o->options->errors.data, "replace") == 0;
}

/* What is written by default buffering is four times as much as the buffers take, and not so much that the socket
 * fills. */
int opening_turns(const opening *o) {
    if (opening_lines_to_write(o) < LINES_AT_MOST)
        return 1;
    size_t most = 35000 / (LINES_AT_MOST * o->lines->coded.size);
    return o->buffering >= 0 ? 3 : most < 25 ? (int)most : 25;
}

rs_bytes opening_lines(const opening *o, int count, bool coded) {
    static char block[LINES_AT_MOST * 16];
    rs_bytes line = coded ? o->lines->coded : o->lines->line;
    CHECK((size_t)count * line.size <= sizeof block);
    for (int i = 0; i < count; i++)
        memcpy(block + (size_t)i * line.size, line.data, line.size);
    return (rs_bytes){block, (size_t)count * line.size};
}
