/* close() with SO_LINGER, which waits until the peer has taken everything: man:socket(7). */
#include "waits.h"

#include <netinet/in.h>
#include <unistd.h>

static const struct linger an_hour = {.l_onoff = 1, .l_linger = 3600};

static void set_size(rs_socket *socket, int what) {
    rs_error error;
    WORKS(rs_setsockopt_int(socket, SOL_SOCKET, what, 2048, &error)); /* what the system has as its least */
}

/* A connection that can hold no more, and whose peer takes nothing. */
static void unsent(scene *s) {
    static const char block[1 << 12];
    rs_error error;
    rs_socket *listener = bound_socket(SOCK_STREAM, &s->address);
    set_size(listener, SO_RCVBUF);
    WORKS(rs_listen(listener, 1, &error));
    s->socket = open_socket(AF_INET, SOCK_STREAM);
    set_size(s->socket, SO_SNDBUF);
    WORKS(rs_connect(s->socket, &s->address, &error));
    WORKS(rs_accept(listener, &s->peer, NULL, &error));
    rs_free(listener);
    WORKS(rs_setsockopt(s->socket, SOL_SOCKET, SO_LINGER, &an_hour, sizeof an_hour, &error));
    WORKS(rs_settimeout(s->socket, s->timeout, &error));
    ptrdiff_t count;
    while ((count = send(rs_fileno(s->socket), block, sizeof block, MSG_DONTWAIT)) > 0)
        s->unsent += (size_t)count;
    SAME(errno, EAGAIN);
}

/* The descriptor is nobody's but the call's. */
static void unsent_in_descriptor(scene *s) {
    unsent(s);
    s->file = rs_detach(s->socket);
}

/* It is in a message, and nowhere else. */
static void unsent_in_message(scene *s) {
    rs_error error;
    rs_socket *pair[2];
    unsent(s);
    make_pair(SOCK_STREAM, pair);
    s->filler = pair[0];
    s->made = pair[1];
    rs_bytes byte = {"x", 1};
    int fd = rs_fileno(s->socket);
    SAME(rs_send_fds(s->filler, &byte, 1, &fd, 1, 0, NULL, &error), 1);
    WORKS(rs_close(s->socket, &error));
}

static void unsent_in_file(scene *s) {
    rs_error error;
    unsent(s);
    WORKS(rs_makefile(s->socket, rs_str("rb"), RS_DEFAULT_BUFFERING, NULL, &s->stream, &error));
    WORKS(rs_close(s->socket, &error)); /* when the file is */
}

static int64_t do_close(scene *s, rs_error *error) {
    return rs_close(s->socket, error);
}

static int64_t do_close_fd(scene *s, rs_error *error) {
    int fd = s->file;
    s->file = -1;
    return rs_close_fd(fd, error);
}

static int64_t do_free(scene *s, rs_error *error) {
    rs_socket *socket = s->socket;
    (void)error;
    s->socket = NULL;
    rs_free(socket);
    return 0;
}

static int64_t do_close_received(scene *s, rs_error *error) {
    char byte;
    rs_buffer buffer = {&byte, 1};
    union {
        struct cmsghdr align;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    rs_message message;
    if (rs_recvmsg(s->made, &buffer, 1, &control, sizeof control, 0, &message, error) < 0)
        return -1;
    rs_close_received(&message);
    return 0;
}

static int64_t do_close_file(scene *s, rs_error *error) {
    int result = rs_stream_close(s->stream, error);
    rs_stream_free(s->stream);
    s->stream = NULL;
    return result;
}

static int64_t do_free_file(scene *s, rs_error *error) {
    rs_stream *stream = s->stream;
    (void)error;
    s->stream = NULL;
    rs_stream_free(stream);
    return 0;
}

/* Everything arrives, and the end after it. */
static void receive_to_the_end(scene *s) {
    static char block[1 << 12];
    size_t received = 0;
    ptrdiff_t count;
    while ((count = recv(rs_fileno(s->peer), block, sizeof block, 0)) > 0)
        received += (size_t)count;
    SAME(count, 0);
    SAME(received, s->unsent);
}

const wait close_waits[] = {
    {"close", unsent, do_close, receive_to_the_end, CUT_SHORT},
    {"close_fd", unsent_in_descriptor, do_close_fd, receive_to_the_end, CUT_SHORT},
    {"close_received", unsent_in_message, do_close_received, receive_to_the_end, CUT_SHORT},
    {"free", unsent, do_free, receive_to_the_end, CUT_SHORT},
    {"close of the last file", unsent_in_file, do_close_file, receive_to_the_end, CUT_SHORT},
    {"free of the last file", unsent_in_file, do_free_file, receive_to_the_end, CUT_SHORT},
    {0},
};
