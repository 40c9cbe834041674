#include "actor/families.h"

#include "actor/bluetooth.h"
#include "actor/sandbox.h"

#include <errno.h>
#include <linux/can.h>
#include <linux/can/raw.h>
#include <linux/if_alg.h>
#include <linux/qrtr.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Since the C library of some systems is older than their kernel. */
enum { UDP_LITE = 136, MULTIPATH_TCP = 262, RELIABLE_DATAGRAMS = 21 };

struct family {
    const char *need;
    const char *socket; /* as it is shown */
    /* What more is wanted of the socket: 0, or -1 with errno and what was tried. NULL: that it can be made. */
    int (*use)(int fd, const char **tried);
    int family, type, protocol;
    bool first_namespace; /* the kernel has it in its first network namespace only */
};

static int bind_to(int fd, const void *address, size_t size, const char **tried, const char *what) {
    *tried = what;
    return bind(fd, address, (socklen_t)size);
}

/* An interface that carries frames of CAN FD. */
static int use_vcan(int fd, const char **tried) {
    struct ifreq interface = {.ifr_name = "vcan0"};
    struct sockaddr_can address = {.can_family = AF_CAN, .can_ifindex = (int)if_nametoindex("vcan0")};
    const int on = 1;
    *tried = "the MTU of vcan0";
    if (address.can_ifindex == 0 || ioctl(fd, SIOCGIFMTU, &interface) < 0) {
        return -1;
    }
    if (interface.ifr_mtu != CANFD_MTU) {
        errno = EMSGSIZE;
        return -1;
    }
    *tried = "CAN_RAW_FD_FRAMES";
    if (setsockopt(fd, SOL_CAN_RAW, CAN_RAW_FD_FRAMES, &on, sizeof on) < 0) {
        return -1;
    }
    return bind_to(fd, &address, sizeof address, tried, "bind to vcan0");
}

static int use_alg(int fd, const char *type, const char *name, const char **tried) {
    struct sockaddr_alg address = {.salg_family = AF_ALG};
    snprintf((char *)address.salg_type, sizeof address.salg_type, "%s", type);
    snprintf((char *)address.salg_name, sizeof address.salg_name, "%s", name);
    return bind_to(fd, &address, sizeof address, tried, name);
}

static int use_hash(int fd, const char **tried) {
    return use_alg(fd, "hash", "sha256", tried);
}

static int use_skcipher(int fd, const char **tried) {
    return use_alg(fd, "skcipher", "cbc(aes)", tried);
}

static int use_aead(int fd, const char **tried) {
    return use_alg(fd, "aead", "gcm(aes)", tried);
}

static int use_rng(int fd, const char **tried) {
    return use_alg(fd, "rng", "stdrng", tried);
}

static int use_tipc(int fd, const char **tried) {
    struct sockaddr_tipc address = {.family = AF_TIPC, .addrtype = TIPC_SERVICE_RANGE, .scope = TIPC_NODE_SCOPE};
    address.addr.nameseq.type = TIPC_RESERVED_TYPES + 1;
    return bind_to(fd, &address, sizeof address, tried, "bind to a service");
}

static int use_rds(int fd, const char **tried) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    return bind_to(fd, &address, sizeof address, tried, "bind to 127.0.0.1");
}

/* Only with the loopback transport is CID 1 an address of this machine; a connect() without it may never end. */
static int use_vsock_loopback(int fd, const char **tried) {
    struct sockaddr_vm address = {.svm_family = AF_VSOCK, .svm_cid = VMADDR_CID_LOCAL, .svm_port = VMADDR_PORT_ANY};
    return bind_to(fd, &address, sizeof address, tried, "bind to VMADDR_CID_LOCAL");
}

static int use_qipcrtr(int fd, const char **tried) {
    struct sockaddr_qrtr address = {.sq_family = AF_QIPCRTR};
    socklen_t size = sizeof address;
    *tried = "its own node";
    if (getsockname(fd, (struct sockaddr *)&address, &size) < 0) {
        return -1;
    }
    address.sq_port = 0;
    return bind_to(fd, &address, sizeof address, tried, "bind to a port");
}

static const struct family families[] = {
    {"vcan", "AF_CAN, SOCK_RAW, CAN_RAW", use_vcan, AF_CAN, SOCK_RAW, CAN_RAW, false},
    {"can_bcm", "AF_CAN, SOCK_DGRAM, CAN_BCM", NULL, AF_CAN, SOCK_DGRAM, CAN_BCM, false},
    {"can_isotp", "AF_CAN, SOCK_DGRAM, CAN_ISOTP", NULL, AF_CAN, SOCK_DGRAM, CAN_ISOTP, false},
    {"can_j1939", "AF_CAN, SOCK_DGRAM, CAN_J1939", NULL, AF_CAN, SOCK_DGRAM, CAN_J1939, false},
    {"af_alg", "AF_ALG, SOCK_SEQPACKET", use_hash, AF_ALG, SOCK_SEQPACKET, 0, false},
    {"alg_skcipher", "AF_ALG, SOCK_SEQPACKET", use_skcipher, AF_ALG, SOCK_SEQPACKET, 0, false},
    {"alg_aead", "AF_ALG, SOCK_SEQPACKET", use_aead, AF_ALG, SOCK_SEQPACKET, 0, false},
    {"alg_rng", "AF_ALG, SOCK_SEQPACKET", use_rng, AF_ALG, SOCK_SEQPACKET, 0, false},
    {"tipc", "AF_TIPC, SOCK_RDM", use_tipc, AF_TIPC, SOCK_RDM, 0, false},
    {"rds", "AF_RDS, SOCK_SEQPACKET", use_rds, RELIABLE_DATAGRAMS, SOCK_SEQPACKET, 0, false},
    {"sctp", "AF_INET, SOCK_STREAM, IPPROTO_SCTP", NULL, AF_INET, SOCK_STREAM, IPPROTO_SCTP, false},
    {"udplite", "AF_INET, SOCK_DGRAM, IPPROTO_UDPLITE", NULL, AF_INET, SOCK_DGRAM, UDP_LITE, false},
    {"mptcp", "AF_INET, SOCK_STREAM, IPPROTO_MPTCP", NULL, AF_INET, SOCK_STREAM, MULTIPATH_TCP, false},
    {"vsock_loopback", "AF_VSOCK, SOCK_STREAM", use_vsock_loopback, AF_VSOCK, SOCK_STREAM, 0, false},
    {"qipcrtr", "AF_QIPCRTR, SOCK_DGRAM", use_qipcrtr, AF_QIPCRTR, SOCK_DGRAM, 0, true},
};

/* Whether it works; if not, why. */
static bool works(const struct family *family, char *reason, size_t size) {
    const char *tried = NULL;
    int fd = socket(family->family, family->type | SOCK_CLOEXEC | SOCK_NONBLOCK, family->protocol);
    bool ok = fd >= 0 && (family->use == NULL || family->use(fd, &tried) == 0);
    if (!ok) {
        bool elsewhere = family->first_namespace && fd < 0 && errno == EAFNOSUPPORT;
        snprintf(reason, size, "socket(%s)%s%s: %s%s", family->socket, tried != NULL ? ", " : "",
                 tried != NULL ? tried : "", strerror(errno), elsewhere ? FAMILY_ELSEWHERE : "");
    }
    if (fd >= 0) {
        close(fd);
    }
    return ok;
}

static bool missing_already(const json_t *capabilities, const char *need) {
    return json_is_false(json_object_get(json_object_get(capabilities, need), "available"));
}

void families_probe(json_t *capabilities, bool isolated) {
    char reason[300];
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        const char *need = families[i].need;
        if (missing_already(capabilities, need)) {
            continue;
        }
        if (!isolated && strcmp(need, "tipc") == 0) {
            sandbox_report(capabilities, need, "its names are shared by all workers that have no network namespace");
        } else {
            sandbox_report(capabilities, need, works(&families[i], reason, sizeof reason) ? NULL : reason);
        }
    }
    sandbox_report(capabilities, "bluetooth", bluetooth_controllers(reason, sizeof reason) ? NULL : reason);
}
