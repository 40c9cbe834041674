#include "writer.h"

#include "error.h"
#include "wait.h"

#include <errno.h>
#include <stdlib.h>

int rs_writer_open(rs_writer *writer, rs_raw *raw, size_t size, rs_error *error) {
    *writer = (rs_writer){.raw = raw, .size = size, .buffer = malloc(size)};
    return writer->buffer ? 0 : rs_fail_memory(error);
}

void rs_writer_free(rs_writer *writer) {
    free(writer->buffer);
}

/* BlockingIOError, with what was taken of the data. */
static int fail_blocking(rs_error *error, size_t taken) {
    rs_fail(error, RS_OSERROR, "write could not complete without blocking");
    if (error) {
        error->code = EAGAIN;
        error->start = 0;
        error->end = (int64_t)taken;
    }
    return -1;
}

/* Sends from the buffer until it is empty: 0, -1, or RS_NOTHING. */
static int drain(rs_writer *writer, rs_error *error) {
    while (writer->start < writer->end) {
        ptrdiff_t sent = rs_raw_write(writer->raw, writer->buffer + writer->start, writer->end - writer->start, error);
        if (sent < 0)
            return (int)sent;
        writer->start += (size_t)sent;
        if (writer->start < writer->end && rs_interrupted(error) < 0)
            return -1;
    }
    writer->start = writer->end = 0;
    return 0;
}

static void add(rs_writer *writer, const char *data, size_t size) {
    memcpy(writer->buffer + writer->end, data, size);
    writer->end += size;
}

/* The socket takes nothing now, and the buffer is not empty: as much as there is room for. */
static ptrdiff_t add_to_rest(rs_writer *writer, const char *data, size_t size, rs_error *error) {
    memmove(writer->buffer, writer->buffer + writer->start, writer->end - writer->start);
    writer->end -= writer->start;
    writer->start = 0;
    size_t room = writer->size - writer->end;
    if (size <= room) {
        add(writer, data, size);
        return (ptrdiff_t)size;
    }
    add(writer, data, room);
    return fail_blocking(error, room);
}

/* The buffer is empty: what would fill it is sent from where it is. */
static ptrdiff_t send_past(rs_writer *writer, const char *data, size_t size, rs_error *error) {
    size_t done = 0;
    while (size - done >= writer->size) {
        ptrdiff_t sent = rs_raw_write(writer->raw, data + done, size - done, error);
        if (sent == -1)
            return -1;
        if (sent == RS_NOTHING && size - done == writer->size)
            break;
        if (sent == RS_NOTHING) {
            add(writer, data + done, writer->size);
            return fail_blocking(error, done + writer->size);
        }
        done += (size_t)sent;
        if (done < size && rs_interrupted(error) < 0)
            return -1;
    }
    add(writer, data + done, size - done);
    return (ptrdiff_t)size;
}

ptrdiff_t rs_writer_write(rs_writer *writer, const void *data, size_t size, rs_error *error) {
    if (size <= writer->size - writer->end && size < writer->size) {
        if (size)
            add(writer, data, size);
        return (ptrdiff_t)size;
    }
    int drained = drain(writer, error);
    if (drained == -1)
        return -1;
    return drained == RS_NOTHING ? add_to_rest(writer, data, size, error) : send_past(writer, data, size, error);
}

int rs_writer_flush(rs_writer *writer, rs_error *error) {
    int drained = drain(writer, error);
    return drained == RS_NOTHING ? fail_blocking(error, 0) : drained;
}
