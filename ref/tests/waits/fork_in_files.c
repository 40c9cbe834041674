/* What the header says of fork() and files: one that another thread was writing to says so in the child, where all
 * others are used, and what the parent sends is its own. */
#include "../child.h"
#include "asleep.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

enum { LARGE = 1 << 20 };

static rs_stream *half_written;
static _Atomic int writer;

static rs_stream *open_file(rs_socket *socket, const char *mode) {
    rs_error error;
    rs_text_options options = {.encoding = rs_str("utf-8")};
    rs_stream *file;
    WORKS(rs_makefile(socket, rs_str(mode), -1, &options, &file, &error));
    return file;
}

static void *write_much(void *unused) {
    rs_error error;
    static char text[LARGE];
    (void)unused;
    memset(text, 'x', sizeof text);
    atomic_store(&writer, asleep_self());
    SAME(rs_stream_write(half_written, text, sizeof text, &error), sizeof text);
    WORKS(rs_stream_flush(half_written, &error));
    return NULL;
}

#define OWNER_DEAD(call) NEED((call) < 0 && error.kind == RS_OSERROR && error.code == EOWNERDEAD)

/* All that writes fails, and again; what is there is read. */
static int use_half_written(void) {
    rs_error error;
    rs_text line;
    rs_bytes lines = {"a", 1};
    rs_text_changes changes = {.line_buffering = RS_ON};
    rs_stream *file = half_written;
    for (int i = 0; i < 2; i++) {
        OWNER_DEAD(rs_stream_write(file, "a", 1, &error));
        OWNER_DEAD(rs_stream_writelines(file, &lines, 1, &error));
        OWNER_DEAD(rs_stream_flush(file, &error));
        OWNER_DEAD(rs_stream_reconfigure(file, &changes, &error));
        OWNER_DEAD(rs_stream_write(rs_stream_buffer(file), "a", 1, &error));
        NEED(rs_stream_readline(file, -1, &line, &error) == 7 && line.data[5] == (i ? '2' : '1'));
    }
    OWNER_DEAD(rs_stream_close(file, &error));
    NEED(rs_stream_closed(file) && rs_stream_close(file, &error) == 0);
    rs_stream_free(file);
    return 0;
}

/* What was written before is in both processes; here it is sent. */
static int use_idle(rs_stream *file, rs_socket *peer) {
    rs_error error;
    char block[8];
    rs_text line;
    NEED(rs_stream_write(file, "child", 5, &error) == 5 && rs_stream_flush(file, &error) == 0);
    NEED(rs_recv(peer, block, sizeof block, 0, &error) == 8 && memcmp(block, "altchild", 8) == 0);
    NEED(rs_send(peer, "back\n", 5, 0, &error) == 5 && rs_stream_readline(file, -1, &line, &error) == 5);
    rs_stream_free(file);
    return 0;
}

static int use_own(void) {
    rs_error error;
    rs_socket *pair[2];
    NEED(rs_socketpair(-1, SOCK_STREAM, 0, pair, &error) == 0);
    rs_stream *file = open_file(pair[0], "rw");
    NEED(rs_stream_write(file, "alt", 3, &error) == 3);
    int result = use_idle(file, pair[1]);
    rs_free(pair[0]);
    rs_free(pair[1]);
    return result;
}

int main(void) {
    rs_error error;
    rs_socket *busy[2], *idle[2];
    pthread_t thread;
    static char block[LARGE];
    if (!asleep_can_tell()) {
        fprintf(stderr, "skipped: /proc/self/task/*/syscall does not show here where a thread sleeps\n");
        return 77;
    }
    make_pair(SOCK_STREAM, busy);
    make_pair(SOCK_STREAM, idle);
    half_written = open_file(busy[0], "rw");
    rs_stream *file = open_file(idle[0], "rw");
    SAME(rs_stream_write(file, "alt", 3, &error), 3);
    SAME(rs_send(busy[1], "line 1\nline 2\n", 14, 0, &error), 14);
    CHECK(pthread_create(&thread, NULL, write_much, NULL) == 0);
    while (atomic_load(&writer) == 0 || !asleep_now(atomic_load(&writer)))
        sched_yield();
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        alarm(20); /* a lock that is held would keep it for ever */
        int result = use_half_written();
        result = result ? result : use_idle(file, idle[1]);
        _exit(result ? result : use_own());
    }
    child_is_well(child);
    /* The parent's text, all of it and nothing else. */
    for (size_t got = 0; got < sizeof block;) {
        ptrdiff_t more = rs_recv(busy[1], block + got, (ptrdiff_t)(sizeof block - got), 0, &error);
        WORKS(more);
        CHECK(more > 0);
        got += (size_t)more;
    }
    CHECK(block[0] == 'x' && memcmp(block, block + 1, sizeof block - 1) == 0);
    pthread_join(thread, NULL);
    WORKS(rs_stream_close(half_written, &error));
    WORKS(rs_setblocking(busy[1], false, &error));
    FAILS(rs_recv(busy[1], block, 1, 0, &error), RS_OSERROR, EAGAIN);
    rs_stream_free(half_written);
    rs_stream_free(file);
    for (int i = 0; i < 2; i++) {
        rs_free(busy[i]);
        rs_free(idle[i]);
    }
    return 0;
}
