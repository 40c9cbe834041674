/* CAN: shows each frame of an interface, sends it back, and then one of its own. [example.can-raw .can-build-frame
 * .can-dissect-frame] Usage: can_raw [INTERFACE [COUNT]], default vcan0, for ever */
#include "example.h"

#include <linux/can.h>

static struct can_frame build_can_frame(canid_t id, const void *data, size_t size) {
    struct can_frame frame = {.can_id = id, .can_dlc = (__u8)size}; /* the rest of the data is zero */
    memcpy(frame.data, data, size);
    return frame;
}

static void show_frame(const struct can_frame *frame) {
    printf("Received: can_id=%x, can_dlc=%x, data=", (unsigned)frame->can_id, frame->can_dlc);
    for (int i = 0; i < frame->can_dlc && i < CAN_MAX_DLEN; i++)
        printf("%02x", frame->data[i]);
    puts("");
    fflush(stdout);
}

static void send_frame(rs_socket *socket, const struct can_frame *frame) {
    if (rs_send(socket, frame, sizeof *frame, 0, NULL) < 0)
        puts("Error sending CAN frame");
}

int main(int argc, char **argv) {
    RS_SCOPED rs_socket *can = NULL;
    rs_address address;
    rs_error error;
    long left = argc > 2 ? atol(argv[2]) : -1;
    rs_start_fields(&address);
    rs_add_text(&address, argc > 1 ? argv[1] : "vcan0");
    if (rs_open(AF_CAN, SOCK_RAW, CAN_RAW, &can, &error) < 0 || rs_bind(can, &address, &error) < 0)
        return complain(&error);
    puts("Listening");
    fflush(stdout);
    for (; left != 0; left -= left > 0) {
        struct can_frame received, own = build_can_frame(0x01, "\1\2\3", 3);
        if (rs_recvfrom(can, &received, sizeof received, 0, &address, &error) < 0)
            return complain(&error);
        show_frame(&received);
        send_frame(can, &received);
        send_frame(can, &own);
    }
    return 0;
}
