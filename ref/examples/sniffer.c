/* Sniffer of IPv4 on Windows: shows one packet that the interface of this host's name receives, whoever it is for.
 * Needs administrator's rights. sniffer_linux.c is its counterpart. [example.sniffer] */
#include "example.h"

/* After winsock2.h. */
#include <mstcpip.h>

int main(void) {
    RS_SCOPED rs_socket *sniffer = NULL;
    char name[RS_HOST_MAX], host[RS_INET_TEXT];
    static unsigned char packet[65565];
    rs_address address;
    rs_error error;
    /* A raw socket, bound to the interface, that gets IP headers too, and every packet. */
    if (rs_gethostname(name, &error) < 0 || rs_gethostbyname(rs_str(name), host, &error) < 0 ||
        rs_open(AF_INET, SOCK_RAW, IPPROTO_IP, &sniffer, &error) < 0)
        return complain(&error);
    address = rs_host_port(host, 0);
    if (rs_bind(sniffer, &address, &error) < 0 || rs_setsockopt_int(sniffer, IPPROTO_IP, IP_HDRINCL, 1, &error) < 0 ||
        rs_ioctl(sniffer, SIO_RCVALL, RCVALL_ON, &error) < 0)
        return complain(&error);
    ptrdiff_t size = rs_recvfrom(sniffer, packet, sizeof packet, 0, &address, &error);
    if (size < 0)
        return complain(&error);
    for (ptrdiff_t i = 0; i < size; i++)
        printf("%02x", packet[i]);
    show("\nfrom", &address);
    return rs_ioctl(sniffer, SIO_RCVALL, RCVALL_OFF, &error) < 0 ? complain(&error) : 0;
}
