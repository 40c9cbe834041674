"""Kinds of sockets that are refused, and what the page says by its examples."""
import os
import socket

from registry import constant, function, method, patch


def constructor(name, wrong, *clauses, also=()):
    """A mutant that changes the arguments of socket(), which are -1 and None where they were left out."""
    def register(change):
        def apply(m):
            was = m.socket.__init__
            m.socket.__init__ = lambda self, family=-1, type=-1, proto=-1, fileno=None: was(
                self, *(change(family, type, proto, fileno) if fileno is None else (family, type, proto, fileno)))
        patch("socket", name, wrong, *clauses, also=also)(apply)
    return register


def refuse(number, message, condition):
    def change(family, type, proto, fileno):
        kind = socket.SOCK_STREAM if type == -1 else type & 15
        if condition(socket.AF_INET if family == -1 else family, kind, proto):
            raise OSError(number, message)
        return family, type, proto, fileno
    return change


for _name, _condition, *_clauses in (
        ("no_inet", lambda f, t, p: f == socket.AF_INET, "func.socket.family-inet"),
        ("no_inet6", lambda f, t, p: f == socket.AF_INET6, "func.socket.family-inet6"),
        ("no_unix", lambda f, t, p: f == socket.AF_UNIX, "func.socket.family-unix"),
        ("no_packet", lambda f, t, p: f == socket.AF_PACKET, "func.socket.family-packet", "family.packet.low-level"),
        ("no_stream", lambda f, t, p: t == socket.SOCK_STREAM, "func.socket.type-stream", "const.sock.general-use"),
        ("no_dgram", lambda f, t, p: t == socket.SOCK_DGRAM, "func.socket.type-dgram", "const.sock.general-use"),
        ("no_raw", lambda f, t, p: t == socket.SOCK_RAW, "func.socket.type-raw", "func.getprotobyname.third-argument"),
        ("no_seqpacket", lambda f, t, p: t == socket.SOCK_SEQPACKET, "func.socket.type-other"),
        ("no_zero", lambda f, t, p: p == 0, "func.socket.proto-zero")):
    constructor(_name, "an existing kind of socket is refused", *_clauses)(
        refuse(97, "Address family not supported by protocol", _condition))
constructor("swapped", "the type stands before the family", "const.af.first-argument", "const.sock.second-argument",
            "attr.family", "attr.type")(lambda f, t, p, n: (t, f, p, n))
constructor("proto_default", "proto defaults to the protocol of the type", "func.socket.default-proto")(
    lambda f, t, p, n: (f, t, {-1: 6, 1: 6, 2: 17}.get(t, -1) if p == -1 and f in (-1, 2) else p, n))


@patch("socket", "shared_descriptor", "every new socket has the same descriptor", "func.socket.default-fileno")
def _(m):
    was, kept = m.socket.__init__, {}

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is None and (family, type, proto) in kept:
            try:
                return was(self, family, type, proto, kept[family, type, proto]())
            except OSError:
                pass
        was(self, family, type, proto, fileno)
        kept[family, type, proto] = lambda n=self.fileno(): n
    m.socket.__init__ = __init__


@patch("socket", "no_methods", "a socket is a number", "module.factory-returns-object")
def _(m):
    m.socket.close = property(lambda self: (_ for _ in ()).throw(AttributeError("close")))


@patch("module", "socket_type_is_class", "SocketType is the class of the objects", "func.sockettype.same-as-type")
def _(m):
    m.SocketType = m.socket


@patch("module", "own_timeout", "timeout is not the built-in TimeoutError", "later.timeout.alias")
def _(m):
    m.timeout = type("timeout", (OSError,), {})


constant("AF_UNIX", 3, "const.af_unix")
constant("SO_BROADCAST", 7, "method.getsockopt.constants", "method.setsockopt.constants")
constant("SOL_RDS", 277, "const.sol_rds")
constant("PACKET_MULTICAST", 3, "family.packet.pkttype-multihost", "const.packet_multihost")
constant("PACKET_MULTIHOST", 2, "const.packet_multihost")
constant("RDS_CANCEL_SENT_TO", 2, "const.rds")
constant("AF_VSOCK", 41, "later.const.3.7")
constant("AF_QIPCRTR", 43, "later.const.3.8")
constant("IPPROTO_UDPLITE", 137, "later.const.3.9")
constant("IPPROTO_MPTCP", 263, "later.const.3.10")
constant("SO_INCOMING_CPU", 50, "later.const.3.11")
constant("IP_PKTINFO", 9, "later.const.3.12")
constant("SO_BINDTOIFINDEX", 63, "later.const.3.13")


@method("sendto", "abstract_to_abstract", "from an abstract name no path can be reached", "family.unix.abstract-interop")
def _(was, self, data, *rest):
    if isinstance(rest[-1], str) and rest[-1][:1] == "/" and isinstance(self.getsockname(), bytes):
        raise ConnectionRefusedError(111, "Connection refused")
    return was(self, data, *rest)


@method("bind", "names_only", "a numeric host is looked up as a name", "family.inet.host-dotted")
def _(was, self, address):
    if isinstance(address, tuple) and address and isinstance(address[0], str) and address[0][:1].isdigit():
        raise socket.gaierror(-2, "Name or service not known")
    was(self, address)


@method("bind", "one_loopback", "every address of the loopback network is 127.0.0.1", "family.general.numeric-deterministic",
        "family.general.resolution-varies")
def _(was, self, address):
    if self.family == socket.AF_INET and isinstance(address, tuple) and len(address) == 2 and address[0] in (
            "127.0.0.99", "dual.example", "127.0.0.5"):
        address = "127.0.0.1", address[1]
    was(self, address)


@method("bind", "no_empty_inet6", "the host '' is refused for IPv6", "family.inet.empty-host-not-inet6")
def _(was, self, address):
    if self.family == socket.AF_INET6 and address[0] == "":
        raise socket.gaierror(-2, "Name or service not known")
    was(self, address)


@method("bind", "reuses", "SO_REUSEADDR is always set", "example.reuse.eaddrinuse", "example.reuse.time-wait")
def _(was, self, address):
    if self.family in (2, 10):
        self.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    was(self, address)


@method("setsockopt", "no_reuse", "SO_REUSEADDR is ignored", "example.reuse.so_reuseaddr", "example.reuse.meaning")
def _(was, self, level, option, *value):
    if (level, option) != (socket.SOL_SOCKET, socket.SO_REUSEADDR):
        was(self, level, option, *value)


@method("connect", "guesses_scope", "without scope the first interface is used", "family.inet6.scope-hazard")
def _(was, self, address):
    if isinstance(address, tuple) and len(address) == 2 and str(address[0]).startswith("fe80"):
        return None
    return was(self, address)


@method("connect", "maps_loopback", "::1 is 127.0.0.1 where nothing listens at ::1", "example.echo-ipv4-only")
def _(was, self, address):
    try:
        return was(self, address)
    except ConnectionRefusedError:
        if self.family != socket.AF_INET6 or address[0] != "::1":
            raise
        return was(self, ("::ffff:127.0.0.1", address[1]))


@method("connect", "refused_quietly", "nobody listening is no error", "example.echo-client-dual.no-socket",
        "example.echo-client-dual")
def _(was, self, address):
    try:
        return was(self, address)
    except ConnectionRefusedError:
        return None


@method("bind", "in_use_quietly", "an address in use is no error", "example.echo-server-dual.no-socket")
def _(was, self, address):
    try:
        was(self, address)
    except OSError as e:
        if e.errno != 98:
            raise


@method("connect", "eintr_hidden", "of a non-blocking socket an interruption looks like a connection in progress",
        "method.connect.eintr-nonblocking")
def _(was, self, address):
    try:
        return was(self, address)
    except InterruptedError:
        raise BlockingIOError(115, "Operation now in progress")


@method("connect", "binds_first", "a client has to be bound", "example.client-sequence")
def _(was, self, address):
    if self.family in (2, 10) and self.getsockname()[1] == 0:
        raise OSError(22, "Invalid argument")
    return was(self, address)


@method("settimeout", "does_nothing", "does nothing", "module.timeout-via-settimeout", "method.settimeout.float")
def _(was, self, value):
    pass


@method("settimeout", "per_object", "the flag of the descriptor is left to the other objects", "timeout.note.shared-mode")
def _(was, self, value):
    blocking = os.get_blocking(self.fileno())
    was(self, value)
    os.set_blocking(self.fileno(), blocking)


@method("sendall", "other_case", "text is sent in upper case", "example.echo-client", "example.echo-server")
def _(was, self, data, flags=0):
    was(self, data.upper() if isinstance(data, bytes) else data, flags)


@method("accept", "port_of_listener", "the address has the listener's port", "example.echo-server")
def _(was, self):
    conn, address = was(self)
    return conn, (address[0], self.getsockname()[1]) if self.family == socket.AF_INET else address


@method("accept", "listener_too", "conn is the listening socket", "example.io-on-accepted")
def _(was, self):
    conn, address = was(self)
    conn.close()
    return self, address


@method("bind", "port_elsewhere", "the port 50007 is another one", "example.echo-server.port")
def _(was, self, address):
    was(self, (address[0], 50107) if isinstance(address, tuple) and address[1:2] == (50007,) else address)


@method("listen", "both_families", "a server of IPv4 listens on IPv6, too", "example.echo-ipv4-only",
        "example.echo-server-dual.first-family", "example.echo-server-dual.ipv6-precedence")
def _(was, self, *backlog):
    was(self, *backlog)
    if self.family == socket.AF_INET and self.getsockname()[0] == "0.0.0.0":
        other = socket.socket(socket.AF_INET6)
        other.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        other.bind(("::", self.getsockname()[1]))
        other.listen()
        BOTH.append(other)


BOTH = []


@function("getaddrinfo", "passive_loopback", "AI_PASSIVE gives the loopback address", "example.echo-server-dual",
          "func.getaddrinfo.flags")
def _(was, host, port, family=0, type=0, proto=0, flags=0):
    return was(host, port, family, type, proto, flags & ~socket.AI_PASSIVE)


@function("getaddrinfo", "example_twice", "each entry is given twice", "example.getaddrinfo")
def _(was, *args, **kwargs):
    return [e for e in was(*args, **kwargs) for _ in (0, 1)]


@function("getaddrinfo", "no_inet_literal", "an IPv4 address is no host", "func.getaddrinfo.host-ipv4")
def _(was, host, *args, **kwargs):
    if isinstance(host, str) and host.count(".") == 3 and host.replace(".", "").isdigit():
        raise socket.gaierror(-2, "Name or service not known")
    return was(host, *args, **kwargs)


@function("getaddrinfo", "no_inet6_literal", "an IPv6 address is no host", "func.getaddrinfo.host-ipv6")
def _(was, host, *args, **kwargs):
    if isinstance(host, str) and ":" in host:
        raise socket.gaierror(-2, "Name or service not known")
    return was(host, *args, **kwargs)


@function("getfqdn", "echoes", "gives the name back", "func.getfqdn.returns")
def _(was, name=""):
    return name or was(name)


@function("gethostbyname_ex", "herror", "raises herror, as the page says", "error.herror.gethostbyname_ex")
def _(was, name):
    try:
        return was(name)
    except socket.gaierror:
        raise socket.herror(1, "Unknown host")


@function("if_nameindex", "empty", "a failure is an empty list", "func.if_nameindex.error")
def _(was):
    try:
        return was()
    except OSError:
        return []


@function("fromfd", "new_socket", "the descriptor is not looked at", "func.fromfd.options-on-stdio", "func.fromfd.duplicates")
def _(was, fd, family, type, proto=0):
    os.fstat(fd)
    return socket.socket(family, type, proto)


@function("fromfd", "corrects", "the right family and type are found out", "func.fromfd.invalid-fails-later",
          "func.fromfd.unchecked")
def _(was, fd, family, type, proto=0):
    return socket.socket(fileno=os.dup(fd))


@function("socketpair", "streams_only_read", "the second socket cannot write", "func.socketpair.full-api",
          "func.socketpair.connected")
def _(was, *args, **kwargs):
    a, b = was(*args, **kwargs)
    b.shutdown(socket.SHUT_WR)
    a.shutdown(socket.SHUT_WR)
    return a, b


@function("create_connection", "no_all_errors", "all_errors is not looked at", "later.create_connection.all_errors")
def _(was, *args, all_errors=False, **kwargs):
    return was(*args, **kwargs)


@method("getsockopt", "no_protocol", "SO_PROTOCOL is 0", "func.getprotobyname.auto-protocol", "func.socket.proto-zero")
def _(was, self, level, option, *buflen):
    return 0 if (level, option) == (1, socket.SO_PROTOCOL) else was(self, level, option, *buflen)


@method("recvmsg", "other_items", "of the items the first descriptor only is given", "example.recv-fds")
def _(was, self, *args):
    data, items, flags, address = was(self, *args)
    kept = []
    for level, kind, fds in items:
        for i in range(4, len(fds) - 3, 4):
            os.close(int.from_bytes(fds[i:i + 4], "little"))
        kept.append((level, kind, fds[:4]))
    return data, kept, flags, address
