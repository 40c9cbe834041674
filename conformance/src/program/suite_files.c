#include "program/suite_files.h"

#include "lang/parse.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int is_table(const struct dirent *entry) {
    size_t length = strlen(entry->d_name);
    return length > 5 && entry->d_name[0] != '.' && strcmp(entry->d_name + length - 5, ".case") == 0;
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* Programs, journals and lists have the names of tables as JSON texts. */
static bool is_text(struct arena *arena, const char *name) {
    const struct source *letters = source_of(arena, name, name, strlen(name));
    uint32_t i = 0, size;
    while (i < letters->length && (size = source_character(letters, i)) != 0)
        i += size;
    return i == letters->length;
}

/* The name with a ? for each byte that can't be shown. */
static const char *shown(struct arena *arena, const char *name) {
    char *copy = arena_copy(arena, name, strlen(name));
    for (char *c = copy; *c; c++)
        if (*c < ' ' || *c > '~')
            *c = '?';
    return copy;
}

void suite_read_files(struct arena *arena, const char *directory, struct tables *tables,
                      struct diagnostics *diagnostics) {
    struct dirent **entries;
    const struct where nowhere = {NULL, 0, 0};
    int count = scandir(directory, &entries, is_table, by_name);
    if (count < 0) {
        diagnose(diagnostics, nowhere, "cannot read the folder %s: %s", directory, strerror(errno));
        return;
    }
    if (count == 0)
        diagnose(diagnostics, nowhere, "no *.case files in %s", directory);
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        if (!is_text(arena, name)) {
            diagnose(diagnostics, nowhere, "the name of the table %s/%s is not UTF-8: give it another", directory,
                     shown(arena, name));
            tables->incomplete = true;
            free(entries[i]);
            continue;
        }
        struct source *source = source_read(arena, arena_printf(arena, "%s/%s", directory, name), name);
        if (source) {
            source->order = (uint32_t)i;
            parse_source(arena, source, tables, diagnostics);
        } else {
            diagnose(diagnostics, nowhere, "cannot read %s/%s: %s", directory, name, strerror(errno));
            tables->incomplete = true;
        }
        free(entries[i]);
    }
    free(entries);
}
