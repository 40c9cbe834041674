#include "reader.h"

#include "error.h"

#include <stdlib.h>

/* One recv() asks for no more than this, however much is wanted: memory is taken for what comes. */
enum { MOST = 1 << 20 };

int rs_reader_open(rs_reader *reader, rs_raw *raw, size_t size, rs_error *error) {
    *reader = (rs_reader){.raw = raw, .size = size, .buffer = malloc(size)};
    return reader->buffer ? 0 : rs_fail_memory(error);
}

void rs_reader_free(rs_reader *reader) {
    free(reader->buffer);
    rs_growing_free(&reader->whole);
}

ptrdiff_t rs_give_bytes(const char *bytes, size_t size, rs_text *data) {
    *data = (rs_text){.data = size ? bytes : "", .size = size, .bytes = true};
    return (ptrdiff_t)size;
}

int rs_fail_no_bytes(rs_error *error) {
    return rs_fail(error, RS_OSERROR, "read() should have returned a bytes object, not 'NoneType'");
}

static size_t buffered(const rs_reader *reader) {
    return reader->end - reader->start;
}

/* The next `size` bytes of the buffer. */
static ptrdiff_t take(rs_reader *reader, size_t size, rs_text *data) {
    const char *start = reader->buffer + reader->start;
    reader->start += size;
    return rs_give_bytes(start, size, data);
}

static ptrdiff_t give_whole(const rs_reader *reader, rs_text *data) {
    return rs_give_bytes(reader->whole.data, reader->whole.size, data);
}

/* One recv() into the empty buffer. */
static ptrdiff_t fill(rs_reader *reader, rs_error *error) {
    reader->start = reader->end = 0;
    ptrdiff_t got = rs_raw_readinto(reader->raw, reader->buffer, reader->size, error);
    if (got > 0)
        reader->end = (size_t)got;
    return got;
}

/* Moves the next `size` bytes of the buffer to the end of `whole`. */
static int gather(rs_reader *reader, size_t size, rs_error *error) {
    if (rs_growing_add(&reader->whole, reader->buffer + reader->start, size, error) < 0)
        return -1;
    reader->start += size;
    return 0;
}

ptrdiff_t rs_raw_readall(rs_raw *raw, rs_growing *whole, rs_error *error) {
    for (;;) {
        if (rs_growing_reserve(whole, RS_DEFAULT_BUFFER_SIZE, error) < 0)
            return -1;
        ptrdiff_t got = rs_raw_readinto(raw, whole->data + whole->size, RS_DEFAULT_BUFFER_SIZE, error);
        if (got == -1)
            return -1;
        if (got == RS_NOTHING && whole->size == 0)
            return RS_NOTHING;
        if (got <= 0)
            return (ptrdiff_t)whole->size;
        whole->size += (size_t)got;
    }
}

static ptrdiff_t read_all(rs_reader *reader, rs_text *data, rs_error *error) {
    if (gather(reader, buffered(reader), error) < 0)
        return -1;
    ptrdiff_t got = rs_raw_readall(reader->raw, &reader->whole, error);
    return got < 0 ? got : give_whole(reader, data);
}

/* What is to be read beyond the buffer's size, `left` of at least that, goes past it: one recv() of whole buffers. */
static ptrdiff_t read_past(rs_reader *reader, uint64_t left, rs_error *error) {
    size_t most = MOST > reader->size ? MOST : reader->size, size = left > most ? most : (size_t)left;
    size -= size % reader->size;
    if (rs_growing_reserve(&reader->whole, size, error) < 0)
        return -1;
    ptrdiff_t got = rs_raw_readinto(reader->raw, reader->whole.data + reader->whole.size, size, error);
    if (got > 0)
        reader->whole.size += (size_t)got;
    return got;
}

ptrdiff_t rs_reader_read(rs_reader *reader, int64_t size, rs_text *data, rs_error *error) {
    rs_growing_clear(&reader->whole);
    if (size < -1)
        return rs_fail(error, RS_VALUE_ERROR, "read length must be non-negative or -1");
    if (size < 0)
        return read_all(reader, data, error);
    if ((uint64_t)size <= buffered(reader))
        return take(reader, (size_t)size, data);
    if (gather(reader, buffered(reader), error) < 0)
        return -1;
    while (reader->whole.size < (uint64_t)size) {
        uint64_t left = (uint64_t)size - reader->whole.size;
        ptrdiff_t got = left >= reader->size ? read_past(reader, left, error) : fill(reader, error);
        if (got == -1)
            return -1;
        if (got == RS_NOTHING && reader->whole.size == 0)
            return RS_NOTHING;
        if (got <= 0)
            break;
        if (buffered(reader) && gather(reader, left < buffered(reader) ? (size_t)left : buffered(reader), error) < 0)
            return -1;
    }
    return give_whole(reader, data);
}

ptrdiff_t rs_reader_read1(rs_reader *reader, int64_t size, rs_text *data, rs_error *error) {
    rs_growing_clear(&reader->whole);
    size_t most = size < 0 ? reader->size : (uint64_t)size > MOST ? MOST : (size_t)size;
    if (buffered(reader))
        return take(reader, most < buffered(reader) ? most : buffered(reader), data);
    if (most == 0)
        return rs_give_bytes("", 0, data);
    if (rs_growing_reserve(&reader->whole, most, error) < 0)
        return -1;
    reader->start = reader->end = 0;
    ptrdiff_t got = rs_raw_readinto(reader->raw, reader->whole.data, most, error);
    if (got == -1)
        return -1;
    return rs_give_bytes(reader->whole.data, got > 0 ? (size_t)got : 0, data);
}

ptrdiff_t rs_reader_peek(rs_reader *reader, rs_text *data, rs_error *error) {
    if (buffered(reader) == 0 && fill(reader, error) == -1)
        return -1;
    return rs_give_bytes(reader->buffer + reader->start, buffered(reader), data);
}

/* How far the line goes in the buffer, at most `limit` bytes; *whole if it ends there. */
static size_t line_in_buffer(const rs_reader *reader, uint64_t limit, bool *whole) {
    size_t size = buffered(reader) < limit ? buffered(reader) : (size_t)limit;
    const char *start = reader->buffer + reader->start, *end = size ? memchr(start, '\n', size) : NULL;
    *whole = end || size == limit;
    return end ? (size_t)(end - start) + 1 : size;
}

ptrdiff_t rs_reader_readline(rs_reader *reader, int64_t limit, bool strict, rs_text *data, rs_error *error) {
    uint64_t most = limit < 0 ? UINT64_MAX : (uint64_t)limit;
    bool whole;
    size_t size = line_in_buffer(reader, most, &whole);
    if (whole)
        return take(reader, size, data);
    rs_growing_clear(&reader->whole);
    while (!whole) {
        if (gather(reader, size, error) < 0)
            return -1;
        ptrdiff_t got = fill(reader, error);
        if (got == -1)
            return -1;
        if (got == RS_NOTHING && strict)
            return rs_fail_no_bytes(error);
        if (got <= 0)
            return give_whole(reader, data);
        size = line_in_buffer(reader, most - reader->whole.size, &whole);
    }
    return gather(reader, size, error) < 0 ? -1 : give_whole(reader, data);
}

ptrdiff_t rs_reader_readinto(rs_reader *reader, void *buffer, size_t size, bool once, rs_error *error) {
    size_t done = 0;
    bool tried = false; /* one recv(), which is all that readinto1() may do */
    for (;;) {
        size_t size_here = size - done < buffered(reader) ? size - done : buffered(reader);
        if (size_here)
            memcpy((char *)buffer + done, reader->buffer + reader->start, size_here);
        reader->start += size_here;
        done += size_here;
        /* What is there does for readinto1(), but not where the buffer is too small for the rest: as in CPython. */
        if (done == size || (once && (tried || (done && size - done <= reader->size))))
            return (ptrdiff_t)done;
        ptrdiff_t got;
        tried = true;
        if (size - done > reader->size) {
            got = rs_raw_readinto(reader->raw, (char *)buffer + done, size - done, error);
            if (got > 0)
                done += (size_t)got;
        } else {
            got = fill(reader, error);
        }
        if (got == -1)
            return -1;
        if (got == RS_NOTHING && done == 0)
            return RS_NOTHING;
        if (got <= 0)
            return (ptrdiff_t)done;
    }
}
