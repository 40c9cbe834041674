/* vsock over its loopback, CID 1, and QIPCRTR within one node. */
#include "data.h"

#include <linux/qrtr.h>
#include <linux/vm_sockets.h>
#include <unistd.h>

static rs_error error;

/* A connect() there hangs, so the transport is asked for by bind(). */
static const char *no_loopback(void) {
    struct sockaddr_vm local = {.svm_family = AF_VSOCK, .svm_cid = VMADDR_CID_LOCAL, .svm_port = VMADDR_PORT_ANY};
    int fd = socket(AF_VSOCK, SOCK_STREAM, 0);
    int bound = bind(fd, (struct sockaddr *)&local, sizeof local);
    close(fd);
    return bound == 0 ? NULL : "no loopback of vsock";
}

static void connection(int type, int port) {
    RS_SCOPED rs_socket *listener = make_bound(AF_VSOCK, type, 0, TUPLE(INT(VMADDR_CID_ANY), INT(port)));
    RS_SCOPED rs_socket *client = make_socket(AF_VSOCK, type, 0);
    rs_address peer, own;
    WORKS(rs_listen(listener, 1, &error));
    RS_SCOPED rs_socket *server = make_connection(listener, client, TUPLE(INT(VMADDR_CID_LOCAL), INT(port)), &peer);
    SAME(peer.fields.count, 2);
    SAME(rs_field_int(&peer, 0), VMADDR_CID_LOCAL);
    WORKS(rs_getpeername(client, &own, &error));
    SAME(rs_field_int(&own, 1), port);
    is_found_out(server);
    exchange(client, server);
}

static void stream(void) {
    connection(SOCK_STREAM, 5000);
}

static void seqpacket(void) {
    connection(SOCK_SEQPACKET, 5001);
}

static void options(void) {
    RS_SCOPED rs_socket *socket = make_socket(AF_VSOCK, SOCK_STREAM, 0);
    uint64_t size = UINT64_C(128) * 1024, set = 0;
    WORKS(rs_setsockopt(socket, AF_VSOCK, SO_VM_SOCKETS_BUFFER_SIZE, &size, sizeof size, &error));
    SAME(rs_getsockopt(socket, AF_VSOCK, SO_VM_SOCKETS_BUFFER_SIZE, &set, sizeof set, &error), sizeof set);
    SAME(set, size);
}

static void qipcrtr(void) {
    RS_SCOPED rs_socket *a = make_socket(AF_QIPCRTR, SOCK_DGRAM, 0), *b = make_socket(AF_QIPCRTR, SOCK_DGRAM, 0);
    rs_address own, sender, from;
    char got[10];
    WORKS(rs_getsockname(b, &own, &error));
    SAME(own.fields.count, 2);
    rs_address to = TUPLE(INT(rs_field_int(&own, 0)), INT(700));
    WORKS(rs_bind(b, &to, &error));
    WORKS(rs_sendto(a, "there", 5, 0, &to, &error));
    SAME(rs_recvfrom(b, got, sizeof got, 0, &from, &error), 5);
    WORKS(rs_getsockname(a, &sender, &error));
    SAME(rs_field_int(&from, 0), rs_field_int(&sender, 0));
    SAME(rs_field_int(&from, 1), rs_field_int(&sender, 1));
    is_found_out(a);
}

const data_case vsock_cases[] = {{"vsock_stream", AF_VSOCK, SOCK_STREAM, 0, no_loopback, stream},
                                 {"vsock_seqpacket", AF_VSOCK, SOCK_SEQPACKET, 0, no_loopback, seqpacket},
                                 {"vsock_options", AF_VSOCK, SOCK_STREAM, 0, no_loopback, options},
                                 {"qipcrtr", AF_QIPCRTR, SOCK_DGRAM, 0, NULL, qipcrtr},
                                 {0}};
