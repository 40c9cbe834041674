/* select() and not WSAPoll(), which does not tell of a connection that failed before Windows 10 2004. */
#include "wait.h"

int64_t rs_sys_clock(void) {
    LARGE_INTEGER count, frequency;
    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&count);
    int64_t seconds = count.QuadPart / frequency.QuadPart, rest = count.QuadPart % frequency.QuadPart;
    return seconds * 1000000000 + rest * 1000000000 / frequency.QuadPart;
}

int rs_sys_poll(int fd, rs_readiness what, int ms) {
    fd_set ready, failed;
    struct timeval time = {ms / 1000, ms % 1000 * 1000};
    FD_ZERO(&ready);
    FD_ZERO(&failed);
    FD_SET(rs_win_handle(fd), &ready);
    FD_SET(rs_win_handle(fd), &failed);
    /* A connection that failed is in the third set only; but so is urgent data, which ends no other wait. */
    int count = select(0, what == RS_READABLE ? &ready : NULL, what != RS_READABLE ? &ready : NULL,
                       what == RS_CONNECTED ? &failed : NULL, ms < 0 ? NULL : &time);
    return count == SOCKET_ERROR ? rs_win_failed(fd) : count;
}
