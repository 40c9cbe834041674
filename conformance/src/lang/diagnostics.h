#ifndef SOCKSPEC_LANG_DIAGNOSTICS_H
#define SOCKSPEC_LANG_DIAGNOSTICS_H

#include "lang/arena.h"
#include "lang/source.h"

#include <stdio.h>

/* Mistakes found in the tables: collected first, so that they can be shown in the order of the files. */
struct diagnostics {
    struct diagnostic *list;
    size_t count, room;
    struct arena arena;
};

/* Notes a mistake at a place. A file that can't be read has a `where` without source. */
void diagnose(struct diagnostics *diagnostics, struct where where, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Writes each mistake once, in order of file, line and column, as
 *   FILE:LINE:COLUMN: error: MESSAGE
 *     LINE | source line
 *          |   ^
 * and at most `limit` of them; then how many there are. Returns their number. */
size_t diagnostics_print(struct diagnostics *diagnostics, FILE *out, size_t limit);

void diagnostics_free(struct diagnostics *diagnostics);

#endif
