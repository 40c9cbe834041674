/* Sockets are made by WSASocketW(), which has a flag that they are not inherited. A connection that is accepted has the
 * mode of the listening socket, so its own is set. */
#include "socket.h"

enum { FLAGS = WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT };

static int set_mode(int fd, bool nonblocking) {
    u_long on = nonblocking;
    return ioctlsocket(rs_win_handle(fd), FIONBIO, &on) == 0 ? 0 : rs_win_failed(fd);
}

/* A new descriptor, or -1 after a failure, with which it is closed. */
static int kept(int fd, bool failed) {
    if (!failed)
        return fd;
    rs_discard_fd(fd);
    return -1;
}

int rs_sys_socket(int family, int type, int proto, bool nonblocking) {
    rs_win_start();
    int fd = rs_win_fd(WSASocketW(family, type, proto, NULL, 0, FLAGS));
    return fd < 0 || !nonblocking ? fd : kept(fd, set_mode(fd, true) < 0);
}

int rs_sys_accept(int fd, struct sockaddr *address, socklen_t *size, bool nonblocking) {
    SOCKET handle = accept(rs_win_handle(fd), address, size);
    if (handle == INVALID_SOCKET)
        return rs_win_failed(fd);
    int connection = (int)handle;
    return kept(connection, rs_sys_set_inheritable(connection, false) < 0 || set_mode(connection, nonblocking) < 0);
}

/* The address of the loopback interface, without a port. */
static int loopback(int family, struct sockaddr_storage *address, socklen_t *size) {
    memset(address, 0, sizeof *address);
    address->ss_family = (ADDRESS_FAMILY)family;
    if (family == AF_INET) {
        ((struct sockaddr_in *)address)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        *size = sizeof(struct sockaddr_in);
    } else {
        ((struct sockaddr_in6 *)address)->sin6_addr = in6addr_loopback;
        *size = sizeof(struct sockaddr_in6);
    }
    return 0;
}

/* Is that what the listener accepted the client, and not somebody who was quicker? */
static bool belong_together(int client, int accepted) {
    struct sockaddr_storage own = {0}, peer = {0};
    socklen_t own_size = sizeof own, peer_size = sizeof peer;
    return getsockname(client, (struct sockaddr *)&own, &own_size) == 0 &&
           getpeername(accepted, (struct sockaddr *)&peer, &peer_size) == 0 && own_size == peer_size &&
           memcmp(&own, &peer, (size_t)own_size) == 0;
}

static int join(int listener, int client, int family, int fds[2]) {
    struct sockaddr_storage address;
    socklen_t size;
    loopback(family, &address, &size);
    if (bind(listener, (struct sockaddr *)&address, size) < 0 || listen(listener, 1) < 0)
        return -1;
    size = sizeof address;
    if (getsockname(listener, (struct sockaddr *)&address, &size) < 0 ||
        connect(client, (struct sockaddr *)&address, size) < 0)
        return -1;
    int accepted = rs_sys_accept(listener, NULL, NULL, false);
    if (accepted < 0)
        return -1;
    if (!belong_together(client, accepted)) {
        rs_discard_fd(accepted);
        errno = ECONNABORTED;
        return -1;
    }
    fds[0] = accepted;
    fds[1] = client;
    return 0;
}

/* There is no such call: a connection of IPv4 or IPv6 within this host. EAFNOSUPPORT, EPROTOTYPE, EPROTONOSUPPORT for
 * others, which are a ValueError in CPython. */
int rs_sys_socketpair(int family, int type, int proto, bool nonblocking, int fds[2]) {
    if ((family != AF_INET && family != AF_INET6) || type != SOCK_STREAM || proto != 0) {
        errno = family != AF_INET && family != AF_INET6 ? EAFNOSUPPORT
                : type != SOCK_STREAM                   ? EPROTOTYPE
                                                        : EPROTONOSUPPORT;
        return -1;
    }
    int listener = rs_sys_socket(family, type, proto, false);
    int client = listener < 0 ? -1 : rs_sys_socket(family, type, proto, false);
    int done = client < 0 ? -1 : join(listener, client, family, fds);
    if (listener >= 0)
        rs_discard_fd(listener);
    if (done < 0 && client >= 0)
        rs_discard_fd(client);
    if (done == 0 && nonblocking && (set_mode(fds[0], true) < 0 || set_mode(fds[1], true) < 0)) {
        rs_discard_fd(fds[0]);
        rs_discard_fd(fds[1]);
        done = -1;
    }
    return done;
}

int rs_plain_type(int type, bool *nonblocking) {
    *nonblocking = false; /* there are no flags in a type */
    return type;
}

static int describe(int fd, WSAPROTOCOL_INFOW *info) {
    socklen_t size = sizeof *info;
    return getsockopt(fd, SOL_SOCKET, SO_PROTOCOL_INFOW, info, &size);
}

int rs_sys_name(int fd, struct sockaddr *address, socklen_t *size) {
    WSAPROTOCOL_INFOW info;
    if (getsockname(fd, address, size) == 0)
        return 0;
    if (errno != EINVAL || describe(fd, &info) < 0)
        return -1;
    address->sa_family = (ADDRESS_FAMILY)info.iAddressFamily;
    return 0;
}

int rs_sys_proto(int fd, int *proto) {
    WSAPROTOCOL_INFOW info;
    if (describe(fd, &info) < 0)
        return -1;
    *proto = info.iProtocol;
    return 0;
}
