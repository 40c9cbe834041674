/* CAN with the broadcast manager of the kernel: asks for the frames of one id, sends a frame of its own, and shows the
 * first that comes. [example.can-bcm-open .can-send-recv] Usage: can_bcm [INTERFACE [ID]], default vcan0 and 1 */
#include "example.h"

#include <linux/can.h>
#include <linux/can/bcm.h>

/* A command with one frame: struct bcm_msg_head ends with an array of frames. */
typedef union message {
    struct bcm_msg_head head;
    unsigned char bytes[sizeof(struct bcm_msg_head) + sizeof(struct can_frame)];
} message;

static int command(rs_socket *bcm, unsigned opcode, unsigned flags, const struct can_frame *frame, rs_error *error) {
    message m = {.head = {.opcode = opcode, .flags = flags, .can_id = frame->can_id, .nframes = 1}};
    memcpy(m.bytes + sizeof m.head, frame, sizeof *frame);
    return rs_send(bcm, &m, sizeof m, 0, error) < 0 ? -1 : 0;
}

int main(int argc, char **argv) {
    RS_SCOPED rs_socket *bcm = NULL;
    rs_address address;
    rs_error error;
    double seconds = 10;
    struct can_frame wanted = {.can_id = argc > 2 ? (canid_t)strtoul(argv[2], NULL, 16) : 1};
    struct can_frame own = {.can_id = 0x123, .can_dlc = 2, .data = {0xca, 0xfe}};
    message m = {0};
    rs_start_fields(&address);
    rs_add_text(&address, argc > 1 ? argv[1] : "vcan0");
    if (rs_open(AF_CAN, SOCK_DGRAM, CAN_BCM, &bcm, &error) < 0 || rs_settimeout(bcm, &seconds, &error) < 0 ||
        rs_connect(bcm, &address, &error) < 0 || command(bcm, RX_SETUP, RX_FILTER_ID, &wanted, &error) < 0 ||
        command(bcm, TX_SEND, 0, &own, &error) < 0 || rs_recv(bcm, &m, sizeof m, 0, &error) < 0)
        return complain(&error);
    memcpy(&own, m.bytes + sizeof m.head, sizeof own);
    printf("Received: opcode=%u, can_id=%x, can_dlc=%x, data=", m.head.opcode, (unsigned)own.can_id, own.can_dlc);
    for (int i = 0; i < own.can_dlc && i < CAN_MAX_DLEN; i++)
        printf("%02x", own.data[i]);
    puts("");
    return 0;
}
