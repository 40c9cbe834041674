/* The further protocols of AF_INET, and RDS, whose addresses are AF_INET's. */
#include "data.h"

#include <linux/rds.h>
#include <netinet/in.h>
#include <netinet/udp.h>

static rs_error error;

#define LOOPBACK(port) TUPLE(TEXT("127.0.0.1"), INT(port))

static void connection(int proto) {
    RS_SCOPED rs_socket *listener = make_bound(AF_INET, SOCK_STREAM, proto, LOOPBACK(0));
    RS_SCOPED rs_socket *client = make_socket(AF_INET, SOCK_STREAM, proto);
    rs_address address, peer, own;
    WORKS(rs_listen(listener, 1, &error));
    WORKS(rs_getsockname(listener, &address, &error));
    RS_SCOPED rs_socket *server = make_connection(listener, client, address, &peer);
    WORKS(rs_getsockname(client, &own, &error));
    CHECK(peer.kind == RS_ADDRESS_INET && memcmp(&peer.inet, &own.inet, sizeof own.inet) == 0);
    is_found_out(server);
    exchange(client, server);
}

static void sctp(void) {
    connection(IPPROTO_SCTP);
}

static void mptcp(void) {
    connection(IPPROTO_MPTCP);
}

static void datagrams(int type, int proto) {
    RS_SCOPED rs_socket *a = make_socket(AF_INET, type, proto), *b = make_bound(AF_INET, type, proto, LOOPBACK(0));
    rs_address to, from, own;
    char got[10];
    if (type == SOCK_SEQPACKET)
        WORKS(rs_listen(b, 1, &error));
    WORKS(rs_getsockname(b, &to, &error));
    WORKS(rs_sendto(a, "there", 5, 0, &to, &error));
    SAME(rs_recvfrom(b, got, sizeof got, 0, &from, &error), 5);
    WORKS(rs_getsockname(a, &own, &error));
    CHECK(from.kind == RS_ADDRESS_INET && from.inet.port == own.inet.port);
    is_found_out(a);
}

static void sctp_seqpacket(void) {
    datagrams(SOCK_SEQPACKET, IPPROTO_SCTP);
}

static void udplite(void) {
    datagrams(SOCK_DGRAM, IPPROTO_UDPLITE);
    RS_SCOPED rs_socket *socket = make_socket(AF_INET, SOCK_DGRAM, IPPROTO_UDPLITE);
    enum { SEND_COVERAGE = 10 }; /* man:udplite(7) */
    int coverage;
    WORKS(rs_setsockopt_int(socket, IPPROTO_UDPLITE, SEND_COVERAGE, 20, &error));
    WORKS(rs_getsockopt_int(socket, IPPROTO_UDPLITE, SEND_COVERAGE, &coverage, &error));
    SAME(coverage, 20);
}

static void rds(void) {
    RS_SCOPED rs_socket *a = make_bound(AF_RDS, SOCK_SEQPACKET, 0, LOOPBACK(4000));
    RS_SCOPED rs_socket *b = make_bound(AF_RDS, SOCK_SEQPACKET, 0, LOOPBACK(4001));
    rs_address to = LOOPBACK(4001), from;
    char got[10];
    int transport;
    WORKS(rs_getsockopt_int(a, SOL_RDS, SO_RDS_TRANSPORT, &transport, &error));
    WORKS(rs_sendto(a, "there", 5, 0, &to, &error));
    SAME(rs_recvfrom(b, got, sizeof got, 0, &from, &error), 5);
    CHECK(from.kind == RS_ADDRESS_INET && from.inet.port == 4000);
}

const data_case inet_cases[] = {{"mptcp", AF_INET, SOCK_STREAM, IPPROTO_MPTCP, NULL, mptcp},
                                {"rds", AF_RDS, SOCK_SEQPACKET, 0, NULL, rds},
                                {"sctp_stream", AF_INET, SOCK_STREAM, IPPROTO_SCTP, NULL, sctp},
                                {"sctp_seqpacket", AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP, NULL, sctp_seqpacket},
                                {"udplite", AF_INET, SOCK_DGRAM, IPPROTO_UDPLITE, NULL, udplite},
                                {0}};
