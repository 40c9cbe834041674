/* readlines(): as many lines as wanted, in one piece of memory that the caller keeps. */
#include "error.h"
#include "stream.h"
#include "wtf8.h"

#include <stdlib.h>

/* The lines' sizes in `sizes`, what is in them in `text`. */
static int gather(rs_stream *stream, int64_t hint, rs_growing *sizes, rs_growing *text, rs_error *error) {
    int64_t total = 0;
    for (;;) {
        rs_text line;
        ptrdiff_t got = rs_stream_readline(stream, -1, &line, error);
        if (got <= 0)
            return (int)got;
        if (rs_growing_add(sizes, &line.size, sizeof line.size, error) < 0 ||
            rs_growing_add(text, line.data, line.size, error) < 0)
            return -1;
        total += (int64_t)(line.bytes ? line.size : rs_wtf8_count(line.data, line.size));
        if (hint > 0 && total > hint)
            return 0;
    }
}

ptrdiff_t rs_stream_readlines(rs_stream *stream, int64_t hint, rs_lines *lines, rs_error *error) {
    rs_growing sizes = {0}, text = {0};
    *lines = (rs_lines){0};
    int failed = gather(stream, hint, &sizes, &text, error);
    size_t count = sizes.size / sizeof(size_t);
    if (failed == 0 && count > 0) {
        char *room = count > (PTRDIFF_MAX - text.size) / sizeof *lines->items
                         ? NULL
                         : malloc(count * sizeof *lines->items + text.size);
        failed = room ? 0 : rs_fail_memory(error);
        if (room) {
            lines->items = (rs_text *)(void *)room;
            lines->count = count;
            char *place = room + count * sizeof *lines->items;
            memcpy(place, text.data, text.size);
            for (size_t i = 0; i < count; i++) {
                size_t size;
                memcpy(&size, sizes.data + i * sizeof size, sizeof size);
                lines->items[i] = (rs_text){place, size, stream->kind != RS_STREAM_TEXT};
                place += size;
            }
        }
    }
    rs_growing_free(&sizes);
    rs_growing_free(&text);
    return failed < 0 ? -1 : (ptrdiff_t)count;
}

void rs_lines_free(rs_lines *lines) {
    free(lines->items);
    *lines = (rs_lines){0};
}
