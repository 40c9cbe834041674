/* Bluetooth between two controllers of this machine, the first two that the kernel has. */
#include "data.h"

#include <linux/types.h>
#include <sys/ioctl.h>
#include <unistd.h>

static rs_error error;

enum { L2CAP, HCI, SCO, RFCOMM };

/* The kernel's include/net/bluetooth/hci_sock.h, which no package has as header. */
struct device_info {
    uint16_t id;
    char name[8];
    uint8_t address[6];
    uint32_t rest[20];
};
#define DEVICE_UP _IOW('H', 201, int)
#define DEVICE_INFO _IOR('H', 211, int)
#define DEVICE_SCAN _IOW('H', 221, int)

/* The controller's address as text. false: there is none with this number. */
static bool device(int id, char text[18]) {
    struct device_info info = {.id = (uint16_t)id};
    int fd = socket(AF_BLUETOOTH, SOCK_RAW, HCI);
    bool found = ioctl(fd, DEVICE_INFO, &info) == 0;
    const uint8_t *a = info.address;
    snprintf(text, 18, "%02X:%02X:%02X:%02X:%02X:%02X", a[5], a[4], a[3], a[2], a[1], a[0]);
    close(fd);
    return found;
}

static const char *no_controllers(void) {
    char text[18];
    return device(0, text) && device(1, text) ? NULL : "no two controllers";
}

static char first[18], second[18];

/* Both are switched on and can be found. */
static void switch_on(void) {
    int fd = socket(AF_BLUETOOTH, SOCK_RAW, HCI);
    for (int id = 0; id < 2; id++) {
        struct {
            uint16_t id;
            uint32_t scan;
        } can_be_paged = {(uint16_t)id, 2};
        CHECK(ioctl(fd, DEVICE_UP, id) == 0 || errno == EALREADY);
        CHECK(ioctl(fd, DEVICE_SCAN, &can_be_paged) == 0);
    }
    close(fd);
    CHECK(device(0, first) && device(1, second));
}

static rs_address place(const char *device, int number) {
    rs_address address;
    rs_start_fields(&address);
    rs_add_text(&address, device);
    rs_add_int(&address, number);
    return address;
}

static void same_device(const rs_address *address, const char *expected) {
    rs_text text = rs_field_text(address, 0);
    CHECK(text.size == 17 && memcmp(text.data, expected, 17) == 0);
}

static void connection(int type, int proto, int number) {
    switch_on();
    RS_SCOPED rs_socket *listener = make_bound(AF_BLUETOOTH, type, proto, place(second, number));
    RS_SCOPED rs_socket *client = make_bound(AF_BLUETOOTH, type, proto, place(first, 0));
    rs_address peer, name;
    WORKS(rs_listen(listener, 1, &error));
    RS_SCOPED rs_socket *server = make_connection(listener, client, place(second, number), &peer);
    SAME(peer.fields.count, 2);
    same_device(&peer, first);
    WORKS(rs_getpeername(client, &name, &error));
    same_device(&name, second);
    SAME(rs_field_int(&name, 1), number);
    WORKS(rs_getsockname(client, &name, &error));
    same_device(&name, first);
    is_found_out(client);
    exchange(client, server);
}

static void l2cap(void) {
    connection(SOCK_SEQPACKET, L2CAP, 0x1001);
}

static void rfcomm(void) {
    connection(SOCK_STREAM, RFCOMM, 3);
}

/* The address alone, as bytes. */
static void sco(void) {
    switch_on();
    rs_address to, from, peer, name;
    rs_start_fields(&to);
    rs_add_bytes(&to, second, 17);
    rs_start_fields(&from);
    rs_add_bytes(&from, first, 17);
    to.fields.bare = from.fields.bare = true;
    RS_SCOPED rs_socket *listener = make_bound(AF_BLUETOOTH, SOCK_SEQPACKET, SCO, to);
    RS_SCOPED rs_socket *client = make_bound(AF_BLUETOOTH, SOCK_SEQPACKET, SCO, from);
    WORKS(rs_listen(listener, 1, &error));
    RS_SCOPED rs_socket *server = make_connection(listener, client, to, &peer);
    CHECK(peer.fields.bare);
    same_device(&peer, first);
    WORKS(rs_getpeername(client, &name, &error));
    same_device(&name, second);
    char sound[48], got[100];
    memset(sound, 's', sizeof sound);
    SAME(rs_send(client, sound, sizeof sound, 0, &error), sizeof sound);
    SAME(rs_recv(server, got, sizeof got, 0, &error), sizeof sound);
    CHECK(memcmp(got, sound, sizeof sound) == 0);
}

/* A command to the controller, and the event that answers it; the filter lets events through. */
static void hci(void) {
    static const unsigned char read_address[] = {1, 0x09, 0x10, 0};
    struct {
        uint32_t types, events[2];
        uint16_t opcode;
    } all = {.types = 1u << 4, .events = {~0u, ~0u}}, set;
    enum { SOL_HCI_ = 0, HCI_FILTER_ = 2, EVENT = 4, COMMAND_COMPLETE = 0x0e };
    switch_on();
    RS_SCOPED rs_socket *socket = make_socket(AF_BLUETOOTH, SOCK_RAW, HCI);
    rs_address address = TUPLE(INT(1)), name;
    unsigned char got[260];
    WORKS(rs_setsockopt(socket, SOL_HCI_, HCI_FILTER_, &all, sizeof all, &error));
    WORKS(rs_bind(socket, &address, &error));
    WORKS(rs_getsockopt(socket, SOL_HCI_, HCI_FILTER_, &set, sizeof set, &error));
    SAME(set.events[0], all.events[0]);
    WORKS(rs_getsockname(socket, &name, &error));
    CHECK(name.fields.bare && name.fields.count == 1);
    SAME(rs_field_int(&name, 0), 1);
    is_found_out(socket);
    SAME(rs_send(socket, read_address, sizeof read_address, 0, &error), sizeof read_address);
    SAME(rs_recv(socket, got, sizeof got, 0, &error), 13);
    CHECK(got[0] == EVENT && got[1] == COMMAND_COMPLETE && got[4] == 0x09 && got[5] == 0x10);
}

const data_case bluetooth_cases[] = {{"bluetooth_l2cap", AF_BLUETOOTH, SOCK_SEQPACKET, L2CAP, no_controllers, l2cap},
                                     {"bluetooth_rfcomm", AF_BLUETOOTH, SOCK_STREAM, RFCOMM, no_controllers, rfcomm},
                                     {"bluetooth_sco", AF_BLUETOOTH, SOCK_SEQPACKET, SCO, no_controllers, sco},
                                     {"bluetooth_hci", AF_BLUETOOTH, SOCK_RAW, HCI, no_controllers, hci},
                                     {0}};
