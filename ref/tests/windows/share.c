/* share() and fromshare(): a child process gets a connection through its standard input and answers on it, after this
 * one has closed its own. [method.share.duplicates .bytes .fromshare .close-safe, func.fromshare.instantiates] */
#include "check.h"

#include <fcntl.h>
#include <io.h>
#include <sys/socket.h>

static rs_error error;

/* The child: 628 bytes on standard input are a connection. */
static int child(void) {
    unsigned char data[RS_SHARE_SIZE];
    char word[16];
    size_t size = 0;
    double value;
    rs_socket *socket;
    _setmode(0, _O_BINARY);
    while (size < sizeof data) {
        int count = _read(0, data + size, (unsigned)(sizeof data - size));
        CHECK(count > 0);
        size += (size_t)count;
    }
    WORKS(rs_fromshare(data, sizeof data, &socket, &error));
    CHECK(rs_family(socket) == AF_INET && rs_type(socket) == SOCK_STREAM && rs_proto(socket) == IPPROTO_TCP);
    SAME(rs_gettimeout(socket, &value), 0);
    SAME(rs_get_inheritable(socket, &error), 0);
    ptrdiff_t count = rs_recv(socket, word, sizeof word, 0, &error);
    CHECK(count == 4 && memcmp(word, "ping", 4) == 0);
    WORKS(rs_sendall(socket, "pong", 4, 0, &error));
    rs_free(socket);
    return 0;
}

/* This program again, as a child whose standard input is *input. */
static PROCESS_INFORMATION start_child(HANDLE *input) {
    char path[MAX_PATH], command[MAX_PATH + 16];
    HANDLE end;
    SECURITY_ATTRIBUTES inherited = {.nLength = sizeof inherited, .bInheritHandle = TRUE};
    STARTUPINFOA start = {.cb = sizeof start, .dwFlags = STARTF_USESTDHANDLES};
    PROCESS_INFORMATION process;
    CHECK(CreatePipe(&end, input, &inherited, 0));
    CHECK(SetHandleInformation(*input, HANDLE_FLAG_INHERIT, 0));
    start.hStdInput = end;
    start.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
    start.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    CHECK(GetModuleFileNameA(NULL, path, sizeof path));
    snprintf(command, sizeof command, "\"%s\" child", path);
    CHECK(CreateProcessA(path, command, NULL, NULL, TRUE, 0, NULL, NULL, &start, &process));
    CloseHandle(end);
    return process;
}

int main(void) {
    rs_socket *pair[2], *wrong;
    unsigned char data[RS_SHARE_SIZE];
    char word[16];
    HANDLE input;
    DWORD written, status;
    if (__argc > 1)
        return child();
    make_pair(SOCK_STREAM, pair);
    set_timeout(pair[0], 20);
    PROCESS_INFORMATION process = start_child(&input);
    SAME(rs_share(pair[1], process.dwProcessId, data, &error), RS_SHARE_SIZE);
    rs_free(pair[1]);
    CHECK(WriteFile(input, data, sizeof data, &written, NULL) && written == sizeof data);
    CloseHandle(input);
    SAME(rs_send(pair[0], "ping", 4, 0, &error), 4);
    SAME(rs_recv(pair[0], word, sizeof word, 0, &error), 4);
    CHECK(memcmp(word, "pong", 4) == 0);
    SAME(rs_recv(pair[0], word, sizeof word, 0, &error), 0); /* the child's was the only one left */
    CHECK(WaitForSingleObject(process.hProcess, 20000) == WAIT_OBJECT_0);
    CHECK(GetExitCodeProcess(process.hProcess, &status) && status == 0);
    FAILS(rs_fromshare(data, sizeof data - 1, &wrong, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_share(pair[0], 0xfffffff0u, data, &error), RS_OSERROR, error.code);
    WORKS(rs_close(pair[0], &error));
    FAILS(rs_share(pair[0], GetCurrentProcessId(), data, &error), RS_OSERROR, EBADF);
    rs_free(pair[0]);
    return 0;
}
