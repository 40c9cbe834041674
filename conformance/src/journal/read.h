/* Reading a journal line by line (docs/journal.md). */
#ifndef SOCKSPEC_JOURNAL_READ_H
#define SOCKSPEC_JOURNAL_READ_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct journal_reader {
    FILE *file;
    const char *path; /* borrowed */
    char *line;       /* the text of the present line, with its newline */
    size_t room, length;
    unsigned long number; /* of the present line, from 1 */
};

enum journal_read {
    JOURNAL_LINE,
    JOURNAL_END,
    JOURNAL_TORN,  /* the last line is not whole: the writer was killed */
    JOURNAL_BROKEN /* another line is not JSON, or the file cannot be read: `*error` */
};

/* False: `*error` is a text to free(). The path must outlive the reader. */
bool journal_open(struct journal_reader *reader, const char *path, char **error);
/* The next line, a new reference, in `*line`. `*error` is to free(). */
enum journal_read journal_next(struct journal_reader *reader, json_t **line, char **error);
void journal_reader_close(struct journal_reader *reader);

/* The header: the first line, a new reference. NULL with `*error` if it is none of this format. */
json_t *journal_read_header(struct journal_reader *reader, char **error);

/* Whether the line's `type` is this. */
bool journal_line_is(const json_t *line, const char *type);

#endif
