#ifndef SOCKSPEC_LANG_SOURCE_H
#define SOCKSPEC_LANG_SOURCE_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* One table file in memory. `text` has a NUL after its `length` bytes. */
struct source {
    const char *name; /* without its folder, as it stands in messages and programs */
    const char *text;
    uint32_t length;
    uint32_t *lines; /* offset of the first byte of each line */
    uint32_t line_count;
    uint32_t order; /* place among the files of the suite */
};

/* A stretch of a source: byte offsets, `end` is exclusive. */
struct where {
    const struct source *source;
    uint32_t begin, end;
};

enum { SOURCE_MAX = 256 << 20 }; /* bytes; larger files are refused */

/* Reads a file. NULL and errno if it can't be read, EFBIG if it has more than SOURCE_MAX bytes.
 * The result is owned by the arena. */
struct source *source_read(struct arena *arena, const char *path, const char *name);

/* A source of text that is already in memory (it isn't copied and must outlive the arena). */
struct source *source_of(struct arena *arena, const char *name, const char *text, size_t length);

/* The line of an offset, from 1. */
uint32_t source_line(const struct source *source, uint32_t offset);

/* The column of an offset in characters, from 1. */
uint32_t source_column(const struct source *source, uint32_t offset);

/* Offsets of a line (from 1) without its line end. */
struct where source_line_text(const struct source *source, uint32_t line);

/* Length in bytes of the UTF-8 character at an offset, 0 if there is none (encoded surrogates and overlong forms are
 * none). */
uint32_t source_character(const struct source *source, uint32_t offset);

#endif
