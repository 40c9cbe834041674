/* The numbers of Winsock as errno, and their texts, which are the system's. */
#include "error.h"
#include "text.h"

static const struct {
    int winsock;
    int number;
} numbers[] = {
    {WSA_NOT_ENOUGH_MEMORY, ENOMEM},
    {WSA_INVALID_HANDLE, EBADF},
    {WSAEINTR, EINTR},
    {WSAEBADF, EBADF},
    {WSAEACCES, EACCES},
    {WSAEFAULT, EFAULT},
    {WSAEINVAL, EINVAL},
    {WSAEMFILE, EMFILE},
    {WSAEWOULDBLOCK, EWOULDBLOCK},
    {WSAEINPROGRESS, EINPROGRESS},
    {WSAEALREADY, EALREADY},
    {WSAENOTSOCK, ENOTSOCK},
    {WSAEDESTADDRREQ, EDESTADDRREQ},
    {WSAEMSGSIZE, EMSGSIZE},
    {WSAEPROTOTYPE, EPROTOTYPE},
    {WSAENOPROTOOPT, ENOPROTOOPT},
    {WSAEPROTONOSUPPORT, EPROTONOSUPPORT},
    {WSAEOPNOTSUPP, EOPNOTSUPP},
    {WSAEAFNOSUPPORT, EAFNOSUPPORT},
    {WSAEADDRINUSE, EADDRINUSE},
    {WSAEADDRNOTAVAIL, EADDRNOTAVAIL},
    {WSAENETDOWN, ENETDOWN},
    {WSAENETUNREACH, ENETUNREACH},
    {WSAENETRESET, ENETRESET},
    {WSAECONNABORTED, ECONNABORTED},
    {WSAECONNRESET, ECONNRESET},
    {WSAENOBUFS, ENOBUFS},
    {WSAEISCONN, EISCONN},
    {WSAENOTCONN, ENOTCONN},
    {WSAETIMEDOUT, ETIMEDOUT},
    {WSAECONNREFUSED, ECONNREFUSED},
    {WSAELOOP, ELOOP},
    {WSAENAMETOOLONG, ENAMETOOLONG},
    {WSAEHOSTUNREACH, EHOSTUNREACH},
    {WSAENOTEMPTY, ENOTEMPTY},
};

/* Of the system's other codes, as CPython has them; their texts are those of the errno. */
static const struct {
    int code;
    int number;
} others[] = {
    {ERROR_FILE_NOT_FOUND, ENOENT}, {ERROR_PATH_NOT_FOUND, ENOENT},   {ERROR_TOO_MANY_OPEN_FILES, EMFILE},
    {ERROR_ACCESS_DENIED, EACCES},  {ERROR_NOT_ENOUGH_QUOTA, ENOMEM},
};

/* What has no errno: Winsock's own codes stay. The others are EINVAL, as their numbers may be those of another errno.
 */
int rs_win_errno(int winsock) {
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (numbers[i].winsock == winsock)
            return numbers[i].number;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].code == winsock)
            return others[i].number;
    return winsock > WSABASEERR ? winsock : EINVAL;
}

int rs_win_error(int number) {
    if (number > WSABASEERR)
        return number;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (numbers[i].number == number)
            return numbers[i].winsock;
    return 0;
}

/* The system's text of a code as UTF-8, without what ends it; false if it has none. */
static bool system_text(int code, char *text, size_t size) {
    wchar_t wide[1024];
    char whole[3 * (sizeof wide / sizeof *wide)]; /* what that may become */
    DWORD length = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, (DWORD)code, 0,
                                  wide, sizeof wide / sizeof *wide, NULL);
    while (length && (wide[length - 1] <= L' ' || wide[length - 1] == L'.'))
        length--;
    if (length == 0)
        return false;
    int bytes = WideCharToMultiByte(CP_UTF8, 0, wide, (int)length, whole, sizeof whole, NULL, NULL);
    snprintf(text, size, "%.*s", RS_CUT(size - 1, whole, (size_t)bytes));
    return bytes > 0;
}

/* That, or the name where there is none: Wine lacks some. */
static void put_text(int code, const char *name, char *text, size_t size) {
    if (system_text(code, text, size))
        return;
    if (name)
        snprintf(text, size, "%s", name);
    else
        snprintf(text, size, "Unknown error %d", code);
}

void rs_errno_text(int number, char *text, size_t size) {
    int code = rs_win_error(number);
    if (code == 0)
        snprintf(text, size, "%s", strerror(number));
    else
        put_text(code, rs_errno_name(number), text, size);
}

/* Not by gai_strerror(), whose one buffer all threads share. */
void rs_gai_text(int code, char *text, size_t size) {
    put_text(code, rs_gai_name(code), text, size);
}

void rs_herror_text(int code, char *text, size_t size) {
    put_text(code, rs_herrno_name(code), text, size);
}
