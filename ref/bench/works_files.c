/* Files on sockets. A turn is a buffer of lines: LINES of 64 bytes, written by one end and read by the other, of which
 * one is a file and the other the system's call. Raw is stdio. */
#include "refsock.h"
#include "works.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LINE = 64, LINES = 8192 / LINE, BLOCK = LINE * LINES };
static char block[BLOCK];

/* fds[0] is the file's end. */
static int fds[2];
static rs_socket *ref_end;
static rs_stream *stream;
static FILE *file;

static int prepare(const char *mode, const char *ref_mode) {
    rs_text_options options = {.encoding = rs_str("utf-8")};
    for (int i = 0; i < BLOCK; i++)
        block[i] = (char)(i % LINE == LINE - 1 ? '\n' : 'a' + i % 26);
    bench_need(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0, "socketpair");
    bench_need(rs_open_fd(-1, -1, -1, fds[0], &ref_end, NULL) == 0, "rs_open_fd");
    bench_need(rs_makefile(ref_end, rs_str(ref_mode), -1, &options, &stream, NULL) == 0, "rs_makefile");
    file = fdopen(dup(fds[0]), mode);
    bench_need(file && setvbuf(file, NULL, _IOFBF, BLOCK) == 0, "fdopen");
    return 0;
}

static int prepare_read_binary(void) {
    return prepare("r", "rb");
}
static int prepare_read_text(void) {
    return prepare("r", "r");
}
static int prepare_write_binary(void) {
    return prepare("w", "wb");
}
static int prepare_write_text(void) {
    return prepare("w", "w");
}

static void finish(void) {
    rs_stream_free(stream);
    rs_free(ref_end);
    fclose(file);
    close(fds[1]);
}

static void feed(void) {
    bench_need(send(fds[1], block, BLOCK, 0) == BLOCK, "send");
}

static void drain(void) {
    static char sink[BLOCK];
    bench_need(recv(fds[1], sink, BLOCK, MSG_WAITALL) == BLOCK, "recv");
}

static void raw_read(int turns) {
    char line[LINE + 1];
    for (; turns > 0; turns--) {
        feed();
        for (int i = 0; i < LINES; i++)
            bench_need(fgets(line, sizeof line, file) != NULL, "fgets");
    }
}

static void ref_read(int turns) {
    rs_text line;
    rs_error error;
    for (; turns > 0; turns--) {
        feed();
        for (int i = 0; i < LINES; i++)
            bench_need(rs_stream_readline(stream, -1, &line, &error) == LINE, "rs_stream_readline");
    }
}

static void raw_write(int turns) {
    for (; turns > 0; turns--) {
        for (int i = 0; i < LINES; i++)
            bench_need(fwrite(block, 1, LINE, file) == LINE, "fwrite");
        bench_need(fflush(file) == 0, "fflush");
        drain();
    }
}

static void ref_write(int turns) {
    rs_error error;
    for (; turns > 0; turns--) {
        for (int i = 0; i < LINES; i++)
            bench_need(rs_stream_write(stream, block, LINE, &error) == LINE, "rs_stream_write");
        bench_need(rs_stream_flush(stream, &error) == 0, "rs_stream_flush");
        drain();
    }
}

const bench_work bench_file_works[BENCH_FILE_WORKS] = {
    {"readline_binary", raw_read, ref_read, prepare_read_binary, finish},
    {"readline_text", raw_read, ref_read, prepare_read_text, finish},
    {"write_binary", raw_write, ref_write, prepare_write_binary, finish},
    {"write_text", raw_write, ref_write, prepare_write_text, finish},
};
