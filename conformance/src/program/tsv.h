#ifndef SOCKSPEC_PROGRAM_TSV_H
#define SOCKSPEC_PROGRAM_TSV_H

#include "lang/arena.h"

#include <stdbool.h>
#include <stdio.h>

/* Tables of tab-separated fields: `#` starts a comment line, the first other line names the columns. */

enum { TSV_COLUMNS = 16 };

struct tsv_row {
    const char *path;
    unsigned line;
    unsigned count;
    char *fields[TSV_COLUMNS]; /* owned by the arena; missing ones are "" */
    char *const *names;        /* of the columns */
    unsigned name_count;
};

/* Calls `each` for every row. False after a message to `err` if the file can't be read, or a row has fewer than
 * `least` or more than TSV_COLUMNS fields, or its first field is empty. */
bool tsv_read(struct arena *arena, const char *path, unsigned least, void (*each)(void *, const struct tsv_row *),
              void *context, FILE *err);

/* The field of the column with that name, or NULL. */
char *tsv_field(const struct tsv_row *row, const char *name);

bool tsv_exists(const char *path);

#endif
