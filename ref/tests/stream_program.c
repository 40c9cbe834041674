/* For makefile_text.py: what a text file makes of bytes, and of text. Lines of standard input: ENCODING ERRORS NEWLINE
 * PIECES OPERATION, where newline is one of - e n r rn (None, "", "\n", "\r", "\r\n"), a piece is hex, pieces are
 * parted by commas and each comes by one recv(); operation: "lines", "all", or "chars" (one by one). Answers with the
 * hex of each result, and with "!TEXT;" for an error, after which it goes on, up to four. "write": the pieces are
 * texts, each is written and flushed; answers with the hex of what arrived of each and of close(), in which "!" and the
 * class stand for a write that failed. */
#include "check.h"

static rs_text text_of(const char *word) {
    if (strcmp(word, "-") == 0)
        return rs_str(NULL);
    return strcmp(word, "e") == 0   ? rs_str("")
           : strcmp(word, "n") == 0 ? rs_str("\n")
           : strcmp(word, "r") == 0 ? rs_str("\r")
                                    : rs_str("\r\n");
}

static size_t unhex(const char *digits, char *bytes) {
    size_t size = strcspn(digits, ",") / 2;
    for (size_t i = 0; i < size; i++) {
        unsigned byte;
        CHECK(sscanf(digits + 2 * i, "%2x", &byte) == 1);
        bytes[i] = (char)(unsigned char)byte;
    }
    return size;
}

static void put(const rs_text *data) {
    for (size_t i = 0; i < data->size; i++)
        printf("%02x", (unsigned char)data->data[i]);
    putchar(' ');
}

static const char *after(const char *piece) {
    size_t size = strcspn(piece, ",");
    return piece + size + (piece[size] == ',');
}

static void put_arrived(int fd) {
    char bytes[512];
    ssize_t got = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT);
    rs_text data = {bytes, got > 0 ? (size_t)got : 0, true};
    put(&data);
}

/* After an error the next read; some files give the same one for ever. */
static void answer_reads(rs_stream *stream, const char *operation) {
    rs_error error;
    rs_text data;
    for (int errors = 0; errors < 4;) {
        ptrdiff_t got = strcmp(operation, "lines") == 0
                            ? rs_stream_readline(stream, -1, &data, &error)
                            : rs_stream_read(stream, strcmp(operation, "all") == 0 ? -1 : 1, &data, &error);
        if (got == 0)
            break;
        if (got > 0) {
            put(&data);
            continue;
        }
        printf("!%s; ", error.text);
        errors++;
    }
    putchar('\n');
}

static void answer_writes(const rs_text_options *options, const char *pieces) {
    rs_error error;
    rs_socket *pair[2];
    rs_stream *stream;
    char text[512];
    make_pair(SOCK_STREAM, pair);
    WORKS(rs_makefile(pair[1], rs_str("w"), -1, options, &stream, &error));
    for (const char *piece = pieces; *piece; piece = after(piece)) {
        if (rs_stream_write(stream, text, unhex(piece, text), &error) < 0)
            printf("!%s", rs_error_class_name(error.kind));
        WORKS(rs_stream_flush(stream, &error));
        put_arrived(rs_fileno(pair[0]));
    }
    WORKS(rs_stream_close(stream, &error));
    put_arrived(rs_fileno(pair[0]));
    putchar('\n');
    rs_stream_free(stream);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

/* A message is one recv(): SOCK_SEQPACKET keeps the pieces apart. */
static void answer(const char *encoding, const char *errors, const char *newline, const char *pieces,
                   const char *operation) {
    rs_error error;
    rs_socket *pair[2];
    rs_stream *stream;
    char bytes[512];
    rs_text_options options = {rs_str(encoding), rs_str(errors), text_of(newline)};
    if (strcmp(operation, "write") == 0) {
        answer_writes(&options, pieces);
        return;
    }
    make_pair(SOCK_SEQPACKET, pair);
    WORKS(rs_makefile(pair[1], rs_str("r"), -1, &options, &stream, &error));
    for (const char *piece = pieces; *piece; piece = after(piece))
        SAME(rs_send(pair[0], bytes, unhex(piece, bytes), 0, &error), strcspn(piece, ",") / 2);
    rs_free(pair[0]);
    answer_reads(stream, operation);
    rs_stream_free(stream);
    rs_free(pair[1]);
}

int main(void) {
    char line[2048], encoding[64], errors[64], newline[8], pieces[1024], operation[16];
    int before = count_fds();
    while (fgets(line, sizeof line, stdin)) {
        CHECK(sscanf(line, "%63s %63s %7s %1023s %15s", encoding, errors, newline, pieces, operation) == 5);
        answer(encoding, errors, newline, pieces, operation);
    }
    SAME(count_fds(), before);
    return 0;
}
