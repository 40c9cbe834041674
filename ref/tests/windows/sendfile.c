/* sendfile(): by read and send() alone, whatever the file is. */
#include "check.h"
#include "replaced.h"

#include <fcntl.h>
#include <io.h>
#include <process.h>
#include <sys/stat.h>

static rs_error error;
static rs_socket *pair[2];
static int full; /* how many calls of send() find no room */

REPLACED(int, send, (SOCKET handle, const char *data, int size, int flags)) {
    if (full > 0) {
        full--;
        WSASetLastError(WSAEWOULDBLOCK);
        return SOCKET_ERROR;
    }
    return REAL("ws2_32", send)(handle, data, size, flags);
}

static void received(const char *expected) {
    char data[64] = "";
    SAME(rs_recv(pair[1], data, sizeof data - 1, 0, &error), strlen(expected));
    SAME_TEXT(data, expected);
}

/* A file with that in it, that is gone once it is closed. */
static int file_of(const char *text) {
    char folder[MAX_PATH], name[MAX_PATH];
    CHECK(GetTempPathA(sizeof folder, folder) > 0 && GetTempFileNameA(folder, "rs", 0, name) > 0);
    int fd = _open(name, _O_RDWR | _O_BINARY | _O_TEMPORARY | _O_TRUNC, _S_IREAD | _S_IWRITE);
    CHECK(fd >= 0);
    SAME(_write(fd, text, (unsigned)strlen(text)), strlen(text));
    SAME(_lseek(fd, 0, SEEK_SET), 0);
    return fd;
}

static void on_disk(void) {
    rs_file file = {.fd = file_of("0123456789")};
    int64_t count = 3, sent = -1;
    SAME(rs_sendfile(pair[0], &file, 0, NULL, &sent, &error), 10);
    SAME(sent, 10);
    received("0123456789");
    SAME(_lseek(file.fd, 0, SEEK_CUR), 10);
    SAME(rs_sendfile(pair[0], &file, 4, &count, NULL, &error), 3);
    received("456");
    SAME(_lseek(file.fd, 0, SEEK_CUR), 7);
    count = 100;
    SAME(rs_sendfile(pair[0], &file, 8, &count, NULL, &error), 2);
    received("89");
    SAME(rs_sendfile(pair[0], &file, 1000, NULL, NULL, &error), 0);
    _close(file.fd);
}

/* A blocking object on a descriptor that does not block waits, as elsewhere. */
static void no_room(void) {
    rs_file file = {.fd = file_of("0123456789")};
    full = 3;
    SAME(rs_sendfile(pair[0], &file, 0, NULL, NULL, &error), 10);
    SAME(full, 0);
    received("0123456789");
    _close(file.fd);
}

static unsigned __stdcall write_late(void *argument) {
    int *fd = argument;
    Sleep(100);
    CHECK(_write(*fd, "late", 4) == 4);
    _close(*fd);
    return 0;
}

/* fstat() may say 0 bytes of a pipe. A pipe has no position to be set at the end: lseek() may say so. */
static void from_pipe(const rs_file *file, const int64_t *count, const char *expected) {
    int64_t sent;
    if (rs_sendfile(pair[0], file, 0, count, &sent, &error) < 0)
        CHECK(error.kind == RS_OSERROR && (error.code == ESPIPE || error.code == EINVAL));
    SAME(sent, strlen(expected));
    received(expected);
}

static void pipes(void) {
    int ends[2];
    int64_t count = 5;
    CHECK(_pipe(ends, 4096, _O_BINARY) == 0);
    rs_file file = {.fd = ends[0]};
    SAME(_write(ends[1], "hello", 5), 5);
    from_pipe(&file, &count, "hello");
    /* An empty one is read until it has something. */
    HANDLE thread = (HANDLE)_beginthreadex(NULL, 0, write_late, &ends[1], 0, NULL);
    from_pipe(&file, NULL, "late");
    CHECK(WaitForSingleObject(thread, INFINITE) == WAIT_OBJECT_0);
    CloseHandle(thread);
    _close(ends[0]);
}

static void refused(void) {
    rs_file empty = {.fd = file_of("")}, file = {.fd = file_of("0123456789")};
    SAME(rs_sendfile(pair[0], &empty, 0, NULL, NULL, &error), 0);
    WORKS(rs_setblocking(pair[0], false, &error));
    FAILS(rs_sendfile(pair[0], &empty, 0, NULL, NULL, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_sendfile(pair[0], &file, 0, NULL, NULL, &error), RS_VALUE_ERROR, 0);
    WORKS(rs_setblocking(pair[0], true, &error));
    WORKS(rs_close(pair[0], &error));
    FAILS(rs_sendfile(pair[0], &file, 0, NULL, NULL, &error), RS_OSERROR, EBADF);
    SAME(rs_sendfile(pair[0], &empty, 0, NULL, NULL, &error), 0);
    _close(empty.fd);
    _close(file.fd);
}

int main(void) {
    make_pair(SOCK_STREAM, pair);
    on_disk();
    no_room();
    pipes();
    refused();
    rs_free(pair[0]);
    rs_free(pair[1]);
    return 0;
}
