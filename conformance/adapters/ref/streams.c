/* Files of makefile(): their operations. */
#include <string.h>

#include "arguments.h"
#include "errors.h"
#include "handlers.h"
#include "memory.h"

static bool is_text(const struct call *call) {
    return rs_stream_type(call->on->stream) == RS_STREAM_TEXT;
}

/* Python's None has a class of its own in librefsock. */
static void failed(struct call *call, const rs_error *error) {
    if (error->kind == RS_WOULD_BLOCK)
        give_none(call);
    else
        call_failed(call, error);
}

static void done(struct call *call, int result, const rs_error *error) {
    if (result < 0)
        failed(call, error);
    else
        give_none(call);
}

static void flag(struct call *call, int result, const rs_error *error) {
    if (result < 0)
        failed(call, error);
    else
        give_bool(call, result);
}

static void give_data(struct call *call, const rs_text *data) {
    if (data->bytes)
        give_bytes(call, data->data, data->size);
    else
        give_wtf8(call, data->data, data->size);
}

/* A size, a limit, a hint: None is -1. */
static bool arg_size(struct call *call, long long *size) {
    *size = -1;
    return !arg_given(call, 0) || arg_int(call, 0, INT64_MIN, INT64_MAX, size);
}

static void reading(struct call *call, ptrdiff_t (*function)(rs_stream *, int64_t, rs_text *, rs_error *)) {
    long long size;
    rs_text data;
    rs_error error;
    if (!arg_size(call, &size))
        return;
    call_enter(call);
    ptrdiff_t got = function(call->on->stream, size, &data, &error);
    call_leave(call);
    if (got < 0)
        failed(call, &error);
    else
        give_data(call, &data);
}

static void file_read(struct call *call) {
    reading(call, rs_stream_read);
}
static void file_read1(struct call *call) {
    reading(call, rs_stream_read1);
}
static void file_readline(struct call *call) {
    reading(call, rs_stream_readline);
}

static ptrdiff_t peek(rs_stream *stream, int64_t size, rs_text *data, rs_error *error) {
    (void)size;
    return rs_stream_peek(stream, data, error);
}

static void file_peek(struct call *call) {
    reading(call, peek);
}

static void file_next(struct call *call) {
    rs_text data;
    rs_error error;
    call_enter(call);
    ptrdiff_t got = rs_stream_readline(call->on->stream, -1, &data, &error);
    call_leave(call);
    if (got < 0)
        failed(call, &error);
    else if (got == 0)
        call_failed_named(call, "StopIteration", "");
    else
        give_data(call, &data);
}

static void file_readlines(struct call *call) {
    long long hint;
    rs_lines lines;
    rs_error error;
    if (!arg_size(call, &hint))
        return;
    call_enter(call);
    ptrdiff_t count = rs_stream_readlines(call->on->stream, hint, &lines, &error);
    call_leave(call);
    if (count < 0) {
        failed(call, &error);
        return;
    }
    give_list(call, lines.count);
    for (size_t i = 0; i < lines.count; i++)
        give_data(call, &lines.items[i]);
    give_end(call);
    rs_lines_free(&lines);
}

static void reading_into(struct call *call, ptrdiff_t (*function)(rs_stream *, void *, size_t, rs_error *)) {
    void *data;
    size_t size;
    rs_error error;
    if (!arg_writable(call, 0, &data, &size))
        return;
    call_enter(call);
    ptrdiff_t got = function(call->on->stream, data, size, &error);
    call_leave(call);
    if (got < 0)
        failed(call, &error);
    else
        give_int(call, got);
}

static void file_readinto(struct call *call) {
    reading_into(call, rs_stream_readinto);
}
static void file_readinto1(struct call *call) {
    reading_into(call, rs_stream_readinto1);
}

/* What the file takes: bytes, or text as UTF-8 with the surrogates that it has. */
static bool value_data(struct call *call, const json_t *value, const void **data, size_t *size) {
    const char *text;
    if (!is_text(call))
        return value_bytes(call, value, NULL, data, size);
    if (!value_wtf8(call, value, NULL, &text, size))
        return false;
    *data = text;
    return true;
}

static void file_write(struct call *call) {
    const void *data;
    size_t size;
    rs_error error;
    if (!value_data(call, call->argument[0], &data, &size))
        return;
    call_enter(call);
    ptrdiff_t taken = rs_stream_write(call->on->stream, data, size, &error);
    call_leave(call);
    if (taken < 0)
        failed(call, &error);
    else
        give_int(call, taken);
}

static void file_writelines(struct call *call) {
    const json_t *members;
    size_t count;
    rs_error error;
    if (!value_sequence(call, call->argument[0], NULL, &members, &count))
        return;
    rs_bytes *lines = call_memory(call, count * sizeof *lines);
    for (size_t i = 0; i < count; i++)
        if (!value_data(call, json_array_get(members, i), &lines[i].data, &lines[i].size))
            return;
    call_enter(call);
    int result = rs_stream_writelines(call->on->stream, lines, count, &error);
    call_leave(call);
    done(call, result, &error);
}

static void file_flush(struct call *call) {
    rs_error error;
    call_enter(call);
    int result = rs_stream_flush(call->on->stream, &error);
    call_leave(call);
    done(call, result, &error);
}

static void file_close(struct call *call) {
    rs_error error;
    call_enter(call);
    int result = rs_stream_close(call->on->stream, &error);
    call_leave(call);
    done(call, result, &error);
}

static void asking(struct call *call, int (*function)(const rs_stream *, rs_error *)) {
    rs_error error;
    flag(call, function(call->on->stream, &error), &error);
}

static void file_readable(struct call *call) {
    asking(call, rs_stream_readable);
}
static void file_writable(struct call *call) {
    asking(call, rs_stream_writable);
}
static void file_seekable(struct call *call) {
    asking(call, rs_stream_seekable);
}
static void file_isatty(struct call *call) {
    asking(call, rs_stream_isatty);
}

static void file_fileno(struct call *call) {
    rs_error error;
    int fd = rs_stream_fileno(call->on->stream, &error);
    if (fd < 0 && error.kind != RS_NO_ERROR)
        call_failed(call, &error);
    else
        give_int(call, fd);
}

bool file_lacks(const struct call *call) {
    static const struct {
        const char *name;
        unsigned kinds;
    } lacking[] = {{".read1", 1 << RS_STREAM_RAW | 1 << RS_STREAM_TEXT},
                   {".peek", 1 << RS_STREAM_RAW | 1 << RS_STREAM_TEXT | 1 << RS_STREAM_WRITER},
                   {".readinto", 1 << RS_STREAM_TEXT},
                   {".readinto1", 1 << RS_STREAM_RAW | 1 << RS_STREAM_TEXT}};
    for (size_t i = 0; i < sizeof lacking / sizeof lacking[0]; i++)
        if (strcmp(lacking[i].name, call->operation->name) == 0)
            return lacking[i].kinds >> rs_stream_type(call->on->stream) & 1;
    return false;
}

const struct handler file_methods[] = {
    {".read", file_read},           {".read1", file_read1},
    {".peek", file_peek},           {".readline", file_readline},
    {".readlines", file_readlines}, {".__next__", file_next},
    {".readinto", file_readinto},   {".readinto1", file_readinto1},
    {".write", file_write},         {".writelines", file_writelines},
    {".flush", file_flush},         {".close", file_close},
    {".readable", file_readable},   {".writable", file_writable},
    {".seekable", file_seekable},   {".isatty", file_isatty},
    {".fileno", file_fileno},       {0},
};
