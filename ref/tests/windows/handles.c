/* Handles that were made before something failed are closed. */
#include "check.h"
#include "replaced.h"

static rs_error error;
static int failing;   /* the number of the call of ioctlsocket() for FIONBIO that fails */
static int modes;     /* such calls */
static int handles;   /* made and not closed */
static bool no_flags; /* SetHandleInformation() fails */

REPLACED(SOCKET, WSASocketW, (int family, int type, int proto, WSAPROTOCOL_INFOW *info, GROUP group, DWORD flags)) {
    SOCKET handle = REAL("ws2_32", WSASocketW)(family, type, proto, info, group, flags);
    handles += handle != INVALID_SOCKET;
    return handle;
}

REPLACED(SOCKET, accept, (SOCKET listener, struct sockaddr *address, int *size)) {
    SOCKET handle = REAL("ws2_32", accept)(listener, address, size);
    handles += handle != INVALID_SOCKET;
    return handle;
}

REPLACED(int, closesocket, (SOCKET handle)) {
    int result = REAL("ws2_32", closesocket)(handle);
    handles -= result == 0;
    return result;
}

REPLACED(int, ioctlsocket, (SOCKET handle, long command, u_long *value)) {
    if (*value && ++modes == failing) {
        WSASetLastError(WSAENOBUFS);
        return SOCKET_ERROR;
    }
    return REAL("ws2_32", ioctlsocket)(handle, command, value);
}

REPLACED(BOOL, SetHandleInformation, (HANDLE handle, DWORD mask, DWORD flags)) {
    if (!no_flags)
        return REAL("kernel32", SetHandleInformation)(handle, mask, flags);
    SetLastError(ERROR_ACCESS_DENIED);
    return FALSE;
}

static void pairs(void) {
    rs_socket *pair[2];
    double second = 1;
    WORKS(rs_setdefaulttimeout(&second, &error));
    for (failing = 1; failing <= 2; failing++) {
        modes = 0;
        FAILS(rs_socketpair(-1, SOCK_STREAM, 0, pair, &error), RS_OSERROR, ENOBUFS);
        SAME(handles, 0);
    }
    modes = 0;
    WORKS(rs_socketpair(-1, SOCK_STREAM, 0, pair, &error)); /* two calls are all */
    SAME(handles, 2);
    rs_free(pair[0]);
    rs_free(pair[1]);
    SAME(handles, 0);
    WORKS(rs_setdefaulttimeout(NULL, &error));
    failing = 0;
}

/* A connection that could not be kept from being inherited is none. */
static void inheritance(void) {
    rs_address address;
    rs_socket *server = bound_socket(SOCK_STREAM, &address), *client = open_socket(AF_INET, SOCK_STREAM), *connection;
    WORKS(rs_listen(server, 1, &error));
    WORKS(rs_connect(client, &address, &error));
    no_flags = true;
    FAILS(rs_accept(server, &connection, NULL, &error), RS_OSERROR, EACCES);
    no_flags = false;
    SAME(handles, 2);
    rs_free(client);
    rs_free(server);
    SAME(handles, 0);
}

int main(void) {
    pairs();
    inheritance();
    return 0;
}
