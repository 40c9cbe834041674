/* rtnetlink(7): one request, one acknowledgement. */
#include "actor/net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/if.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

struct request {
    struct nlmsghdr header;
    unsigned char body[512];
};

static void *tail(struct request *request) {
    return (unsigned char *)request + NLMSG_ALIGN(request->header.nlmsg_len);
}

/* Padded, so that a nest that ends here ends within the message. */
static void add_raw(struct request *request, const void *data, size_t length) {
    memcpy(tail(request), data, length);
    request->header.nlmsg_len = (uint32_t)NLMSG_ALIGN(request->header.nlmsg_len + length);
}

/* Append an attribute; the pointer is for closing a nest. */
static struct rtattr *add(struct request *request, unsigned short type, const void *data, size_t length) {
    struct rtattr *attribute = tail(request);
    struct rtattr head = {.rta_type = type, .rta_len = (unsigned short)RTA_LENGTH(length)};
    add_raw(request, &head, sizeof head);
    if (length > 0) {
        add_raw(request, data, length);
    }
    return attribute;
}

static struct rtattr *open_nest(struct request *request, unsigned short type) {
    return add(request, type, NULL, 0);
}

static void close_nest(struct request *request, struct rtattr *nest) {
    nest->rta_len = (unsigned short)((unsigned char *)tail(request) - (unsigned char *)nest);
}

static int transact(struct request *request) {
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (fd < 0) {
        return -1;
    }
    struct {
        struct nlmsghdr header;
        struct nlmsgerr error;
        unsigned char rest[1024];
    } answer;
    struct timeval limit = {.tv_sec = 5};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    request->header.nlmsg_flags |= NLM_F_REQUEST | NLM_F_ACK;
    int result = -1;
    if (send(fd, request, request->header.nlmsg_len, 0) >= 0) {
        ssize_t got = recv(fd, &answer, sizeof answer, 0);
        if (got >= (ssize_t)(sizeof answer.header + sizeof answer.error) && answer.header.nlmsg_type == NLMSG_ERROR) {
            errno = -answer.error.error;
            result = answer.error.error == 0 ? 0 : -1;
        } else if (got >= 0) {
            errno = EPROTO;
        }
    }
    int saved = errno;
    close(fd);
    errno = saved;
    return result;
}

int net_up(const char *name) {
    struct ifreq interface = {0};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return -1;
    }
    strncpy(interface.ifr_name, name, IFNAMSIZ - 1);
    int result = ioctl(fd, SIOCGIFFLAGS, &interface);
    if (result == 0) {
        interface.ifr_flags |= IFF_UP;
        result = ioctl(fd, SIOCSIFFLAGS, &interface);
    }
    int saved = errno;
    close(fd);
    errno = saved;
    return result;
}

static struct request new_link(const char *name) {
    struct ifinfomsg link = {.ifi_family = AF_UNSPEC};
    struct request request = {
        .header = {.nlmsg_len = NLMSG_LENGTH(0), .nlmsg_type = RTM_NEWLINK, .nlmsg_flags = NLM_F_CREATE | NLM_F_EXCL}};
    add_raw(&request, &link, sizeof link);
    add(&request, IFLA_IFNAME, name, strlen(name) + 1);
    return request;
}

int net_add_link(const char *kind, const char *name, unsigned mtu) {
    struct request request = new_link(name);
    uint32_t octets = mtu;
    add(&request, IFLA_MTU, &octets, sizeof octets);
    struct rtattr *info = open_nest(&request, IFLA_LINKINFO);
    add(&request, IFLA_INFO_KIND, kind, strlen(kind));
    close_nest(&request, info);
    return transact(&request) == 0 ? net_up(name) : -1;
}

int net_add_veth(const char *name, const char *peer) {
    struct ifinfomsg link = {.ifi_family = AF_UNSPEC};
    struct request request = new_link(name);
    struct rtattr *info = open_nest(&request, IFLA_LINKINFO);
    add(&request, IFLA_INFO_KIND, "veth", 4);
    struct rtattr *data = open_nest(&request, IFLA_INFO_DATA);
    struct rtattr *other = open_nest(&request, VETH_INFO_PEER);
    add_raw(&request, &link, sizeof link);
    add(&request, IFLA_IFNAME, peer, strlen(peer) + 1);
    close_nest(&request, other);
    close_nest(&request, data);
    close_nest(&request, info);
    return transact(&request) == 0 && net_up(name) == 0 ? net_up(peer) : -1;
}

int net_add_address(const char *name, int family, const char *address, unsigned prefix) {
    struct ifaddrmsg message = {.ifa_family = (unsigned char)family,
                                .ifa_prefixlen = (unsigned char)prefix,
                                .ifa_flags = family == AF_INET6 ? IFA_F_NODAD : 0,
                                .ifa_index = if_nametoindex(name)};
    struct request request = {
        .header = {.nlmsg_len = NLMSG_LENGTH(0), .nlmsg_type = RTM_NEWADDR, .nlmsg_flags = NLM_F_CREATE | NLM_F_EXCL}};
    unsigned char binary[16];
    size_t length = family == AF_INET6 ? 16 : 4;
    if (inet_pton(family, address, binary) != 1) {
        errno = EINVAL;
        return -1;
    }
    add_raw(&request, &message, sizeof message);
    add(&request, IFA_LOCAL, binary, length);
    add(&request, IFA_ADDRESS, binary, length);
    return transact(&request);
}

int net_add_route(const char *name, const char *destination, unsigned prefix) {
    struct rtmsg route = {.rtm_family = AF_INET,
                          .rtm_dst_len = (unsigned char)prefix,
                          .rtm_table = RT_TABLE_MAIN,
                          .rtm_protocol = RTPROT_STATIC,
                          .rtm_scope = RT_SCOPE_LINK,
                          .rtm_type = RTN_UNICAST};
    struct request request = {
        .header = {.nlmsg_len = NLMSG_LENGTH(0), .nlmsg_type = RTM_NEWROUTE, .nlmsg_flags = NLM_F_CREATE | NLM_F_EXCL}};
    unsigned char binary[4];
    uint32_t index = if_nametoindex(name);
    if (inet_pton(AF_INET, destination, binary) != 1) {
        errno = EINVAL;
        return -1;
    }
    add_raw(&request, &route, sizeof route);
    add(&request, RTA_DST, binary, sizeof binary);
    add(&request, RTA_OIF, &index, sizeof index);
    return transact(&request);
}

/* tc-tbf(8): a bucket of one packet, and every packet counts as one of the greatest length. */
int net_delay(const char *name, unsigned milliseconds) {
    enum { LARGEST = 65000, LINKLAYER_ETHERNET = 1 };
    struct tcmsg message = {.tcm_family = AF_UNSPEC, .tcm_ifindex = (int)if_nametoindex(name), .tcm_parent = TC_H_ROOT};
    struct tc_tbf_qopt options = {
        .rate = {.rate = LARGEST * 1000 / milliseconds, .mpu = LARGEST, .linklayer = LINKLAYER_ETHERNET},
        .limit = UINT32_MAX / 2};
    uint32_t burst = LARGEST + 600;
    struct request request = {
        .header = {.nlmsg_len = NLMSG_LENGTH(0), .nlmsg_type = RTM_NEWQDISC, .nlmsg_flags = NLM_F_CREATE | NLM_F_EXCL}};
    add_raw(&request, &message, sizeof message);
    add(&request, TCA_KIND, "tbf", 4);
    struct rtattr *nest = open_nest(&request, TCA_OPTIONS);
    add(&request, TCA_TBF_PARMS, &options, sizeof options);
    add(&request, TCA_TBF_BURST, &burst, sizeof burst);
    close_nest(&request, nest);
    return transact(&request);
}

bool net_has_ipv6(void) {
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const struct sockaddr *any = (const struct sockaddr *)&address;
    bool ok = fd >= 0 && bind(fd, any, sizeof address) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return ok;
}
