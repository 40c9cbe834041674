/* What the header says of fork() and of libc's locks: threads need the locale's all the time, and the child needs it,
 * too. */
#include "child.h"

#include <locale.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

static _Atomic bool over;

/* Texts of errors, which may be translated: with the locale's lock. */
static void *fail(void *unused) {
    rs_error error;
    char name[RS_HOST_MAX], service[RS_SERVICE_MAX];
    rs_host_address nobody = {.host = rs_str("no number"), .fields = 2};
    (void)unused;
    while (!atomic_load(&over)) {
        FAILS(rs_close_fd(-1, &error), RS_OSERROR, EBADF);
        CHECK(rs_getnameinfo(&nobody, 0, name, service, &error) < 0);
    }
    return NULL;
}

static int open_text(rs_socket *socket, rs_error *error) {
    rs_stream *stream;
    if (rs_makefile(socket, rs_str("r"), -1, NULL, &stream, error) < 0)
        return -1;
    rs_stream_free(stream);
    return 0;
}

/* The encoding of the environment. */
static void *open_texts(void *unused) {
    rs_error error;
    rs_socket *pair[2];
    (void)unused;
    make_pair(SOCK_STREAM, pair);
    while (!atomic_load(&over))
        WORKS(open_text(pair[0], &error));
    rs_free(pair[0]);
    rs_free(pair[1]);
    return NULL;
}

static int use_texts(rs_socket *shared) {
    rs_error error;
    NEED(rs_close_fd(-1, &error) < 0 && error.code == EBADF);
    NEED(open_text(shared, &error) == 0);
    return 0;
}

int main(void) {
    rs_socket *shared[2];
    pthread_t threads[4];
    void *(*const works[])(void *) = {fail, fail, open_texts, open_texts};
    (void)setlocale(LC_ALL, "C.UTF-8"); /* messages are looked for */
    make_pair(SOCK_STREAM, shared);
    for (int i = 0; i < 4; i++)
        CHECK(pthread_create(&threads[i], NULL, works[i], NULL) == 0);
    for (int i = 0; i < 50; i++) {
        pid_t child = fork();
        CHECK(child >= 0);
        if (child == 0) {
            alarm(20); /* a lock that is held would keep it for ever */
            _exit(use_texts(shared[0]));
        }
        child_is_well(child);
    }
    atomic_store(&over, true);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    rs_free(shared[0]);
    rs_free(shared[1]);
    return 0;
}
