#include "lang/diagnostics.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct diagnostic {
    struct where where;
    const char *message;
    size_t serial;
};

void diagnose(struct diagnostics *diagnostics, struct where where, const char *format, ...) {
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (diagnostics->count == diagnostics->room) {
        diagnostics->room = diagnostics->room ? 2 * diagnostics->room : 16;
        diagnostics->list = memory_resize(diagnostics->list, diagnostics->room * sizeof *diagnostics->list);
    }
    diagnostics->list[diagnostics->count] =
        (struct diagnostic){where, arena_copy(&diagnostics->arena, message, strlen(message)), diagnostics->count};
    diagnostics->count++;
}

static int compare(const void *left, const void *right) {
    const struct diagnostic *a = left, *b = right;
    uint32_t file_a = a->where.source ? a->where.source->order + 1 : 0;
    uint32_t file_b = b->where.source ? b->where.source->order + 1 : 0;
    if (file_a != file_b)
        return file_a < file_b ? -1 : 1;
    if (a->where.begin != b->where.begin)
        return a->where.begin < b->where.begin ? -1 : 1;
    int order = strcmp(a->message, b->message);
    if (order)
        return order;
    return a->serial < b->serial ? -1 : a->serial > b->serial;
}

static void print_line(FILE *out, const struct source *source, uint32_t line, uint32_t column) {
    enum { SHOWN = 400 };
    struct where text = source_line_text(source, line);
    uint32_t length = text.end - text.begin;
    int width = fprintf(out, "%4u | ", line);
    /* What isn't text would disturb the terminal and the place of the caret. */
    for (uint32_t i = text.begin, size; i < text.end && i < text.begin + SHOWN; i += size) {
        unsigned char c = (unsigned char)source->text[i];
        size = source_character(source, i);
        if (size == 0)
            fputc('?', out);
        else if (c < ' ' || c == 0x7f)
            fputc(' ', out);
        else
            fwrite(source->text + i, 1, size, out);
        size += size == 0;
    }
    fprintf(out, "%s\n", length > SHOWN ? " ..." : "");
    if (column <= SHOWN)
        fprintf(out, "%*s| %*s^\n", width - 2, "", (int)(column - 1), "");
}

size_t diagnostics_print(struct diagnostics *diagnostics, FILE *out, size_t limit) {
    size_t shown = 0, distinct = 0;
    if (diagnostics->count)
        qsort(diagnostics->list, diagnostics->count, sizeof *diagnostics->list, compare);
    for (size_t i = 0; i < diagnostics->count; i++) {
        const struct diagnostic *d = &diagnostics->list[i];
        /* A case is compiled once for each kind and mode, and would say the same each time. */
        if (i && d->where.source == d[-1].where.source && d->where.begin == d[-1].where.begin &&
            strcmp(d->message, d[-1].message) == 0)
            continue;
        distinct++;
        if (shown == limit)
            continue;
        shown++;
        if (!d->where.source) {
            fprintf(out, "sockspec: error: %s\n", d->message);
            continue;
        }
        uint32_t line = source_line(d->where.source, d->where.begin);
        uint32_t column = source_column(d->where.source, d->where.begin);
        fprintf(out, "%s:%u:%u: error: %s\n", d->where.source->name, line, column, d->message);
        print_line(out, d->where.source, line, column);
    }
    if (distinct)
        fprintf(out, "%zu error%s%s\n", distinct, distinct == 1 ? "" : "s",
                distinct > shown ? " (only the first are shown)" : "");
    return distinct;
}

void diagnostics_free(struct diagnostics *diagnostics) {
    free(diagnostics->list);
    arena_free(&diagnostics->arena);
    *diagnostics = (struct diagnostics){0};
}
