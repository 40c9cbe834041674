/* Files: whatever comes in which pieces, and however it is read, every byte is given once and in its order; what is
 * written goes out once and in its order. */
#include "input.h"
#include "line_stub.h"

#include <sys/socket.h>

static char given[MOST], written[MOST];
static size_t given_size, written_size;

static void give(const char *data, size_t size) {
    MUST(given_size + size <= sizeof given);
    if (size)
        memcpy(given + given_size, data, size);
    given_size += size;
}

/* One operation of those that there are. */
static void operate(rs_stream *stream, input *script, const input *data) {
    rs_error error = {0};
    rs_text text = {0};
    rs_lines lines;
    char block[300];
    uint8_t what = take_byte(script), size = take_byte(script);
    ptrdiff_t got = 0;
    switch (what % 9) {
    case 0:
        got = rs_stream_read(stream, size, &text, &error);
        break;
    case 1:
        got = rs_stream_readline(stream, size == 255 ? -1 : size, &text, &error);
        break;
    case 2:
        got = rs_stream_read1(stream, size == 255 ? -1 : size, &text, &error);
        break;
    case 3:
        got = rs_stream_readinto(stream, block, size, &error);
        break;
    case 4:
        got = rs_stream_readinto1(stream, block, size, &error);
        break;
    case 5:
        got = rs_stream_readlines(stream, size, &lines, &error);
        for (ptrdiff_t i = 0; i < got; i++) {
            give(lines.items[i].data, lines.items[i].size);
            MUST(lines.items[i].size > 0 && !memchr(lines.items[i].data, '\n', lines.items[i].size - 1));
        }
        rs_lines_free(&lines);
        return;
    case 6:
        rs_stream_peek(stream, &text, &error);
        return;
    case 7:
        if (size > data->size || written_size + size > sizeof written / 2)
            return;
        got = rs_stream_write(stream, data->data, size, &error);
        MUST(got < 0 || got <= size);
        if (got > 0)
            memcpy(written + written_size, data->data, (size_t)got);
        written_size += got > 0 ? (size_t)got : 0;
        return;
    default:
        rs_stream_flush(stream, &error);
        return;
    }
    if (got <= 0)
        return;
    if (what % 9 == 3 || what % 9 == 4) {
        MUST(got <= size);
        text = (rs_text){block, (size_t)got, true};
    }
    MUST((size_t)got == text.size);
    give(text.data, text.size);
    if (what % 9 == 0 || (what % 9 == 2 && size != 255))
        MUST(got <= size);
    if (what % 9 == 1)
        MUST(!memchr(text.data, '\n', text.size - 1) && (size == 255 || got <= size));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const modes[] = {"rb", "wb", "rwb"};
    static rs_socket *socket;
    input from = {data, size};
    rs_stream *stream;
    rs_error error;
    if (!socket && rs_open(AF_UNIX, SOCK_STREAM, 0, &socket, NULL) < 0)
        abort();
    const char *mode = modes[take_byte(&from) % 3];
    int buffering = take_byte(&from) % 64 - 1;
    input script = take_part(&from, 60);
    line.pieces = take_part(&from, 60);
    line.arriving = from;
    line.sent_size = given_size = written_size = 0;
    if (from.size > sizeof given)
        return 0;
    MUST(rs_makefile(socket, rs_str(mode), buffering, NULL, &stream, &error) == 0);
    while (script.size)
        operate(stream, &script, &from);
    /* The rest, so that what was left in a buffer shows. */
    rs_text rest;
    if (rs_stream_readable(stream, &error) > 0 && rs_stream_read(stream, -1, &rest, &error) >= 0)
        give(rest.data, rest.size);
    if (strchr(mode, 'r'))
        MUST(given_size == from.size && (given_size == 0 || memcmp(given, from.data, given_size) == 0));
    MUST(rs_stream_close(stream, &error) == 0);
    rs_stream_free(stream);
    MUST(line.sent_size == written_size && memcmp(line.sent, written, written_size) == 0);
    return 0;
}
