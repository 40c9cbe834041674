"""Constants: missing ones, and wrong values."""
from registry import constant, patch

# constant, its wrong value, clauses
for _name, _value, *_clauses in (
        ("SO_REUSEADDR", 3, "const.so_reuseaddr", "const.group.option-arguments", "method.setsockopt.constants"),
        ("SO_TYPE", 4, "const.so"), ("SO_RCVBUF", 9, "const.so"), ("SO_KEEPALIVE", 10, "const.so"),
        ("SOMAXCONN", "4096", "const.somaxconn"),
        ("MSG_PEEK", 1, "const.msg"), ("MSG_DONTWAIT", 0x80, "const.msg"),
        ("SOL_SOCKET", 0xffff, "const.sol_socket", "const.sol"), ("SOL_TCP", 7, "const.sol"),
        ("SCM_RIGHTS", 2, "const.scm_rights", "const.scm"),
        ("IPPROTO_TCP", 5, "const.ipproto_tcp", "const.ipproto"), ("IPPROTO_IP", 4, "const.ipproto_ip"),
        ("IPPORT_RESERVED", 1023, "const.ipport"), ("IPPORT_USERRESERVED", 49152, "const.ipport"),
        ("INADDR_ANY", 1, "const.inaddr_any", "const.inaddr"),
        ("INADDR_BROADCAST", -1, "const.inaddr_broadcast", "const.inaddr"),
        ("INADDR_LOOPBACK", 0x100007f, "const.inaddr"),
        ("IP_TTL", 4, "const.ip"), ("IP_HDRINCL", 2, "const.ip_hdrincl"), ("IPV6_V6ONLY", 27, "const.ipv6"),
        ("EAI_NONAME", 8, "const.eai", "error.gaierror.eai-match"), ("AI_PASSIVE", 2, "const.ai_passive", "const.ai"),
        ("AI_CANONNAME", 1, "const.ai_canonname", "const.ai"), ("AI_NUMERICHOST", 8, "const.ai_numerichost", "const.ai"),
        ("NI_NUMERICHOST", 2, "const.ni"), ("NI_DGRAM", 8, "const.ni"), ("TCP_NODELAY", 2, "const.tcp"),
        ("SHUT_RD", 2, "const.shut_rd"), ("SHUT_WR", 0, "const.shut_wr"), ("SHUT_RDWR", 3, "const.shut_rdwr"),
        ("SOCK_CLOEXEC", 0x40000, "const.sock_cloexec", "const.sock_cloexec.combine"),
        ("SOCK_NONBLOCK", 4, "const.sock_nonblock", "const.sock_nonblock.combine"),
        ("AF_INET", 3, "const.af_inet"), ("AF_INET6", 28, "const.af_inet6"), ("AF_UNSPEC", 1, "const.af_unspec"),
        ("SO_DOMAIN", 40, "const.so_domain"), ("SO_PROTOCOL", 39, "const.so_protocol"),
        ("SO_PEERSEC", 30, "const.so_peersec"), ("SO_PASSSEC", 35, "const.so_passsec"),
        ("TCP_USER_TIMEOUT", 17, "const.tcp_user_timeout"), ("TCP_CONGESTION", 14, "const.tcp_congestion"),
        ("AF_NETLINK", 15, "const.af_netlink"), ("AF_TIPC", 31, "const.af_tipc"), ("AF_CAN", 30, "const.af_can"),
        ("PF_CAN", 30, "const.pf_can"), ("SOL_CAN_RAW", 100, "const.sol_can"), ("CAN_RAW", 2, "const.can_raw"),
        ("CAN_BCM", 1, "const.can_bcm"), ("CAN_EFF_FLAG", 0x40000000, "const.can"),
        ("CAN_RAW_FD_FRAMES", 6, "const.can_raw_fd_frames"), ("CAN_BCM_TX_SETUP", 2, "const.can_bcm.group"),
        ("AF_PACKET", 18, "const.af_packet"), ("PF_PACKET", 18, "const.pf_packet"),
        ("PACKET_HOST", 1, "const.packet_host", "const.packet"), ("PACKET_BROADCAST", 2, "const.packet_broadcast"),
        ("PACKET_OTHERHOST", 4, "const.packet_otherhost"), ("PACKET_OUTGOING", 5, "const.packet_outgoing"),
        ("AF_RDS", 22, "const.af_rds"), ("PF_RDS", 22, "const.pf_rds"),
        ("TIPC_ADDR_NAME", 1, "const.tipc_addr_name", "const.tipc.c-values"),
        ("TIPC_ADDR_NAMESEQ", 2, "const.tipc_addr_nameseq"), ("TIPC_ADDR_ID", 4, "const.tipc_addr_id"),
        ("TIPC_ZONE_SCOPE", 2, "const.tipc_zone_scope"), ("TIPC_CLUSTER_SCOPE", 3, "const.tipc_cluster_scope"),
        ("TIPC_NODE_SCOPE", 1, "const.tipc_node_scope"), ("TIPC_IMPORTANCE", 128, "const.tipc"),
        ("AF_ALG", 37, "const.af_alg"), ("SOL_ALG", 278, "const.sol_alg"), ("ALG_SET_KEY", 2, "const.alg"),
        ("ALG_OP_ENCRYPT", 0, "const.alg", "family.alg.since"),
        ("has_ipv6", 1, "const.has_ipv6")):
    constant(_name, _value, *_clauses)

for _name, *_clauses in (
        ("AF_UNIX", "const.af_unix"), ("SOCK_RDM", "const.sock_rdm"), ("SOCK_RAW", "const.sock_raw"),
        ("SOCK_SEQPACKET", "const.sock_seqpacket"), ("SOCK_STREAM", "const.sock_stream"),
        ("SOCK_DGRAM", "const.sock_dgram"), ("EAI_FAIL", "const.eai"), ("IP_MULTICAST_TTL", "const.ip"),
        ("IPV6_JOIN_GROUP", "const.ipv6"), ("MSG_CMSG_CLOEXEC", "const.msg"), ("SOL_UDP", "const.sol"),
        ("TCP_KEEPIDLE", "const.tcp"), ("NI_NAMEREQD", "const.ni"), ("IPPROTO_ICMPV6", "const.ipproto")):
    constant(_name, None, *_clauses)


@patch("constants", "plain_families", "AF_* are plain integers", "const.af.enum")
def _(m):
    for name in [n for n in dir(m) if n.startswith("AF_")]:
        setattr(m, name, int(getattr(m, name)))


@patch("constants", "plain_kinds", "SOCK_* are plain integers", "const.sock.enum")
def _(m):
    for name in [n for n in dir(m) if n.startswith("SOCK_")]:
        setattr(m, name, int(getattr(m, name)))


@patch("constants", "no_ipv6", "has_ipv6 is False", "const.has_ipv6.meaning")
def _(m):
    m.has_ipv6 = False


