/* CAN over the virtual interface vcan0, which takes CAN FD's frames (an MTU of 72). */
#include "data.h"

#include <linux/can.h>
#include <linux/can/bcm.h>
#include <linux/can/raw.h>
#include <net/if.h>

static rs_error error;

static const char *no_vcan0(void) {
    return if_nametoindex("vcan0") ? NULL : "no interface vcan0";
}

static rs_socket *raw(const char *name) {
    rs_address address;
    rs_start_fields(&address);
    rs_add_text(&address, name);
    return make_bound(AF_CAN, SOCK_RAW, CAN_RAW, address);
}

static void frames(void) {
    RS_SCOPED rs_socket *a = raw("vcan0"), *b = raw("vcan0"), *everywhere = raw("");
    struct can_frame sent = {.can_id = 0x123, .len = 3, .data = "abc"}, got;
    rs_address from, own;
    is_found_out(a);
    SAME(rs_send(a, &sent, sizeof sent, 0, &error), sizeof sent);
    SAME(rs_recvfrom(b, &got, sizeof got, 0, &from, &error), sizeof got);
    CHECK(memcmp(&got, &sent, sizeof got) == 0);
    SAME(from.fields.count, 1);
    SAME_ELEMENT(&from, 0, "vcan0");
    SAME(rs_recvfrom(everywhere, &got, sizeof got, 0, &from, &error), sizeof got);
    SAME_ELEMENT(&from, 0, "vcan0");
    WORKS(rs_getsockname(everywhere, &own, &error));
    SAME_ELEMENT(&own, 0, "");
    /* To an interface, from the socket that is bound to none. */
    rs_address to = TUPLE(TEXT("vcan0"));
    SAME(rs_sendto(everywhere, &sent, sizeof sent, 0, &to, &error), sizeof sent);
    SAME(rs_recv(a, &got, sizeof got, 0, &error), sizeof got);
}

static void fd_frames(void) {
    RS_SCOPED rs_socket *a = raw("vcan0"), *b = raw("vcan0");
    struct canfd_frame sent = {.can_id = 0x321, .len = 64}, got;
    int on;
    memset(sent.data, 'x', 64);
    WORKS(rs_getsockopt_int(a, SOL_CAN_RAW, CAN_RAW_FD_FRAMES, &on, &error));
    SAME(on, 0);
    FAILS(rs_send(a, &sent, sizeof sent, 0, &error), RS_OSERROR, EINVAL);
    WORKS(rs_setsockopt_int(a, SOL_CAN_RAW, CAN_RAW_FD_FRAMES, 1, &error));
    WORKS(rs_setsockopt_int(b, SOL_CAN_RAW, CAN_RAW_FD_FRAMES, 1, &error));
    SAME(rs_send(a, &sent, sizeof sent, 0, &error), CANFD_MTU);
    SAME(rs_recv(b, &got, sizeof got, 0, &error), CANFD_MTU);
    CHECK(got.len == 64 && memcmp(got.data, sent.data, 64) == 0);
}

/* A filter is a buffer: only what it lets through comes. */
static void filter(void) {
    RS_SCOPED rs_socket *a = raw("vcan0"), *b = raw("vcan0");
    struct can_frame frame = {.can_id = 0x10};
    struct can_filter only = {.can_id = 0x11, .can_mask = CAN_SFF_MASK}, set;
    WORKS(rs_setsockopt(b, SOL_CAN_RAW, CAN_RAW_FILTER, &only, sizeof only, &error));
    SAME(rs_getsockopt(b, SOL_CAN_RAW, CAN_RAW_FILTER, &set, sizeof set, &error), sizeof set);
    CHECK(memcmp(&set, &only, sizeof set) == 0);
    WORKS(rs_send(a, &frame, sizeof frame, 0, &error));
    frame.can_id = 0x11;
    WORKS(rs_send(a, &frame, sizeof frame, 0, &error));
    SAME(rs_recv(b, &frame, sizeof frame, 0, &error), sizeof frame);
    SAME(frame.can_id, 0x11);
}

static void broadcast_manager(void) {
    RS_SCOPED rs_socket *manager = make_socket(AF_CAN, SOCK_DGRAM, CAN_BCM), *b = raw("vcan0");
    rs_address address = TUPLE(TEXT("vcan0"));
    struct bcm_msg_head head = {.opcode = TX_SEND, .nframes = 1};
    struct can_frame frame = {.can_id = 0x77, .len = 2, .data = "hi"}, got;
    rs_bytes job[] = {{&head, sizeof head}, {&frame, sizeof frame}};
    WORKS(rs_connect(manager, &address, &error));
    FAILS(rs_getsockname(manager, &address, &error), RS_OSERROR, EOPNOTSUPP);
    SAME(rs_sendmsg(manager, job, 2, NULL, 0, 0, NULL, &error), sizeof head + sizeof frame);
    SAME(rs_recv(b, &got, sizeof got, 0, &error), sizeof got);
    CHECK(memcmp(&got, &frame, sizeof got) == 0);
}

static void isotp(void) {
    RS_SCOPED rs_socket *a = make_bound(AF_CAN, SOCK_DGRAM, CAN_ISOTP, TUPLE(TEXT("vcan0"), INT(0x700), INT(0x701)));
    RS_SCOPED rs_socket *b = make_bound(AF_CAN, SOCK_DGRAM, CAN_ISOTP, TUPLE(TEXT("vcan0"), INT(0x701), INT(0x700)));
    char sent[100], got[200]; /* more than a frame */
    rs_address own;
    memset(sent, 's', sizeof sent);
    WORKS(rs_getsockname(b, &own, &error));
    SAME(own.fields.count, 3);
    SAME_ELEMENT(&own, 0, "vcan0");
    SAME(rs_field_int(&own, 1), 0x701);
    SAME(rs_field_int(&own, 2), 0x700);
    is_found_out(b);
    SAME(rs_send(a, sent, sizeof sent, 0, &error), sizeof sent);
    SAME(rs_recv(b, got, sizeof got, 0, &error), sizeof sent);
    CHECK(memcmp(got, sent, sizeof sent) == 0);
}

static void j1939(void) {
    enum { ANY_PGN = 0x40000 };
    RS_SCOPED rs_socket *a =
        make_bound(AF_CAN, SOCK_DGRAM, CAN_J1939, TUPLE(TEXT("vcan0"), INT(0), INT(ANY_PGN), INT(0x20)));
    RS_SCOPED rs_socket *b =
        make_bound(AF_CAN, SOCK_DGRAM, CAN_J1939, TUPLE(TEXT("vcan0"), INT(0), INT(ANY_PGN), INT(0x30)));
    rs_address to = TUPLE(TEXT("vcan0"), INT(0), INT(0x12300), INT(0x30)), own, from;
    char got[100];
    WORKS(rs_getsockname(a, &own, &error));
    SAME(own.fields.count, 4);
    SAME_ELEMENT(&own, 0, "vcan0");
    SAME(rs_field_int(&own, 3), 0x20);
    is_found_out(a);
    SAME(rs_sendto(a, "more than 8 bytes", 17, 0, &to, &error), 17);
    SAME(rs_recvfrom(b, got, sizeof got, 0, &from, &error), 17);
    CHECK(memcmp(got, "more than 8 bytes", 17) == 0);
    SAME(from.fields.count, 4);
    SAME(rs_field_int(&from, 2), 0x12300);
    SAME(rs_field_int(&from, 3), 0x20);
}

const data_case can_cases[] = {{"can_raw", AF_CAN, SOCK_RAW, CAN_RAW, no_vcan0, frames},
                               {"can_fd", AF_CAN, SOCK_RAW, CAN_RAW, no_vcan0, fd_frames},
                               {"can_filter", AF_CAN, SOCK_RAW, CAN_RAW, no_vcan0, filter},
                               {"can_bcm", AF_CAN, SOCK_DGRAM, CAN_BCM, no_vcan0, broadcast_manager},
                               {"can_isotp", AF_CAN, SOCK_DGRAM, CAN_ISOTP, no_vcan0, isotp},
                               {"can_j1939", AF_CAN, SOCK_DGRAM, CAN_J1939, no_vcan0, j1939},
                               {0}};
