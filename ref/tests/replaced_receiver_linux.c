/* sendto() of an AF_UNIX datagram waits for the receiver that has the name, also if another one took it meanwhile:
 * until there is room, and no longer than the timeout. */
#include "check.h"

#include <sys/resource.h>
#include <unistd.h>

static rs_error error;
static char path[] = "/tmp/replaced_receiver.XXXXXX/name";
static rs_address name;
static rs_socket *receiver;
static enum { KEEP, REPLACE_WITH_FULL, REPLACE } then;

/* A receiver of that name. */
static rs_socket *take_name(void) {
    rs_socket *made = open_socket(AF_UNIX, SOCK_DGRAM);
    unlink(path);
    WORKS(rs_bind(made, &name, &error));
    return made;
}

static void fill_queue(void) {
    rs_socket *sender = open_socket(AF_UNIX, SOCK_DGRAM);
    WORKS(rs_setblocking(sender, false, &error));
    while (rs_sendto(sender, "x", 1, 0, &name, &error) == 1)
        ;
    SAME(error.code, EAGAIN);
    rs_free(sender);
}

int __real_connect(int fd, const struct sockaddr *address, socklen_t size);
int __wrap_connect(int fd, const struct sockaddr *address, socklen_t size);

/* The name is another one's as soon as something is connected to the first. */
int __wrap_connect(int fd, const struct sockaddr *address, socklen_t size) {
    int result = __real_connect(fd, address, size), number = errno;
    if (then != KEEP) {
        bool full = then == REPLACE_WITH_FULL;
        then = KEEP;
        rs_free(receiver);
        receiver = take_name();
        if (full)
            fill_queue();
    }
    errno = number;
    return result;
}

static double processor_time(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static rs_socket *waiting_sender(void) {
    rs_socket *sender = open_socket(AF_UNIX, SOCK_DGRAM);
    receiver = take_name();
    fill_queue();
    set_timeout(sender, 0.2);
    return sender;
}

int main(void) {
    *strrchr(path, '/') = '\0';
    CHECK(mkdtemp(path));
    path[strlen(path)] = '/';
    WORKS(rs_unix_name(&name, path, strlen(path), &error));

    rs_socket *sender = waiting_sender();
    then = REPLACE_WITH_FULL;
    double start = seconds_now(), used = processor_time();
    FAILS(rs_sendto(sender, "x", 1, 0, &name, &error), RS_TIMEOUT, 0);
    CHECK(seconds_now() - start >= 0.2);
    CHECK(processor_time() - used < 0.1); /* it waits, and does not try all the time */
    rs_free(sender);
    rs_free(receiver);

    char block[2];
    sender = waiting_sender();
    then = REPLACE;
    SAME(rs_sendto(sender, "y", 1, 0, &name, &error), 1);
    SAME(rs_recv(receiver, block, sizeof block, 0, &error), 1);
    CHECK(block[0] == 'y');
    rs_free(sender);
    rs_free(receiver);
    unlink(path);
    *strrchr(path, '/') = '\0';
    CHECK(rmdir(path) == 0);
    return 0;
}
