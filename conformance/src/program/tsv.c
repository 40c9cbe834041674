#include "program/tsv.h"

#include "lang/source.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

bool tsv_exists(const char *path) {
    return path && access(path, F_OK) == 0;
}

char *tsv_field(const struct tsv_row *row, const char *name) {
    for (unsigned i = 0; i < row->name_count; i++)
        if (strcmp(row->names[i], name) == 0)
            return row->fields[i];
    return NULL;
}

/* Fields are cut out of `line`; the count may be above TSV_COLUMNS, then the rest is not kept. */
static unsigned split(char *line, char *fields[TSV_COLUMNS]) {
    static char empty[] = "";
    unsigned count = 0;
    char *field;
    while ((field = strsep(&line, "\t"))) {
        if (count < TSV_COLUMNS)
            fields[count] = field;
        count++;
    }
    for (unsigned i = count; i < TSV_COLUMNS; i++)
        fields[i] = empty;
    return count;
}

bool tsv_read(struct arena *arena, const char *path, unsigned least, void (*each)(void *, const struct tsv_row *),
              void *context, FILE *err) {
    struct source *source = source_read(arena, path, path);
    if (!source) {
        fprintf(err, "sockspec: error: cannot read %s: %s\n", path, strerror(errno));
        return false;
    }
    char *names[TSV_COLUMNS];
    struct tsv_row row = {.path = path, .names = names};
    for (uint32_t i = 1; i <= source->line_count; i++) {
        struct where text = source_line_text(source, i);
        if (text.begin == text.end || source->text[text.begin] == '#')
            continue;
        bool head = row.name_count == 0;
        row.line = i;
        row.count =
            split(arena_copy(arena, source->text + text.begin, text.end - text.begin), head ? names : row.fields);
        if (row.count < least || row.count > TSV_COLUMNS || (!head && !row.fields[0][0])) {
            fprintf(err, "%s:%u: error: a row of %u to %d fields expected\n", path, i, least, TSV_COLUMNS);
            return false;
        }
        if (head)
            row.name_count = row.count;
        else
            each(context, &row);
    }
    return true;
}
