/* Sniffer of IPv4 on Linux, the counterpart of sniffer.c: shows one packet that an interface sends or receives. Needs
 * CAP_NET_RAW. Usage: sniffer_linux INTERFACE */
#include "example.h"

#include <linux/if_ether.h>

int main(int argc, char **argv) {
    RS_SCOPED rs_socket *sniffer = NULL;
    static unsigned char packet[65565];
    rs_address address;
    rs_error error;
    if (argc != 2) {
        fprintf(stderr, "usage: %s INTERFACE\n", argv[0]);
        return 2;
    }
    /* SOCK_DGRAM: packets begin with their IP header. The protocol of a packet socket is in network order, but not that
     * of its address. */
    rs_start_fields(&address);
    rs_add_text(&address, argv[1]);
    rs_add_int(&address, ETH_P_IP);
    if (rs_open(AF_PACKET, SOCK_DGRAM, rs_htons(ETH_P_IP, NULL), &sniffer, &error) < 0 ||
        rs_bind(sniffer, &address, &error) < 0)
        return complain(&error);
    puts("Listening");
    fflush(stdout);
    ptrdiff_t size = rs_recvfrom(sniffer, packet, sizeof packet, 0, &address, &error);
    if (size < 0)
        return complain(&error);
    for (ptrdiff_t i = 0; i < size; i++)
        printf("%02x", packet[i]);
    rs_text interface = rs_field_text(&address, 0);
    printf("\nfrom ('%.*s', %d, %d, %d)\n", (int)interface.size, interface.data, (int)rs_field_int(&address, 1),
           (int)rs_field_int(&address, 2), (int)rs_field_int(&address, 3));
    return 0;
}
