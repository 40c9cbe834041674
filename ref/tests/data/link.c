/* Netlink and packet sockets, in a network namespace that the case makes for itself. */
#include "data.h"

#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

static rs_error error;

enum { ETHERTYPE = 0x88b5 }; /* kept free for experiments (IEEE 802) */

static const char *no_namespace(void) {
    int status = 1;
    pid_t child = fork();
    if (child == 0)
        _exit(unshare(CLONE_NEWNET) != 0);
    waitpid(child, &status, 0);
    return status == 0 ? NULL : "no network namespace can be made";
}

/* A namespace with nothing but lo, which is up. */
static void own_network(void) {
    CHECK(unshare(CLONE_NEWNET) == 0);
    struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP};
    RS_SCOPED rs_socket *any = make_socket(AF_INET, SOCK_DGRAM, 0);
    CHECK(ioctl(rs_fileno(any), SIOCSIFFLAGS, &request) == 0);
}

static void cooked(void) {
    own_network();
    RS_SCOPED rs_socket *b = make_bound(AF_PACKET, SOCK_DGRAM, 0, TUPLE(TEXT("lo"), INT(ETHERTYPE)));
    RS_SCOPED rs_socket *a = make_socket(AF_PACKET, SOCK_DGRAM, 0);
    rs_address to = TUPLE(TEXT("lo"), INT(ETHERTYPE), INT(PACKET_HOST), INT(0), BYTES("\0\0\0\0\0\0")), from;
    char got[10];
    is_found_out(a);
    SAME(rs_sendto(a, "there", 5, 0, &to, &error), 5);
    SAME(rs_recvfrom(b, got, sizeof got, 0, &from, &error), 5);
    SAME(from.fields.count, 5);
    SAME_ELEMENT(&from, 0, "lo");
    SAME(rs_field_int(&from, 1), ETHERTYPE);
    SAME(rs_field_int(&from, 2), PACKET_HOST);
    SAME(rs_field_int(&from, 3), 772); /* ARPHRD_LOOPBACK */
    SAME_ELEMENT(&from, 4, "\0\0\0\0\0\0");
}

/* As the address has it, so the frame. */
static void frames(void) {
    own_network();
    RS_SCOPED rs_socket *b = make_bound(AF_PACKET, SOCK_RAW, 0, TUPLE(TEXT("lo"), INT(ETHERTYPE)));
    RS_SCOPED rs_socket *a = make_socket(AF_PACKET, SOCK_DGRAM, 0);
    rs_address to = TUPLE(TEXT("lo"), INT(ETHERTYPE), INT(PACKET_HOST), INT(0), BYTES("\2\3\4\5\6\7"));
    unsigned char got[64];
    SAME(rs_sendto(a, "x", 1, 0, &to, &error), 1);
    SAME(rs_recv(b, got, sizeof got, 0, &error), 15);
    CHECK(memcmp(got, "\2\3\4\5\6\7", 6) == 0 && memcmp(got + 12, "\x88\xb5x", 3) == 0);
}

static void links(void) {
    RS_SCOPED rs_socket *socket = make_bound(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE, TUPLE(INT(0), INT(0)));
    struct {
        struct nlmsghdr head;
        struct rtgenmsg body;
    } ask = {.head = {.nlmsg_len = sizeof ask,
                      .nlmsg_type = RTM_GETLINK,
                      .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
                      .nlmsg_seq = 7}};
    struct nlmsghdr answer;
    char buffer[16384];
    rs_address own, from, kernel = TUPLE(INT(0), INT(0));
    WORKS(rs_getsockname(socket, &own, &error));
    is_found_out(socket);
    SAME(rs_sendto(socket, &ask, sizeof ask, 0, &kernel, &error), sizeof ask);
    CHECK(rs_recvfrom(socket, buffer, sizeof buffer, 0, &from, &error) > (ptrdiff_t)sizeof answer);
    memcpy(&answer, buffer, sizeof answer);
    SAME(answer.nlmsg_type, RTM_NEWLINK);
    SAME(answer.nlmsg_seq, 7);
    SAME(answer.nlmsg_pid, rs_field_int(&own, 0));
    SAME(rs_field_int(&from, 0), 0);
}

const data_case link_cases[] = {{"packet_cooked", AF_PACKET, SOCK_DGRAM, 0, no_namespace, cooked},
                                {"packet_frames", AF_PACKET, SOCK_RAW, 0, no_namespace, frames},
                                {"netlink", AF_NETLINK, SOCK_RAW, NETLINK_ROUTE, NULL, links},
                                {0}};
