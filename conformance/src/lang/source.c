#include "lang/source.h"

#include "lang/arena.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void index_lines(struct arena *arena, struct source *source) {
    uint32_t count = 1;
    for (uint32_t i = 0; i < source->length; i++)
        count += source->text[i] == '\n';
    source->lines = arena_alloc(arena, count * sizeof *source->lines);
    for (uint32_t i = 0; i < source->length; i++)
        if (source->text[i] == '\n')
            source->lines[++source->line_count] = i + 1;
    source->line_count = count;
}

struct source *source_of(struct arena *arena, const char *name, const char *text, size_t length) {
    struct source *source = arena_alloc(arena, sizeof *source);
    source->name = arena_copy(arena, name, strlen(name));
    source->text = text;
    source->length = (uint32_t)length;
    index_lines(arena, source);
    return source;
}

static char *read_all(struct arena *arena, FILE *file, size_t *length) {
    if (fseek(file, 0, SEEK_END))
        return NULL;
    long size = ftell(file);
    if (size < 0 || fseek(file, 0, SEEK_SET))
        return NULL;
    if (size > SOURCE_MAX) {
        errno = EFBIG;
        return NULL;
    }
    char *text = arena_alloc(arena, (size_t)size + 1);
    *length = fread(text, 1, (size_t)size, file);
    return ferror(file) ? NULL : text;
}

struct source *source_read(struct arena *arena, const char *path, const char *name) {
    FILE *file = fopen(path, "rbe");
    if (!file)
        return NULL;
    size_t length = 0;
    char *text = read_all(arena, file, &length);
    int saved = errno;
    fclose(file);
    errno = saved;
    return text ? source_of(arena, name, text, length) : NULL;
}

uint32_t source_line(const struct source *source, uint32_t offset) {
    uint32_t low = 0, high = source->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

uint32_t source_column(const struct source *source, uint32_t offset) {
    uint32_t column = 1;
    for (uint32_t i = source->lines[source_line(source, offset) - 1]; i < offset && i < source->length; i++)
        column += ((unsigned char)source->text[i] & 0xc0) != 0x80;
    return column;
}

struct where source_line_text(const struct source *source, uint32_t line) {
    struct where text = {source, source->lines[line - 1], source->length};
    if (line < source->line_count)
        text.end = source->lines[line] - 1;
    if (text.end > text.begin && source->text[text.end - 1] == '\r')
        text.end--;
    return text;
}

uint32_t source_character(const struct source *source, uint32_t offset) {
    const unsigned char *text = (const unsigned char *)source->text + offset;
    uint32_t left = source->length - offset;
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t length = text[0] < 0x80             ? 1
                      : (text[0] & 0xe0) == 0xc0 ? 2
                      : (text[0] & 0xf0) == 0xe0 ? 3
                      : (text[0] & 0xf8) == 0xf0 ? 4
                                                 : 0;
    if (length < 2 || length > left)
        return length == 1;
    uint32_t code = text[0] & (0x7fu >> length);
    for (uint32_t i = 1; i < length; i++) {
        if ((text[i] & 0xc0) != 0x80)
            return 0;
        code = code << 6 | (text[i] & 0x3f);
    }
    return code >= least[length] && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? length : 0;
}
