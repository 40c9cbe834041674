/* .makefile, and the attributes of what it makes. */
#include <string.h>

#include "arguments.h"
#include "attributes.h"
#include "handlers.h"

enum { MODE, BUFFERING, ENCODING, ERRORS, NEWLINE };

static void method_makefile(struct call *call) {
    rs_text mode = rs_str("r");
    long long buffering = RS_DEFAULT_BUFFERING;
    rs_text_options options = {0};
    rs_stream *stream = NULL;
    rs_error error;
    if ((call->argument[MODE] && !arg_string(call, MODE, &mode)) ||
        !arg_int_or(call, BUFFERING, INT64_MIN, INT64_MAX, &buffering) ||
        (arg_given(call, ENCODING) && !arg_string(call, ENCODING, &options.encoding)) ||
        (arg_given(call, ERRORS) && !arg_string(call, ERRORS, &options.errors)) ||
        (arg_given(call, NEWLINE) && !arg_string(call, NEWLINE, &options.newline)))
        return;
    call_enter(call);
    int result = rs_makefile(call->on->socket, mode, buffering, &options, &stream, &error);
    call_leave(call);
    if (result < 0)
        call_failed(call, &error);
    else
        give_object(call, object_of_stream(stream));
}

/* Where Python's class of that kind has no such attribute. */
static void absent(struct call *call, const char *name) {
    call_failed_named(call, "AttributeError", name);
}

static void give_name(struct call *call, const rs_stream *stream) {
    int name = rs_stream_name(stream);
    if (name == -2)
        absent(call, "name");
    else
        give_int(call, name);
}

static void give_word_or_absent(struct call *call, const char *name, const char *word) {
    if (word)
        give_text(call, word);
    else
        absent(call, name);
}

/* None, one line end, or a tuple of them. */
static void give_newlines(struct call *call, int seen) {
    static const struct {
        int flag;
        const char *text;
    } ends[] = {{RS_NEWLINE_CR, "\r"}, {RS_NEWLINE_LF, "\n"}, {RS_NEWLINE_CRLF, "\r\n"}};
    size_t count = 0;
    for (int i = 0; i < 3; i++)
        count += (seen & ends[i].flag) != 0;
    if (count == 0)
        give_none(call);
    if (count > 1)
        give_tuple(call, count);
    for (int i = 0; i < 3; i++)
        if (seen & ends[i].flag)
            give_text(call, ends[i].text);
    if (count > 1)
        give_end(call);
}

void give_attribute_of_file(struct call *call, const char *name) {
    static const char *const known[] = {"name",     "mode",           "encoding",      "errors",
                                        "newlines", "line_buffering", "write_through", "closed"};
    const rs_stream *stream = call->on->stream;
    size_t i = 0;
    while (i < sizeof known / sizeof known[0] && strcmp(known[i], name) != 0)
        i++;
    if (i == sizeof known / sizeof known[0])
        call_unsupported(call, "C is typed: a file has no attribute '%s'", name);
    else if (strcmp(name, "closed") == 0)
        give_bool(call, rs_stream_closed(stream));
    else if (strcmp(name, "name") == 0)
        give_name(call, stream);
    else if (strcmp(name, "mode") == 0)
        give_word_or_absent(call, name, rs_stream_mode(stream));
    else if (rs_stream_type(stream) != RS_STREAM_TEXT)
        absent(call, name);
    else if (strcmp(name, "encoding") == 0)
        give_text(call, rs_stream_encoding(stream));
    else if (strcmp(name, "errors") == 0)
        give_text(call, rs_stream_errors(stream));
    else if (strcmp(name, "newlines") == 0)
        give_newlines(call, rs_stream_newlines(stream));
    else if (strcmp(name, "line_buffering") == 0)
        give_bool(call, rs_stream_line_buffering(stream));
    else
        give_bool(call, rs_stream_write_through(stream));
}

const struct handler makefile_handlers[] = {{".makefile", method_makefile}, {0}};
