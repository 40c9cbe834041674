#include "journal/read.h"

#include "judge/text.h"
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

bool journal_open(struct journal_reader *reader, const char *path, char **error) {
    *reader = (struct journal_reader){.file = fopen(path, "re"), .path = path};
    if (!reader->file) {
        struct text text = {0};
        text_printf(&text, "%s: the journal cannot be read: %s", path, strerror(errno));
        *error = text_take(&text);
    }
    return reader->file != NULL;
}

void journal_reader_close(struct journal_reader *reader) {
    if (reader->file)
        fclose(reader->file);
    free(reader->line);
    *reader = (struct journal_reader){0};
}

static bool at_end(FILE *file) {
    int c = getc(file);
    if (c == EOF)
        return true;
    ungetc(c, file);
    return false;
}

enum journal_read journal_next(struct journal_reader *reader, json_t **line, char **error) {
    errno = 0;
    ssize_t got = getline(&reader->line, &reader->room, reader->file);
    if (got < 0 && feof(reader->file))
        return JOURNAL_END;
    reader->number++;
    struct text text = {0};
    if (got < 0) {
        text_printf(&text, "%s: the journal cannot be read: %s", reader->path, strerror(errno));
        *error = text_take(&text);
        return JOURNAL_BROKEN;
    }
    reader->length = (size_t)got;
    json_error_t where;
    *line = json_loadb(reader->line, reader->length, JSON_ALLOW_NUL, &where);
    bool whole = reader->line[got - 1] == '\n';
    if (*line && whole && json_is_object(*line))
        return JOURNAL_LINE;
    json_decref(*line);
    *line = NULL;
    if (at_end(reader->file))
        return JOURNAL_TORN;
    text_printf(&text, "%s:%lu: this line of the journal is no JSON object: %s", reader->path, reader->number,
                where.text);
    *error = text_take(&text);
    return JOURNAL_BROKEN;
}

bool journal_line_is(const json_t *line, const char *type) {
    const char *is = json_string_value(json_object_get(line, "type"));
    return is && strcmp(is, type) == 0;
}

json_t *journal_read_header(struct journal_reader *reader, char **error) {
    json_t *header = NULL;
    enum journal_read got = journal_next(reader, &header, error);
    if (got == JOURNAL_BROKEN)
        return NULL;
    if (got == JOURNAL_LINE && journal_line_is(header, "header") &&
        json_integer_value(json_object_get(header, "journal")) == 1)
        return header;
    json_decref(header);
    struct text text = {0};
    text_printf(&text, "%s: this is no journal of format 1: its first line is not a header", reader->path);
    *error = text_take(&text);
    return NULL;
}
