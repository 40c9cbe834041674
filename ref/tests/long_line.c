/* readline(limit) of a text file looks at each byte of a long line a fixed number of times, in however many chunks it
 * comes. */
#include "check.h"

#include <pthread.h>

enum { SIZE = 1 << 20 };
static char line[SIZE + 1];
static rs_socket *pair[2];
static size_t counted;

size_t __real_rs_wtf8_bytes(const char *text, size_t size, uint64_t *count);
size_t __wrap_rs_wtf8_bytes(const char *text, size_t size, uint64_t *count);
size_t __wrap_rs_wtf8_bytes(const char *text, size_t size, uint64_t *count) {
    counted += size;
    return __real_rs_wtf8_bytes(text, size, count);
}

static void *send_it(void *unused) {
    rs_error error;
    (void)unused;
    WORKS(rs_sendall(pair[1], line, SIZE, 0, &error));
    WORKS(rs_shutdown(pair[1], SHUT_WR, &error));
    return NULL;
}

/* What comes of the line with that limit of characters. */
static void read_it(int64_t limit, size_t size) {
    rs_error error;
    rs_stream *file;
    rs_text text, data = {line, SIZE, false};
    rs_text_options options = {.encoding = rs_str("utf-8")};
    pthread_t sender;
    make_pair(SOCK_STREAM, pair);
    CHECK(pthread_create(&sender, NULL, send_it, NULL) == 0);
    WORKS(rs_makefile(pair[0], rs_str("r"), -1, &options, &file, &error));
    counted = 0;
    SAME(rs_stream_readline(file, limit, &text, &error), size);
    CHECK(memcmp(text.data, data.data, size) == 0);
    CHECK(counted >= size && counted <= 3 * (size_t)SIZE);
    rs_stream_free(file);
    rs_free(pair[0]);
    pthread_join(sender, NULL);
    rs_free(pair[1]);
}

int main(void) {
    memset(line, 'x', SIZE);
    read_it(INT64_MAX, SIZE);
    read_it(SIZE - 10, SIZE - 10);
    for (size_t i = 0; i < SIZE; i += 2) { /* e with an acute accent */
        line[i] = '\xc3';
        line[i + 1] = '\xa9';
    }
    read_it(SIZE, SIZE);
    read_it(SIZE / 2 - 1, SIZE - 2);
    return 0;
}
