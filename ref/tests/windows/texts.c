/* The system's texts of errors, as UTF-8, and which errno its codes are. */
#include "check.h"
#include "replaced.h"

#include <process.h>

static rs_error error;
static int listen_code;
static _Thread_local int resolver_code; /* of getaddrinfo(); 0: as it is */
static int herror_code;                 /* of gethostbyaddr() */
static const wchar_t *system_text;      /* of every code, NULL: the system's own */

REPLACED(DWORD, FormatMessageW,
         (DWORD flags, const void *source, DWORD code, DWORD language, wchar_t *text, DWORD size, va_list *arguments)) {
    if (!system_text)
        return REAL("kernel32", FormatMessageW)(flags, source, code, language, text, size, arguments);
    size_t length = wcslen(system_text);
    if (length >= size)
        return 0;
    memcpy(text, system_text, (length + 1) * sizeof *text);
    return (DWORD)length;
}

REPLACED(int, listen, (SOCKET handle, int backlog)) {
    (void)handle, (void)backlog;
    WSASetLastError(listen_code);
    return SOCKET_ERROR;
}

REPLACED(int, getaddrinfo, (const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list)) {
    return resolver_code ? resolver_code : REAL("ws2_32", getaddrinfo)(host, port, hints, list);
}

REPLACED(struct hostent *, gethostbyaddr, (const char *address, int size, int family)) {
    (void)address, (void)size, (void)family;
    WSASetLastError(herror_code);
    return NULL;
}

static int resolve(rs_error *why) {
    rs_addrinfo *list;
    rs_port port = {.kind = RS_PORT_NUMBER, .number = 80};
    return rs_getaddrinfo(rs_str("127.0.0.1"), port, 0, 0, 0, 0, &list, why);
}

static void fails(rs_socket *socket, int code, int number) {
    listen_code = code;
    FAILS(rs_listen(socket, 1, &error), RS_OSERROR, number);
}

static void gai(int code) {
    resolver_code = code;
    FAILS(resolve(&error), RS_GAIERROR, code);
}

static void herror(int code) {
    rs_hostent *entry;
    resolver_code = 0;
    herror_code = code;
    FAILS(rs_gethostbyaddr(rs_str("127.0.0.1"), &entry, &error), RS_HERROR, code);
}

static void codes(rs_socket *socket) {
    fails(socket, WSAECONNREFUSED, ECONNREFUSED);
    fails(socket, WSA_NOT_ENOUGH_MEMORY, ENOMEM);
    fails(socket, WSA_INVALID_HANDLE, EBADF);
    fails(socket, WSA_INVALID_PARAMETER, EINVAL);
    fails(socket, ERROR_ACCESS_DENIED, EACCES);
    /* Where the number is another errno, or none. */
    fails(socket, ERROR_TOO_MANY_OPEN_FILES, EMFILE);
    fails(socket, ERROR_INVALID_FUNCTION, EINVAL);
    fails(socket, WSA_OPERATION_ABORTED, EINVAL);
    fails(socket, WSANOTINITIALISED, WSANOTINITIALISED);
    fails(socket, WSAEPROCLIM, WSAEPROCLIM);
}

static void texts(rs_socket *socket) {
    system_text = L"Müll über alles. \r\n";
    fails(socket, WSAECONNREFUSED, ECONNREFUSED);
    SAME_TEXT(error.text, "M\xc3\xbcll \xc3\xbc"
                          "ber alles");
    fails(socket, WSANOTINITIALISED, WSANOTINITIALISED);
    SAME_TEXT(error.text, "M\xc3\xbcll \xc3\xbc"
                          "ber alles");
    gai(EAI_NONAME);
    SAME_TEXT(error.text, "M\xc3\xbcll \xc3\xbc"
                          "ber alles");
    herror(HOST_NOT_FOUND);
    SAME_TEXT(error.text, "M\xc3\xbcll \xc3\xbc"
                          "ber alles");
    /* None, and not that of the call before. */
    system_text = L"";
    fails(socket, WSAECONNREFUSED, ECONNREFUSED);
    SAME_TEXT(error.text, "ECONNREFUSED");
    fails(socket, WSANOTINITIALISED, WSANOTINITIALISED);
    SAME_TEXT(error.text, "Unknown error 10093");
    gai(EAI_NONAME);
    SAME_TEXT(error.text, "EAI_NONAME");
    gai(11999);
    SAME_TEXT(error.text, "Unknown error 11999");
    herror(TRY_AGAIN);
    SAME_TEXT(error.text, "TRY_AGAIN");
    system_text = NULL;
}

/* Cut to the size between two characters. */
static void long_text(rs_socket *socket) {
    static wchar_t longest[400];
    for (size_t i = 0; i < sizeof longest / sizeof *longest - 1; i++)
        longest[i] = L'ü';
    system_text = longest;
    fails(socket, WSAECONNREFUSED, ECONNREFUSED);
    SAME(strlen(error.text), (RS_ERROR_TEXT - 1) / 2 * 2);
    gai(EAI_NONAME);
    SAME(strlen(error.text), (RS_ERROR_TEXT - 1) / 2 * 2);
    system_text = NULL;
}

typedef struct asker {
    int code;
    char text[RS_ERROR_TEXT];
    int wrong;
} asker;

static unsigned __stdcall ask(void *argument) {
    asker *a = argument;
    rs_error why;
    resolver_code = a->code;
    for (int i = 0; i < 10000; i++)
        if (resolve(&why) >= 0 || strcmp(why.text, a->text) != 0)
            a->wrong++;
    return 0;
}

static void threads(void) {
    asker askers[4] = {{.code = EAI_NONAME}, {.code = EAI_MEMORY}, {.code = EAI_NONAME}, {.code = EAI_MEMORY}};
    HANDLE thread[4];
    for (int i = 0; i < 4; i++) {
        gai(askers[i].code);
        memcpy(askers[i].text, error.text, sizeof error.text);
    }
    CHECK(strcmp(askers[0].text, askers[1].text) != 0);
    for (int i = 0; i < 4; i++)
        thread[i] = (HANDLE)_beginthreadex(NULL, 0, ask, &askers[i], 0, NULL);
    CHECK(WaitForMultipleObjects(4, thread, TRUE, INFINITE) == WAIT_OBJECT_0);
    for (int i = 0; i < 4; i++) {
        SAME(askers[i].wrong, 0);
        CloseHandle(thread[i]);
    }
}

int main(void) {
    rs_socket *socket = open_socket(AF_INET, SOCK_STREAM);
    codes(socket);
    texts(socket);
    long_text(socket);
    threads();
    rs_free(socket);
    return 0;
}
