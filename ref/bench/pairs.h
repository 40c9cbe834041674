/* Two connected sockets of each family, for the ping-pong works. */
#ifndef PAIRS_H
#define PAIRS_H

/* One row a family: its name, and the words of the works' names. works.py has the same names. */
#define BENCH_PAIRS(X)                                                                                                 \
    X(unix)                                                                                                            \
    X(unix_seqpacket)                                                                                                  \
    X(unix_dgram) X(tcp) X(tcp6) X(mptcp) X(sctp) X(udp) X(udp6) X(udplite) X(netlink) X(packet) X(vsock) X(tipc)

typedef enum bench_pair {
#define ENTRY(name) BENCH_PAIR_##name,
    BENCH_PAIRS(ENTRY)
#undef ENTRY
        BENCH_PAIR_COUNT
} bench_pair;

/* The caller closes both. 0; the errno of what failed; or, less than 0, the one (-errno) with which this system says
 * that it does not have the family. */
int bench_open_pair(bench_pair pair, int fds[2]);

#endif
