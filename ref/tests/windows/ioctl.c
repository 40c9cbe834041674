/* ioctl(): the codes that it takes, and no other; what each is to the system. The numbers are those of mstcpip.h, as
 * its documentation has them: _WSAIOW(IOC_VENDOR, 1), 4 and 16. */
#include "check.h"
#include "replaced.h"

#include <mstcpip.h>
#include <sys/socket.h>

static struct {
    int count;
    SOCKET handle;
    DWORD code, size;
    unsigned char option[16];
} asked;

/* What the system answers: the bytes that came back, or its error; or it answers for itself. */
static bool stands_in;
static int refusal;
static DWORD came_back;

REPLACED(int, WSAIoctl,
         (SOCKET handle, DWORD code, LPVOID option, DWORD size, LPVOID result, DWORD result_size, LPDWORD returned,
          LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine)) {
    asked.count++;
    asked.handle = handle;
    asked.code = code;
    asked.size = size;
    CHECK(size <= sizeof asked.option);
    memcpy(asked.option, option, size);
    CHECK(!result && result_size == 0 && returned && !overlapped && !routine);
    if (!stands_in)
        return REAL("ws2_32", WSAIoctl)(handle, code, option, size, result, result_size, returned, overlapped, routine);
    *returned = came_back;
    if (refusal == 0)
        return 0;
    WSASetLastError(refusal);
    return SOCKET_ERROR;
}

/* One call since the last time, with that. */
static void was_asked(rs_socket *socket, DWORD code, const void *option, DWORD size) {
    SAME(asked.count, 1);
    CHECK(asked.handle == (SOCKET)rs_fileno(socket));
    SAME(asked.code, code);
    SAME(asked.size, size);
    CHECK(memcmp(asked.option, option, size) == 0);
    memset(&asked, 0, sizeof asked);
}

static bool keeps_alive(rs_socket *socket) {
    rs_error error;
    int value = -1;
    WORKS(rs_getsockopt_int(socket, SOL_SOCKET, SO_KEEPALIVE, &value, &error));
    return value != 0;
}

/* The option tells what ioctl() has set, where the system has both; Windows 10 from 1709 on has. */
static void tells(rs_socket *socket, const char *name, int seconds) {
    rs_error error;
    int value = -1, option = (int)rs_find_constant(name)->value;
    if (rs_getsockopt_int(socket, IPPROTO_TCP, option, &value, &error) == 0) {
        SAME(value, seconds);
        return;
    }
    SAME(error.code, ENOPROTOOPT);
    printf("%s is not known here and not looked at\n", name);
}

/* Milliseconds for ioctl(), seconds for the options. */
static void keepalive(rs_socket *socket) {
    rs_error error;
    static const rs_keepalive on = {1, 10000, 3000}, off = {0, 20000, 4000};
    static const uint32_t on_words[] = {1, 10000, 3000}, off_words[] = {0, 20000, 4000};
    SAME(rs_ioctl_keepalive(socket, SIO_KEEPALIVE_VALS, &on, &error), 0);
    was_asked(socket, 0x98000004, on_words, sizeof on_words);
    CHECK(keeps_alive(socket));
    tells(socket, "TCP_KEEPIDLE", 10);
    tells(socket, "TCP_KEEPINTVL", 3);
    SAME(rs_ioctl_keepalive(socket, SIO_KEEPALIVE_VALS, &off, &error), 0);
    was_asked(socket, 0x98000004, off_words, sizeof off_words);
    CHECK(!keeps_alive(socket));
}

/* A code whose option is a number. Whether the system has it is not this library's business: the answers are ours. */
static void number(rs_socket *socket, const char *name, DWORD code) {
    rs_error error;
    static const uint32_t options[] = {0, 1, 3, 0x80000001};
    SAME((DWORD)rs_find_constant(name)->value, code);
    stands_in = true;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        came_back = (DWORD)i;
        SAME(rs_ioctl(socket, code, options[i], &error), i);
        was_asked(socket, code, &options[i], 4);
    }
    refusal = WSAEACCES;
    FAILS(rs_ioctl(socket, code, 1, &error), RS_OSERROR, EACCES);
    refusal = WSAEOPNOTSUPP;
    FAILS(rs_ioctl(socket, code, 1, &error), RS_OSERROR, EOPNOTSUPP);
    refusal = 0;
    came_back = 0;
    stands_in = false;
    SAME(asked.count, 2);
    memset(&asked, 0, sizeof asked);
}

int main(void) {
    rs_error error;
    rs_keepalive values = {1, 10000, 3000};
    rs_socket *socket = open_socket(AF_INET, SOCK_STREAM);
    keepalive(socket);
    number(socket, "SIO_RCVALL", 0x98000001);
    number(socket, "SIO_LOOPBACK_FAST_PATH", 0x98000010);
    FAILS(rs_ioctl_keepalive(socket, SIO_RCVALL, &values, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_ioctl(socket, SIO_KEEPALIVE_VALS, 1, &error), RS_VALUE_ERROR, 0);
    FAILS(rs_ioctl(socket, FIONBIO, 1, &error), RS_VALUE_ERROR, 0);
    CHECK(strstr(error.text, "invalid ioctl command"));
    SAME(asked.count, 0);
    CHECK(rs_find_constant("RCVALL_ON")->value == 1);
    CHECK(rs_find_constant("TCP_FASTOPEN")->value == 15 && rs_find_constant("TCP_KEEPCNT")->value == 16);
    WORKS(rs_close(socket, &error));
    FAILS(rs_ioctl_keepalive(socket, SIO_KEEPALIVE_VALS, &values, &error), RS_OSERROR, EBADF);
    rs_free(socket);
    return 0;
}
