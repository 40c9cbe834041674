#include "openings.h"

#include "../check.h"

#define BYTES(text)                                                                                                    \
    { text, sizeof(text) - 1 }
#define LINE(line, coded)                                                                                              \
    { BYTES(line), BYTES(coded) }

static const coded_line binary = LINE("h\xff\0y\n", "h\xff\0y\n");

/* Ways of coding. "instead": an error handler puts something in the place of what cannot be coded by iconv(). */
static const struct coding {
    const char *name;
    rs_text_options options;
    coded_line reading, writing;
} codings[] = {
#define TEXT(value)                                                                                                    \
    { .data = (value), .size = sizeof(value) - 1 }
#define SAME_BOTH_WAYS(line, coded) LINE(line, coded), LINE(line, coded)
    {"utf-8", {.encoding = TEXT("utf-8")}, SAME_BOTH_WAYS("h\u20ac\u00e9y\n", "h\u20ac\u00e9y\n")},
    {"ascii", {.encoding = TEXT("ascii")}, SAME_BOTH_WAYS("hey\n", "hey\n")},
    {"latin-1", {.encoding = TEXT("latin-1")}, SAME_BOTH_WAYS("h\u00e9y\n", "h\xe9y\n")},
    {"iso8859-15", {.encoding = TEXT("iso8859-15")}, SAME_BOTH_WAYS("h\u20ac\u00e9y\n", "h\xa4\xe9y\n")},
    {"utf-16-le", {.encoding = TEXT("utf-16-le")}, SAME_BOTH_WAYS("h\u20ac\n", "h\0\xac\x20\n\0")},
    {"shift_jis", {.encoding = TEXT("shift_jis")}, SAME_BOTH_WAYS("h\u65e5\u672cy\n", "h\x93\xfa\x96\x7by\n")},
    {"crlf",
     {.encoding = TEXT("utf-8"), .newline = TEXT("\r\n")},
     LINE("h\u00e9y\r\n", "h\u00e9y\r\n"),
     LINE("h\u00e9y\n", "h\u00e9y\r\n")},
    {"escapes",
     {.encoding = TEXT("ascii"), .errors = TEXT("backslashreplace")},
     LINE("h\\xe9y\n", "h\xe9y\n"),
     LINE("h\u20acy\n", "h\\u20acy\n")},
    {"instead",
     {.encoding = TEXT("iso8859-15"), .errors = TEXT("replace")},
     LINE("h\u20acy\n", "h\xa4y\n"),
     LINE("h\u65e5y\n", "h?y\n")},
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
        return (opening){mode, buffering_of(second), NULL, &binary};
    for (size_t i = 0; i < sizeof codings / sizeof *codings; i++)
        if (strcmp(codings[i].name, third + 1) == 0)
            return (opening){mode, buffering_of(second), &codings[i].options,
                             mode[0] == 'w' ? &codings[i].writing : &codings[i].reading};
    fprintf(stderr, "openings: no coding for %s\n", case_name);
    exit(1);
}

int opening_lines_to_write(const opening *o) {
    return o->options && o->options->errors.data ? 2 : LINES_AT_MOST;
}

int opening_turns(const opening *o) {
    return opening_lines_to_write(o) < LINES_AT_MOST ? 1 : o->buffering < 0 ? 25 : 3;
}

rs_bytes opening_lines(const opening *o, int count, bool coded) {
    static char block[LINES_AT_MOST * 16];
    rs_bytes line = coded ? o->lines->coded : o->lines->line;
    CHECK((size_t)count * line.size <= sizeof block);
    for (int i = 0; i < count; i++)
        memcpy(block + (size_t)i * line.size, line.data, line.size);
    return (rs_bytes){block, (size_t)count * line.size};
}

rs_bytes opening_still(const opening *o, bool coded) {
    static const rs_bytes plain = BYTES("still\n"), wide = BYTES("s\0t\0i\0l\0l\0\n\0"), crlf = BYTES("still\r\n");
    const rs_text_options *options = o->options;
    bool ends = options && options->newline.data;
    if (coded && options && strcmp(options->encoding.data, "utf-16-le") == 0)
        return wide;
    return coded && ends ? crlf : plain;
}
