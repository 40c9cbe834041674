#include "pairs.h"
#include "works.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SCTP_NODELAY = 3 }; /* man:sctp(7); libc has no header for it */
#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

typedef union address {
    struct sockaddr any;
    struct sockaddr_in inet;
    struct sockaddr_in6 inet6;
    struct sockaddr_nl netlink;
    struct sockaddr_vm vsock;
} address;

typedef enum how { BY_SOCKETPAIR, BY_LISTENER, BY_CONNECT, BY_MARK } how;

static const struct row {
    how how;
    int family, type, proto;
    int lacking; /* an errno that says so beside those that say it of every family; 0: none */
} rows[] = {
    [BENCH_PAIR_unix] = {BY_SOCKETPAIR, AF_UNIX, SOCK_STREAM, 0, 0},
    [BENCH_PAIR_unix_seqpacket] = {BY_SOCKETPAIR, AF_UNIX, SOCK_SEQPACKET, 0, 0},
    [BENCH_PAIR_unix_dgram] = {BY_SOCKETPAIR, AF_UNIX, SOCK_DGRAM, 0, 0},
    [BENCH_PAIR_tcp] = {BY_LISTENER, AF_INET, SOCK_STREAM, 0, 0},
    [BENCH_PAIR_tcp6] = {BY_LISTENER, AF_INET6, SOCK_STREAM, 0, 0},
    [BENCH_PAIR_mptcp] = {BY_LISTENER, AF_INET, SOCK_STREAM, IPPROTO_MPTCP, EINVAL}, /* Linux before 5.6 */
    [BENCH_PAIR_sctp] = {BY_LISTENER, AF_INET, SOCK_STREAM, IPPROTO_SCTP, 0},
    [BENCH_PAIR_udp] = {BY_CONNECT, AF_INET, SOCK_DGRAM, 0, 0},
    [BENCH_PAIR_udp6] = {BY_CONNECT, AF_INET6, SOCK_DGRAM, 0, 0},
    [BENCH_PAIR_udplite] = {BY_CONNECT, AF_INET, SOCK_DGRAM, IPPROTO_UDPLITE, 0},
    [BENCH_PAIR_netlink] = {BY_CONNECT, AF_NETLINK, SOCK_DGRAM, NETLINK_USERSOCK, 0},
    [BENCH_PAIR_packet] = {BY_MARK, AF_PACKET, SOCK_DGRAM, 0, 0},
    /* man:vsock(7): "unable to bind to a nonlocal CID", which that of the loopback is without its transport. */
    [BENCH_PAIR_vsock] = {BY_LISTENER, AF_VSOCK, SOCK_STREAM, 0, EADDRNOTAVAIL},
    [BENCH_PAIR_tipc] = {BY_SOCKETPAIR, AF_TIPC, SOCK_STREAM, 0, 0},
};

/* Any free address of this machine. */
static socklen_t own_address(int family, address *a) {
    memset(a, 0, sizeof *a);
    a->any.sa_family = (sa_family_t)family;
    switch (family) {
    case AF_INET:
        a->inet.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return sizeof a->inet;
    case AF_INET6:
        a->inet6.sin6_addr = in6addr_loopback;
        return sizeof a->inet6;
    case AF_VSOCK:
        a->vsock.svm_cid = VMADDR_CID_LOCAL;
        a->vsock.svm_port = VMADDR_PORT_ANY;
        return sizeof a->vsock;
    default:
        return sizeof a->netlink;
    }
}

/* Binds fd to a free address and tells which; 0 or an errno. */
static int bound(int fd, int family, address *a, socklen_t *size) {
    *size = own_address(family, a);
    if (bind(fd, &a->any, *size) < 0)
        return errno;
    bench_need(getsockname(fd, &a->any, size) == 0, "getsockname");
    return 0;
}

static int by_listener(const struct row *row, int fds[2]) {
    address a;
    socklen_t size;
    int listener = socket(row->family, row->type, row->proto), on = 1;
    if (listener < 0)
        return errno;
    int number = bound(listener, row->family, &a, &size);
    if (number == 0) {
        bench_need(listen(listener, 1) == 0, "listen");
        fds[0] = socket(row->family, row->type, row->proto);
        if (fds[0] < 0)
            number = errno;
    }
    if (number == 0) {
        struct timeval limit = {.tv_sec = 2}; /* a transport that is not the loopback's may wait for ever */
        if (row->family == AF_VSOCK)
            setsockopt(fds[0], AF_VSOCK, SO_VM_SOCKETS_CONNECT_TIMEOUT, &limit, sizeof limit);
        if (connect(fds[0], &a.any, size) < 0) {
            number = errno;
            close(fds[0]);
        }
    }
    if (number == 0) {
        fds[1] = accept(listener, NULL, NULL);
        bench_need(fds[1] >= 0, "accept");
        bool sctp = row->proto == IPPROTO_SCTP;
        int level = sctp ? IPPROTO_SCTP : IPPROTO_TCP, option = sctp ? SCTP_NODELAY : TCP_NODELAY;
        for (int i = 0; i < 2 && row->family != AF_VSOCK; i++)
            bench_need(setsockopt(fds[i], level, option, &on, sizeof on) == 0, "no delay");
    }
    close(listener);
    return number;
}

static int by_connect(const struct row *row, int fds[2]) {
    address a[2] = {0};
    socklen_t size[2] = {0};
    for (int i = 0; i < 2; i++) {
        fds[i] = socket(row->family, row->type, row->proto);
        int number = fds[i] < 0 ? errno : bound(fds[i], row->family, &a[i], &size[i]);
        if (number != 0) {
            close(fds[0]);
            if (i > 0 && fds[1] >= 0)
                close(fds[1]);
            return number;
        }
    }
    for (int i = 0; i < 2; i++)
        bench_need(connect(fds[i], &a[1 - i].any, size[1 - i]) == 0, "connect");
    return 0;
}

/* Packet sockets on the loopback interface get what either sends. A filter leaves out a socket's own packets, which
 * have its mark; needs CAP_NET_RAW and CAP_NET_ADMIN. */
static int by_mark(const struct row *row, int fds[2]) {
    struct sockaddr_ll lo = {.sll_family = AF_PACKET,
                             .sll_protocol = htons(0x88b5), /* for experiments (IEEE 802) */
                             .sll_ifindex = (int)if_nametoindex("lo")};
    for (unsigned i = 0; i < 2; i++) {
        unsigned mark = i + 1;
        struct sock_filter not_own[] = {{BPF_LD | BPF_W | BPF_ABS, 0, 0, (unsigned)(SKF_AD_OFF + SKF_AD_MARK)},
                                        {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, mark},
                                        {BPF_RET | BPF_K, 0, 0, 0},
                                        {BPF_RET | BPF_K, 0, 0, 0xffff}};
        struct sock_fprog filter = {sizeof not_own / sizeof *not_own, not_own};
        fds[i] = socket(row->family, row->type, row->proto);
        if (fds[i] < 0 || setsockopt(fds[i], SOL_SOCKET, SO_MARK, &mark, sizeof mark) < 0 ||
            setsockopt(fds[i], SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter) < 0 ||
            bind(fds[i], (struct sockaddr *)&lo, sizeof lo) < 0) {
            int number = errno;
            close(fds[0]);
            if (i > 0 && fds[1] >= 0)
                close(fds[1]);
            return number;
        }
    }
    return 0;
}

/* What says that the kernel has no such family, type or protocol; EINVAL is for any unknown protocol in man:socket(2),
 * but also for much else. Whatever says that something may not be done now is none of these. */
static bool lacks(const struct row *row, int number) {
    return number == EAFNOSUPPORT || number == ESOCKTNOSUPPORT || number == EPROTONOSUPPORT ||
           (row->family == AF_VSOCK && number == ENODEV) || (row->lacking != 0 && number == row->lacking);
}

static int open_pair(const struct row *row, int fds[2]) {
    switch (row->how) {
    case BY_LISTENER:
        return by_listener(row, fds);
    case BY_CONNECT:
        return by_connect(row, fds);
    case BY_MARK:
        return by_mark(row, fds);
    case BY_SOCKETPAIR:
        break;
    }
    return socketpair(row->family, row->type, row->proto, fds) < 0 ? errno : 0;
}

int bench_open_pair(bench_pair pair, int fds[2]) {
    int number = open_pair(&rows[pair], fds);
    return lacks(&rows[pair], number) ? -number : number;
}
