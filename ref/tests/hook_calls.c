/* What the header says of the signal hook: it may call the library, and fork(); what would write to a text file for
 * both while its own thread is in such a call fails with EDEADLK, in the child, too. */
#include "check.h"

#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static rs_socket *other[2]; /* of the hook */
static rs_stream *file;     /* what the interrupted call is on; NULL: a socket */
static int hooked;
static bool in_child;
static rs_error_class says = RS_ABORTED;

static void handler(int number) {
    (void)number;
}

static void ticking(bool on) {
    struct itimerval every = {{0, on ? 10000 : 0}, {0, on ? 10000 : 0}};
    CHECK(setitimer(ITIMER_REAL, &every, NULL) == 0);
}

static void call_others(void) {
    rs_error error;
    rs_socket *socket;
    rs_address address;
    char block[4];
    SAME(rs_send(other[0], "hook", 4, 0, &error), 4);
    SAME(rs_recv(other[1], block, sizeof block, 0, &error), 4);
    CHECK(memcmp(block, "hook", 4) == 0);
    socket = bound_socket(SOCK_DGRAM, &address);
    rs_free(socket);
    rs_getprotobyname(rs_str("tcp"), NULL);
}

static void write_to_it(void) {
    rs_error error;
    rs_bytes lines = {"a", 1};
    rs_text_changes changes = {.line_buffering = RS_ON};
    FAILS(rs_stream_write(file, "a", 1, &error), RS_OSERROR, EDEADLK);
    FAILS(rs_stream_writelines(file, &lines, 1, &error), RS_OSERROR, EDEADLK);
    FAILS(rs_stream_flush(file, &error), RS_OSERROR, EDEADLK);
    FAILS(rs_stream_reconfigure(file, &changes, &error), RS_OSERROR, EDEADLK);
    FAILS(rs_stream_write(rs_stream_buffer(file), "a", 1, &error), RS_OSERROR, EDEADLK);
    FAILS(rs_stream_close(file, &error), RS_OSERROR, EDEADLK);
    CHECK(!rs_stream_closed(file));
}

/* The child goes on from here as its parent does. */
static void fork_here(void) {
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        signal(SIGALRM, SIG_DFL);
        alarm(20); /* it is not to wait for itself */
        in_child = true;
        write_to_it();
        return;
    }
    int status;
    while (waitpid(child, &status, 0) < 0)
        SAME(errno, EINTR);
    CHECK(WIFEXITED(status));
    SAME(WEXITSTATUS(status), 0);
}

static int hook(void *context, rs_error *error) {
    CHECK(context == &hooked);
    ticking(false);
    hooked++;
    call_others();
    if (file) {
        write_to_it();
        fork_here();
    }
    *error = (rs_error){.kind = says, .code = says == RS_OSERROR ? ECANCELED : 0, .text = "enough"};
    return -1;
}

static void open_full(rs_socket *pair[2]) {
    rs_error error;
    rs_text_options options = {.encoding = rs_str("utf-8")};
    static char block[1 << 12];
    make_pair(SOCK_STREAM, pair);
    WORKS(rs_makefile(pair[0], rs_str("rw"), 2, &options, &file, &error));
    while (send(rs_fileno(pair[0]), block, sizeof block, MSG_DONTWAIT) > 0)
        ;
    SAME(errno, EAGAIN);
    hooked = 0;
}

/* The file is free again, in both processes. */
static void ended(rs_socket *pair[2]) {
    rs_error error;
    SAME(hooked, 1);
    WORKS(rs_setblocking(pair[0], false, &error));
    SAME(rs_stream_write(file, "more", 4, &error), 4);
    FAILS(rs_stream_flush(file, &error), RS_OSERROR, EAGAIN);
    rs_stream_free(file);
    file = NULL;
    rs_free(pair[0]);
    rs_free(pair[1]);
    if (in_child) {
        rs_free(other[0]);
        rs_free(other[1]);
        _exit(0);
    }
}

static void while_receiving(void) {
    rs_error error;
    rs_socket *pair[2];
    char byte;
    make_pair(SOCK_STREAM, pair);
    hooked = 0;
    ticking(true);
    FAILS(rs_recv(pair[0], &byte, 1, 0, &error), RS_ABORTED, 0);
    SAME(hooked, 1);
    rs_free(pair[0]);
    rs_free(pair[1]);
}

/* connect_ex() gives the error of connect() as a number, and not what the hook says, of whatever kind. */
static void while_connecting(void) {
    static const rs_error_class kinds[] = {RS_ABORTED, RS_OSERROR, RS_TIMEOUT};
    rs_error error;
    rs_address address;
    rs_unix_name(&address, "", 0, &error);
    for (size_t i = 0; i < 2 * (sizeof kinds / sizeof *kinds); i++) {
        rs_socket *listener = open_socket(AF_UNIX, SOCK_STREAM), *first = open_socket(AF_UNIX, SOCK_STREAM), *late;
        WORKS(rs_bind(listener, &address, &error)); /* to a name that the system chooses */
        rs_address name;
        WORKS(rs_getsockname(listener, &name, &error));
        WORKS(rs_listen(listener, 0, &error));
        WORKS(rs_connect(first, &name, &error));
        late = open_socket(AF_UNIX, SOCK_STREAM);
        hooked = 0;
        says = kinds[i / 2];
        ticking(true);
        if (i % 2)
            SAME(rs_connect_ex(late, &name, &error), -1);
        else
            SAME(rs_connect(late, &name, &error), -1);
        SAME(hooked, 1);
        SAME(error.kind, says);
        says = RS_ABORTED;
        rs_free(late);
        rs_free(first);
        rs_free(listener);
    }
}

static void while_writing(void) {
    rs_error error;
    rs_socket *pair[2];
    static char text[1 << 16];
    memset(text, 'x', sizeof text);
    open_full(pair);
    ticking(true);
    SAME(rs_stream_write(file, "kept", 4, &error), 4);
    FAILS(rs_stream_write(file, text, sizeof text, &error), RS_ABORTED, 0);
    ended(pair);
}

/* A read that passes on what was written before. */
static void while_reading(void) {
    rs_error error;
    rs_socket *pair[2];
    rs_text data;
    open_full(pair);
    SAME(rs_stream_write(rs_stream_buffer(file), "b", 1, &error), 1); /* the buffer has no room for the text */
    SAME(rs_stream_write(file, "text", 4, &error), 4);
    ticking(true);
    FAILS(rs_stream_read(file, 1, &data, &error), RS_ABORTED, 0);
    ended(pair);
}

int main(void) {
    struct sigaction action = {.sa_handler = handler}; /* without SA_RESTART */
    CHECK(sigaction(SIGALRM, &action, NULL) == 0);
    make_pair(SOCK_STREAM, other);
    rs_set_signal_hook(hook, &hooked);
    while_receiving();
    while_connecting();
    while_writing();
    while_reading();
    rs_free(other[0]);
    rs_free(other[1]);
    return 0;
}
