#include "asleep.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

int asleep_self(void) {
    return (int)syscall(SYS_gettid);
}

/* The number of the system call; -1: it runs, or none is shown. man:proc(5). */
static long call_of(int tid) {
    char path[64], text[32];
    snprintf(path, sizeof path, "/proc/self/task/%d/syscall", tid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    ssize_t size = read(fd, text, sizeof text - 1);
    close(fd);
    text[size > 0 ? size : 0] = '\0';
    char *end;
    long number = strtol(text, &end, 10);
    return end == text ? -1 : number;
}

bool asleep_can_tell(void) {
    return call_of(asleep_self()) == SYS_read;
}

static bool is_poll(long call) {
#ifdef SYS_poll
    if (call == SYS_poll)
        return true;
#endif
    return call == SYS_ppoll;
}

bool asleep_polling(int tid) {
    return is_poll(call_of(tid));
}

bool asleep_closing(int tid) {
    return call_of(tid) == SYS_close;
}

bool asleep_now(int tid) {
    static const long waiting[] = {SYS_accept4, SYS_connect, SYS_recvfrom, SYS_recvmsg,
                                   SYS_sendto,  SYS_sendmsg, SYS_sendfile};
    long number = call_of(tid);
    for (size_t i = 0; i < sizeof waiting / sizeof *waiting; i++)
        if (number == waiting[i])
            return true;
    return is_poll(number);
}
