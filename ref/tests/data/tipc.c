/* TIPC within one node. */
#include "data.h"

#include <linux/tipc.h>

static rs_error error;

enum { SERVICE = 18888 };

static void connection(int type) {
    RS_SCOPED rs_socket *listener = make_bound(
        AF_TIPC, type, 0, TUPLE(INT(TIPC_ADDR_NAMESEQ), INT(SERVICE), INT(17), INT(19), INT(TIPC_NODE_SCOPE)));
    RS_SCOPED rs_socket *client = make_socket(AF_TIPC, type, 0);
    rs_address peer, name;
    WORKS(rs_listen(listener, 1, &error));
    RS_SCOPED rs_socket *server =
        make_connection(listener, client, TUPLE(INT(TIPC_ADDR_NAME), INT(SERVICE), INT(18), INT(0)), &peer);
    WORKS(rs_getsockname(client, &name, &error));
    SAME(peer.fields.count, 5);
    SAME(rs_field_int(&peer, 0), TIPC_ADDR_ID);
    SAME(rs_field_int(&name, 0), TIPC_ADDR_ID);
    SAME(rs_field_int(&peer, 2), rs_field_int(&name, 2));
    is_found_out(client);
    exchange(client, server);
    rs_free(client);
    client = NULL;
    char byte;
    ptrdiff_t end = rs_recv(server, &byte, 1, 0, &error);
    CHECK(end == 0 || (end < 0 && error.code == ECONNRESET));
}

static void stream(void) {
    connection(SOCK_STREAM);
}

static void seqpacket(void) {
    connection(SOCK_SEQPACKET);
}

/* To a name, and back to the identity that was reported. */
static void rdm(void) {
    RS_SCOPED rs_socket *a = make_socket(AF_TIPC, SOCK_RDM, 0);
    RS_SCOPED rs_socket *b =
        make_bound(AF_TIPC, SOCK_RDM, 0, TUPLE(INT(TIPC_ADDR_NAMESEQ), INT(SERVICE + 1), INT(1), INT(5)));
    rs_address to = TUPLE(INT(TIPC_ADDR_NAME), INT(SERVICE + 1), INT(3), INT(0)), from;
    char got[10];
    SAME(rs_sendto(a, "there", 5, 0, &to, &error), 5);
    SAME(rs_recvfrom(b, got, sizeof got, 0, &from, &error), 5);
    SAME(rs_field_int(&from, 0), TIPC_ADDR_ID);
    SAME(rs_sendto(b, "back", 4, 0, &from, &error), 4);
    receives(a, "back");
}

static void importance(void) {
    RS_SCOPED rs_socket *socket = make_socket(AF_TIPC, SOCK_RDM, 0);
    int value;
    WORKS(rs_setsockopt_int(socket, SOL_TIPC, TIPC_IMPORTANCE, TIPC_HIGH_IMPORTANCE, &error));
    WORKS(rs_getsockopt_int(socket, SOL_TIPC, TIPC_IMPORTANCE, &value, &error));
    SAME(value, TIPC_HIGH_IMPORTANCE);
    FAILS(rs_setsockopt_int(socket, SOL_TIPC, TIPC_IMPORTANCE, 99, &error), RS_OSERROR, EINVAL);
}

static void pair(void) {
    rs_socket *ends[2];
    WORKS(rs_socketpair(AF_TIPC, SOCK_STREAM, 0, ends, &error));
    exchange(ends[0], ends[1]);
    rs_free(ends[0]);
    rs_free(ends[1]);
}

const data_case tipc_cases[] = {{"tipc_stream", AF_TIPC, SOCK_STREAM, 0, NULL, stream},
                                {"tipc_seqpacket", AF_TIPC, SOCK_SEQPACKET, 0, NULL, seqpacket},
                                {"tipc_rdm", AF_TIPC, SOCK_RDM, 0, NULL, rdm},
                                {"tipc_options", AF_TIPC, SOCK_RDM, 0, NULL, importance},
                                {"tipc_socketpair", AF_TIPC, SOCK_STREAM, 0, NULL, pair},
                                {0}};
