/* What families of their own need of the system. */
#include "case.h"

#include <linux/if_alg.h>
#include <linux/if_packet.h>

extern const fault_case family_cases[];

/* As rs_recvfrom() would report: interface 1. */
static struct sockaddr_ll packet_from(void) {
    return (struct sockaddr_ll){.sll_family = AF_PACKET, .sll_ifindex = 1};
}

static rs_address packet_address(void) {
    rs_address address;
    rs_start_fields(&address);
    rs_add_text(&address, "lo");
    rs_add_int(&address, 0);
    return address;
}

static int64_t do_resolve_packet(props *p, rs_error *error) {
    rs_address lo = packet_address();
    return rs_resolve(AF_PACKET, -1, "faults", &lo, &p->address, error);
}

/* Without a name the number of the interface is gone, not the address. */
static int64_t do_address_from_c_packet(props *p, rs_error *error) {
    struct sockaddr_ll c = packet_from();
    return rs_address_from_c(&c, sizeof c, -1, &p->address, error);
}

static int64_t do_address_to_c_packet(props *p, rs_error *error) {
    struct sockaddr_ll c;
    size_t size = sizeof c;
    rs_address lo = packet_address();
    (void)p;
    lo.fields.family = AF_PACKET;
    return rs_address_to_c(&lo, &c, &size, error);
}

/* By the socket itself, which is of another family here: without being root. */
static int64_t do_bind_packet(props *p, rs_error *error) {
    rs_address lo = packet_address();
    return rs_bind(p->socket, &lo, error);
}

/* More than the room on the stack holds, in both places. */
static int64_t do_sendmsg_afalg(props *p, rs_error *error) {
    static const char vector[2000];
    rs_bytes data = {"data", 4}, iv = {vector, sizeof vector};
    int64_t assoclen = 1;
    return rs_sendmsg_afalg(p->socket, &data, 1, ALG_OP_ENCRYPT, &iv, &assoclen, 0, error);
}

const fault_case family_cases[] = {
    {"resolve.packet", &nothing, do_resolve_packet, BLOCKING},
    {"address_from_c.packet", &nothing, do_address_from_c_packet, BLOCKING},
    {"address_to_c.packet", &nothing, do_address_to_c_packet, BLOCKING},
    {"bind.packet", &pair_as_packet, do_bind_packet, BLOCKING},
    {"sendmsg_afalg", &pair_as_alg, do_sendmsg_afalg, ANY_MODE},
    {NULL, NULL, NULL, 0},
};
