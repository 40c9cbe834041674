"""Functions that change no socket: byte order, text forms, names, databases, interfaces, exceptions."""
import errno
import socket

from registry import function, patch

for _name, _bits in (("htons", 16), ("ntohs", 16), ("htonl", 32), ("ntohl", 32)):
    function(_name, "same", "returns its argument", "func.%s.converts" % _name, "func.%s.swap" % _name)(
        lambda was, x: (was(x), x)[1])
    function(_name, "cut", "the lower bits of a number that is too large are used", also=["byteorder.*"])(
        lambda was, x, bits=_bits: was(x & (1 << bits) - 1 if isinstance(x, int) else x))
for _name, _size in (("htons", 2), ("ntohs", 2), ("htonl", 4), ("ntohl", 4)):
    function(_name, "swaps", "always swaps", "func.%s.no-op-same-order" % _name)(
        lambda was, x, size=_size: (was(x), int.from_bytes(x.to_bytes(size, "big"), "little"))[1])
for _name in ("htonl", "ntohl"):
    function(_name, "signed", "the result is signed", "func.%s.converts" % _name)(
        lambda was, x: (lambda r: r - 2**32 if r >= 2**31 else r)(was(x)))
    function(_name, "halves", "only the lower half is swapped", "func.%s.swap" % _name)(
        lambda was, x: (was(x), x & 0xffff0000 | socket.htons(x & 0xffff))[1])


@function("inet_aton", "four_parts", "four parts are wanted", "func.inet_aton.short-forms",
          "func.inet_aton.platform-validity")
def _(was, text):
    if text.count(".") != 3:
        raise OSError("illegal IP address string passed to inet_aton")
    return was(text)


@function("inet_aton", "bytearray", "returns a bytearray", "func.inet_aton.four-bytes")
def _(was, text):
    return bytearray(was(text))


@function("inet_aton", "reversed", "is in host byte order", "func.inet_aton.packs", "func.inet_aton.in_addr")
def _(was, text):
    return was(text)[::-1]


@function("inet_aton", "invalid_none", "an invalid string is 255.255.255.255", "func.inet_aton.invalid")
def _(was, text):
    try:
        return was(text)
    except OSError:
        return b"\xff" * 4


@function("inet_aton", "valueerror", "an invalid string raises ValueError", "func.inet_aton.invalid")
def _(was, text):
    try:
        return was(text)
    except OSError as e:
        raise ValueError(str(e))


@function("inet_aton", "inet6", "IPv6 addresses are taken", "func.inet_aton.no-ipv6")
def _(was, text):
    return socket.inet_pton(socket.AF_INET6, text) if ":" in text else was(text)


@function("inet_ntoa", "first_four", "further bytes are ignored", "func.inet_ntoa.wrong-length", "func.inet_ntoa.no-ipv6")
def _(was, packed):
    return was(bytes(packed)[:4])


@function("inet_ntoa", "valueerror", "a wrong length raises ValueError", "func.inet_ntoa.wrong-length")
def _(was, packed):
    if len(packed) != 4:
        raise ValueError("packed IP wrong length")
    return was(packed)


@function("inet_ntoa", "bytes_only", "only bytes are taken", "func.inet_ntoa.bytes-like", "func.inet_ntoa.writable")
def _(was, packed):
    if not isinstance(packed, bytes):
        raise TypeError("bytes are wanted")
    return was(packed)


@function("inet_ntoa", "padded", "each number has three digits", "func.inet_ntoa.unpacks")
def _(was, packed):
    return ".".join("%03d" % int(n) for n in was(packed).split("."))


@function("inet_pton", "is_aton", "takes what inet_aton() takes", "func.inet_pton.platform-validity", "func.inet_pton.invalid")
def _(was, family, text):
    return socket.inet_aton(text) if family == socket.AF_INET else was(family, text)


@function("inet_pton", "valueerror", "an invalid string raises ValueError", "func.inet_pton.invalid")
def _(was, family, text):
    try:
        return was(family, text)
    except OSError as e:
        raise ValueError(str(e))


@function("inet_pton", "any_family", "an unknown family is AF_INET", "func.inet_pton.other-family")
def _(was, family, text):
    return was(family if family in (2, 10) else 2, text)


@function("inet_pton", "reversed", "is in host byte order", "func.inet_pton.packs", "func.inet_pton.inet", "func.inet_pton.inet6")
def _(was, family, text):
    return was(family, text)[::-1]


@function("inet_ntop", "oserror", "a wrong length raises OSError", "func.inet_ntop.wrong-length")
def _(was, family, packed):
    try:
        return was(family, packed)
    except ValueError as e:
        raise OSError(str(e))


@function("inet_ntop", "upper", "is in upper case", "func.inet_ntop.inet6")
def _(was, family, packed):
    return was(family, packed).upper()


@function("inet_ntop", "uncompressed", "an IPv6 address is not compressed", "func.inet_ntop.inet6", "func.inet_ntop.unpacks")
def _(was, family, packed):
    import ipaddress
    text = was(family, packed)
    return ipaddress.IPv6Address(text).exploded if family == socket.AF_INET6 else text


@function("inet_ntop", "bytes_only", "only bytes are taken", "func.inet_ntop.writable")
def _(was, family, packed):
    if not isinstance(packed, bytes):
        raise TypeError("bytes are wanted")
    return was(family, packed)


@function("inet_ntop", "any_family", "an unknown family is AF_INET", "func.inet_ntop.other-family")
def _(was, family, packed):
    return was(family if family in (2, 10) else 2, packed)


@function("inet_ntop", "reversed", "an IPv4 address is taken in host byte order", "func.inet_ntop.inet")
def _(was, family, packed):
    return was(family, bytes(packed)[::-1] if family == 2 else packed)


@function("CMSG_LEN", "is_space", "contains the padding", "func.cmsg_len.total")
def _(was, n):
    return socket.CMSG_SPACE(n)


@function("CMSG_LEN", "without_header", "is the length of the data", "func.cmsg_len.total",
          "func.cmsg_len.single-item-buffer")
def _(was, n):
    return was(n) - was(0)


@function("CMSG_LEN", "unlimited", "there is no limit", "func.cmsg_len.overflow")
def _(was, n):
    return was(0) + n if isinstance(n, int) and n > 2**31 else was(n)


@function("CMSG_SPACE", "is_len", "has no padding", "func.cmsg_space.size", "func.cmsg_space.loose-limit")
def _(was, n):
    return socket.CMSG_LEN(n)


@function("CMSG_SPACE", "without_header", "is without the header", "func.cmsg_space.size", "func.cmsg_space.sum")
def _(was, n):
    return was(n) - was(0)


@function("CMSG_SPACE", "unlimited", "there is no limit", "func.cmsg_space.overflow")
def _(was, n):
    return was(0) + n if isinstance(n, int) and n > 2**31 else was(n)


@function("if_nameindex", "swapped", "the pairs are (name, index)", "func.if_nameindex.list")
def _(was):
    return [(name, index) for index, name in was()]


@function("if_nameindex", "loopback_only", "gives the first interface only", "func.if_nameindex.list")
def _(was):
    return was()[:1]


@function("if_nameindex", "tuple", "returns a tuple", "func.if_nameindex.list")
def _(was):
    return tuple(was())


@function("if_nametoindex", "zero", "an unknown name is 0", "func.if_nametoindex.unknown")
def _(was, name):
    try:
        return was(name)
    except OSError:
        return 0


@function("if_nametoindex", "one", "is always 1 for a known name", "func.if_nametoindex.index")
def _(was, name):
    return min(1, was(name))


@function("if_indextoname", "empty", "an unknown index is ''", "func.if_indextoname.unknown")
def _(was, index):
    try:
        return was(index)
    except OSError:
        return ""


@function("if_indextoname", "lo", "is always lo for a known index", "func.if_indextoname.name")
def _(was, index):
    return was(index) and "lo"


# Names of hosts

@function("getaddrinfo", "tuple", "returns a tuple", "func.getaddrinfo.sequence-of-5")
def _(was, *args, **kwargs):
    return tuple(was(*args, **kwargs))


def getaddrinfo(name, wrong, *clauses, also=()):
    """A mutant that changes the six arguments."""
    def register(change):
        function("getaddrinfo", name, wrong, *clauses, also=also)(
            lambda was, host, port, family=0, type=0, proto=0, flags=0: was(*change(host, port, family, type, proto, flags)))
        return change
    return register


getaddrinfo("no_family", "family is not looked at", "func.getaddrinfo.filter-family")(lambda h, p, f, t, r, a: (h, p, 0, t, r, a))
getaddrinfo("no_type", "type is not looked at", "func.getaddrinfo.filter-type")(lambda h, p, f, t, r, a: (h, p, f, 0, r, a))
getaddrinfo("no_proto", "proto is not looked at", "func.getaddrinfo.filter-proto")(lambda h, p, f, t, r, a: (h, p, f, t, 0, a))
getaddrinfo("no_flags", "flags are not looked at", "func.getaddrinfo.flags", "func.getaddrinfo.numerichost",
            "func.getaddrinfo.canonname-set")(lambda h, p, f, t, r, a: (h, p, f, t, r, 0))
getaddrinfo("inet_default", "family defaults to AF_INET", "func.getaddrinfo.zero-selects-all")(
    lambda h, p, f, t, r, a: (h, p, f or 2, t, r, a))
getaddrinfo("stream_default", "type defaults to SOCK_STREAM", "func.getaddrinfo.zero-selects-all",
            "func.getaddrinfo.defaults")(lambda h, p, f, t, r, a: (h, p, f, t or 1, r, a))
getaddrinfo("always_canonical", "AI_CANONNAME is always set", "func.getaddrinfo.canonname-empty")(
    lambda h, p, f, t, r, a: (h, p, f, t, r, a | 2))
getaddrinfo("none_is_empty", "None is the host ''", "func.getaddrinfo.host-none")(
    lambda h, p, f, t, r, a: ("" if h is None else h, p, f, t, r, a))
getaddrinfo("none_is_port", "None is the port 80", "func.getaddrinfo.port-none")(
    lambda h, p, f, t, r, a: (h, 80 if p is None else p, f, t, r, a))
getaddrinfo("numeric_only", "names are not looked up", "func.getaddrinfo.host-name")(
    lambda h, p, f, t, r, a: (h, p, f, t, r, a | 4))
getaddrinfo("numeric_port", "service names are not looked up", "func.getaddrinfo.port-service")(
    lambda h, p, f, t, r, a: (h, p, f, t, r, a | 0x400))
getaddrinfo("port_cut", "the lower 16 bits of a port are used", also=["getaddrinfo.*"])(
    lambda h, p, f, t, r, a: (h, p & 0xffff if isinstance(p, int) else p, f, t, r, a))


def entries(name, wrong, *clauses):
    """A mutant that changes each entry."""
    def register(change):
        function("getaddrinfo", name, wrong, *clauses)(
            lambda was, *args, **kwargs: [change(*entry) for entry in was(*args, **kwargs)])
    return register


entries("lists", "the entries are lists", "func.getaddrinfo.sequence-of-5")(lambda *e: list(e))
entries("four", "the entries have four elements", "func.getaddrinfo.sequence-of-5", "func.getaddrinfo.tuple-layout")(
    lambda f, t, p, c, a: (f, t, p, a))
entries("name_last", "the canonical name stands last", "func.getaddrinfo.tuple-layout")(lambda f, t, p, c, a: (f, t, p, a, c))
entries("canonical_none", "no canonical name is None", "func.getaddrinfo.canonname-empty")(
    lambda f, t, p, c, a: (f, t, p, c or None, a))
entries("inet6_pair", "an IPv6 address has two elements", "func.getaddrinfo.sockaddr-inet6")(
    lambda f, t, p, c, a: (f, t, p, c, a[:2]))
entries("inet_four", "an IPv4 address has four elements", "func.getaddrinfo.sockaddr-inet", "func.getaddrinfo.feed-connect")(
    lambda f, t, p, c, a: (f, t, p, c, (a + (0, 0))[:4]))
entries("text", "family and type are text", "func.getaddrinfo.ints", "func.getaddrinfo.feed-socket")(
    lambda f, t, p, c, a: (str(f), str(t), p, c, a))
entries("proto_text", "the protocol is text", "func.getaddrinfo.ints", "func.getaddrinfo.feed-socket")(
    lambda f, t, p, c, a: (f, t, str(p), c, a))
entries("port_swapped", "the port is in network byte order", "func.getaddrinfo.port-number", "func.getaddrinfo.sufficient")(
    lambda f, t, p, c, a: (f, t, p, c, (a[0], socket.htons(a[1])) + a[2:]))
entries("text_port", "the port is text", "func.getaddrinfo.sockaddr-inet", "func.getaddrinfo.sockaddr-inet6")(
    lambda f, t, p, c, a: (f, t, p, c, (a[0], str(a[1])) + a[2:]))


@function("getaddrinfo", "first_only", "gives one entry only", "func.getaddrinfo.zero-selects-all")
def _(was, *args, **kwargs):
    return was(*args, **kwargs)[:1]


@function("getaddrinfo", "positional", "there are no keywords", "func.getaddrinfo.keywords")
def _(was, *args):
    return was(*args)


@function("getaddrinfo", "empty", "an unknown name gives no entry", "error.gaierror.getaddrinfo")
def _(was, *args, **kwargs):
    try:
        return was(*args, **kwargs)
    except socket.gaierror:
        return []


@function("getaddrinfo", "oserror", "an unknown name raises a plain OSError", "error.gaierror.getaddrinfo")
def _(was, *args, **kwargs):
    try:
        return was(*args, **kwargs)
    except socket.gaierror as e:
        raise OSError(*e.args)


@function("getaddrinfo", "text_only", "a gaierror has text only", "error.gaierror.pair", "error.gaierror.eai-match")
def _(was, *args, **kwargs):
    try:
        return was(*args, **kwargs)
    except socket.gaierror as e:
        raise socket.gaierror(e.strerror)


@function("getaddrinfo", "positive", "the number of a gaierror is positive", "error.gaierror.eai-match")
def _(was, *args, **kwargs):
    try:
        return was(*args, **kwargs)
    except socket.gaierror as e:
        raise socket.gaierror(-e.errno, e.strerror)


@function("getaddrinfo", "own_text", "the text of a gaierror is the module's own", "error.gaierror.gai_strerror")
def _(was, *args, **kwargs):
    try:
        return was(*args, **kwargs)
    except socket.gaierror as e:
        raise socket.gaierror(e.errno, "getaddrinfo failed")


@function("getnameinfo", "list", "returns a list", "func.getnameinfo.pair")
def _(was, address, flags):
    return list(was(address, flags))


@function("getnameinfo", "int_port", "the port is an integer", "func.getnameinfo.port-numeric")
def _(was, address, flags):
    host, port = was(address, flags)
    return host, int(port) if port.isdigit() else port


@function("getnameinfo", "numeric", "everything is numeric", "func.getnameinfo.host-name", "func.getnameinfo.port-name")
def _(was, address, flags):
    return was(address, flags | 3)


@function("getnameinfo", "no_flags", "flags are not looked at", "func.getnameinfo.host-numeric",
          "func.getnameinfo.port-numeric")
def _(was, address, flags):
    return was(address, 0)


@function("getnameinfo", "no_dgram", "NI_DGRAM is not looked at", also=["getnameinfo.*"])
def _(was, address, flags):
    return was(address, flags & ~socket.NI_DGRAM)


@function("getnameinfo", "oserror", "an error is a plain OSError", "error.gaierror.getnameinfo")
def _(was, address, flags):
    try:
        return was(address, flags)
    except socket.gaierror as e:
        raise OSError(*e.args)


@function("getnameinfo", "scope_lost", "the scope is not looked at", "family.inet6.scopeid")
def _(was, address, flags):
    return was(address[:3] if isinstance(address, tuple) else address, flags)


@function("gethostbyname", "bytes", "returns bytes", "func.gethostbyname.string")
def _(was, name):
    return was(name).encode()


@function("gethostbyname", "loopback", "is always 127.0.0.1", "func.gethostbyname.translates",
          "func.gethostbyname.ipv4-unchanged")
def _(was, name):
    return was(name) and "127.0.0.1"


@function("gethostbyname", "inet6", "IPv6 addresses are resolved", "func.gethostbyname.no-ipv6")
def _(was, name):
    try:
        return was(name)
    except socket.gaierror:
        return socket.getaddrinfo(name, None)[0][4][0]


@function("gethostbyname_ex", "list", "returns a list", "func.gethostbyname_ex.triple")
def _(was, name):
    return list(was(name))


@function("gethostbyname_ex", "no_aliases", "there are no aliases", "func.gethostbyname_ex.aliaslist")
def _(was, name):
    host, aliases, addresses = was(name)
    return host, [], addresses


@function("gethostbyname_ex", "alias_tuple", "the aliases are a tuple", "func.gethostbyname_ex.aliaslist")
def _(was, name):
    host, aliases, addresses = was(name)
    return host, tuple(aliases), addresses


@function("gethostbyname_ex", "first_only", "gives one address only", "func.gethostbyname_ex.ipaddrlist")
def _(was, name):
    host, aliases, addresses = was(name)
    return host, aliases, addresses[:1]


@function("gethostbyname_ex", "echoes", "the host name is the one given", "func.gethostbyname_ex.hostname")
def _(was, name):
    host, aliases, addresses = was(name)
    return name if isinstance(name, str) else host, aliases, addresses


@function("gethostbyname_ex", "inet6", "IPv6 addresses are resolved", "func.gethostbyname_ex.no-ipv6")
def _(was, name):
    try:
        return was(name)
    except OSError:
        return name, [], [socket.getaddrinfo(name, None)[0][4][0]]


@function("gethostbyaddr", "list", "returns a list", "func.gethostbyaddr.triple")
def _(was, name):
    return list(was(name))


@function("gethostbyaddr", "no_aliases", "there are no aliases", "func.gethostbyaddr.aliaslist")
def _(was, name):
    host, aliases, addresses = was(name)
    return host, [], addresses


@function("gethostbyaddr", "no_addresses", "there are no addresses", "func.gethostbyaddr.ipaddrlist")
def _(was, name):
    host, aliases, addresses = was(name)
    return host, aliases, []


@function("gethostbyaddr", "echoes", "the host name is what was given", "func.gethostbyaddr.hostname")
def _(was, name):
    host, aliases, addresses = was(name)
    return name if isinstance(name, str) else host, aliases, addresses


@function("gethostbyaddr", "no_inet6", "IPv6 addresses are not taken", "func.gethostbyaddr.ipv6")
def _(was, name):
    if ":" in name:
        raise socket.herror(1, "Unknown host")
    return was(name)


@function("gethostbyaddr", "no_inet", "IPv4 addresses are not taken", "func.gethostbyaddr.ipv4")
def _(was, name):
    if name[:1].isdigit() and ":" not in name:
        raise socket.herror(1, "Unknown host")
    return was(name)


@function("gethostbyaddr", "gaierror", "raises gaierror", "error.herror.gethostbyaddr")
def _(was, name):
    try:
        return was(name)
    except socket.herror as e:
        raise socket.gaierror(*e.args)


@function("gethostbyaddr", "text_only", "an herror has text only", "error.herror.pair", "error.herror.numeric")
def _(was, name):
    try:
        return was(name)
    except socket.herror as e:
        raise socket.herror(e.strerror)


@function("gethostbyaddr", "own_text", "the text of an herror is the module's own", "error.herror.hstrerror")
def _(was, name):
    try:
        return was(name)
    except socket.herror as e:
        raise socket.herror(e.errno, "host not found")


@patch("getfqdn", "name_first", "the name given is taken if it has a point", "func.getfqdn.hostname-first")
def _(m):
    was = m.getfqdn
    m.getfqdn = lambda name="": name if "." in name and name != "0.0.0.0" else was(name)


@function("getfqdn", "empty_unknown", "an empty name is not the local host", "func.getfqdn.empty-is-local")
def _(was, name="."):
    return was(name) if name.strip() else ""


@function("getfqdn", "no_aliases", "aliases are not looked at", "func.getfqdn.aliases-next", "func.getfqdn.first-with-dot")
def _(was, name=""):
    try:
        return socket.gethostbyaddr(name.strip() or socket.gethostname())[0]
    except OSError:
        return was(name)


@function("getfqdn", "last_alias", "the last alias is taken", "func.getfqdn.first-with-dot", "func.getfqdn.hostname-first")
def _(was, name=""):
    try:
        host, aliases, _ = socket.gethostbyaddr(name.strip() or socket.gethostname())
    except OSError:
        return was(name)
    return ([host] + aliases)[-1]


@function("getfqdn", "raises", "an unknown name raises", "func.getfqdn.fallback")
def _(was, name=""):
    socket.gethostbyaddr(name.strip() or socket.gethostname())
    return was(name)


@function("gethostname", "bytes", "returns bytes", "func.gethostname.string")
def _(was):
    return was().encode()


@function("gethostname", "localhost", "is always localhost", "func.gethostname.string")
def _(was):
    return "localhost"


@function("sethostname", "does_nothing", "nothing is set", "func.sethostname.sets")
def _(was, name):
    if not isinstance(name, (str, bytes)) or len(name) > 64:
        was(name)


@function("sethostname", "hides_error", "an error is not raised", "func.sethostname.permission")
def _(was, name):
    try:
        was(name)
    except OSError:
        pass


@function("getprotobyname", "text", "returns text", "func.getprotobyname.constant", "func.getprotobyname.third-argument")
def _(was, name):
    return str(was(name))


@function("getprotobyname", "zero", "an unknown name is 0", also=["databases.*"])
def _(was, name):
    try:
        return was(name)
    except OSError:
        return 0


@function("getservbyname", "network_order", "the port is in network byte order", "func.getservbyname.port")
def _(was, *args):
    return socket.htons(was(*args))


@function("getservbyname", "no_protocol", "the protocol is not looked at", "func.getservbyname.protocol-values")
def _(was, name, *protocol):
    return was(name)


@function("getservbyname", "tcp", "the protocol defaults to tcp", "func.getservbyname.any-protocol")
def _(was, name, protocol="tcp"):
    return was(name, protocol)


@function("getservbyname", "needs_protocol", "the protocol cannot be left out", "func.getservbyname.protocol-optional")
def _(was, name, protocol):
    return was(name, protocol)


@function("getservbyport", "network_order", "the port is taken in network byte order", "func.getservbyport.name")
def _(was, port, *args):
    return was(socket.htons(port), *args)


@function("getservbyport", "cut", "the lower 16 bits of a port are used", also=["databases.*"])
def _(was, port, *args):
    return was(port & 0xffff, *args)


@function("getservbyport", "no_protocol", "the protocol is not looked at", "func.getservbyport.protocol-values")
def _(was, port, *protocol):
    return was(port)


@function("getservbyport", "tcp", "the protocol defaults to tcp", "func.getservbyport.any-protocol")
def _(was, port, protocol="tcp"):
    return was(port, protocol)


@function("getservbyport", "needs_protocol", "the protocol cannot be left out", "func.getservbyport.protocol-optional")
def _(was, port, protocol):
    return was(port, protocol)


# Functions that make connections

@function("create_connection", "no_timeout", "the timeout is not set", "func.create_connection.timeout-set",
          "timeout.connect.create_connection")
def _(was, address, timeout=None, source_address=None, **kwargs):
    return was(address, None, source_address, **kwargs)


@function("create_connection", "timeout_after", "the timeout is set after connecting",
          "func.create_connection.timeout-before-connect")
def _(was, address, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, source_address=None, **kwargs):
    s = was(address, timeout + 4 if isinstance(timeout, float) and timeout else timeout, source_address, **kwargs)
    if timeout is not socket._GLOBAL_DEFAULT_TIMEOUT:
        s.settimeout(timeout)
    return s


@function("create_connection", "no_default", "the default timeout is not used", "func.create_connection.timeout-default")
def _(was, address, timeout=None, source_address=None, **kwargs):
    return was(address, timeout, source_address, **kwargs)


@function("create_connection", "no_source", "source_address is not looked at", "func.create_connection.source-bind")
def _(was, address, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, source_address=None, **kwargs):
    return was(address, timeout, **kwargs)


@function("create_connection", "source_needs_host", "the host of source_address may not be empty",
          "func.create_connection.source-empty-host")
def _(was, address, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, source_address=None, **kwargs):
    if source_address and not source_address[0]:
        raise ValueError("a host is wanted")
    return was(address, timeout, source_address, **kwargs)


@function("create_connection", "source_needs_port", "the port of source_address may not be 0",
          "func.create_connection.source-zero-port")
def _(was, address, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, source_address=None, **kwargs):
    if source_address and not source_address[1]:
        raise ValueError("a port is wanted")
    return was(address, timeout, source_address, **kwargs)


@function("create_connection", "source_second", "source_address is the second parameter", "func.create_connection.signature")
def _(was, address, source_address=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, **kwargs):
    return was(address, timeout, source_address, **kwargs)


@function("create_connection", "first_only", "the first address only is tried", "func.create_connection.tries-all",
          "example.echo-client-dual")
def _(was, address, *args, **kwargs):
    host, port = address
    return was((socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)[0][4][0], port), *args, **kwargs)


@function("create_connection", "inet_only", "names are resolved to IPv4 only", "func.create_connection.name-both-families",
          "func.create_connection.dual-stack-client")
def _(was, address, *args, **kwargs):
    host, port = address
    family = 0 if ":" in host else socket.AF_INET
    return was((socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)[0][4][0], port), *args, **kwargs)


@function("create_connection", "unconnected", "the socket is not connected", "func.create_connection.connects")
def _(was, address, *args, **kwargs):
    s = was(address, *args, **kwargs)
    new = socket.socket(s.family)
    s.close()
    return new


@function("create_connection", "pair", "returns (socket, address)", "func.create_connection.returns")
def _(was, address, *args, **kwargs):
    s = was(address, *args, **kwargs)
    return s, s.getpeername()


@function("create_server", "not_listening", "the socket does not listen", "later.create_server.listens")
def _(was, address, *, family=socket.AF_INET, **kwargs):
    s = socket.socket(family)
    s.bind(address)
    return s


@function("create_server", "no_reuse", "SO_REUSEADDR is not set", "later.create_server.reuse-address")
def _(was, address, **kwargs):
    s = was(address, **kwargs)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
    return s


@function("create_server", "reuse_port", "SO_REUSEPORT is always set", "later.create_server.reuse-port")
def _(was, address, **kwargs):
    kwargs["reuse_port"] = True
    return was(address, **kwargs)


@function("create_server", "no_reuse_port", "SO_REUSEPORT is never set", "later.create_server.reuse-port")
def _(was, address, *, reuse_port=False, **kwargs):
    return was(address, **kwargs)


@function("create_server", "dual", "IPv4 connections are always accepted", "later.create_server.dualstack-off")
def _(was, address, *, family=socket.AF_INET, dualstack_ipv6=False, **kwargs):
    return was(address, family=family, dualstack_ipv6=dualstack_ipv6 or family == socket.AF_INET6, **kwargs)


@function("create_server", "no_dual", "dualstack_ipv6 is not looked at", "later.create_server.dualstack",
          "later.create_server.dualstack-error")
def _(was, address, *, dualstack_ipv6=False, **kwargs):
    return was(address, **kwargs)


@function("create_server", "no_backlog", "backlog is not passed on", "later.create_server.backlog")
def _(was, address, *, backlog=None, **kwargs):
    return was(address, **kwargs)


@function("create_server", "no_family", "family is not looked at", "later.create_server.family")
def _(was, address, *, family=None, **kwargs):
    return was(address, **kwargs)


@function("create_server", "positional", "family may be given by place", "later.create_server.keyword-only")
def _(was, address, family=socket.AF_INET, **kwargs):
    return was(address, family=family, **kwargs)


@patch("create_server", "leaks", "a failure leaves the socket open", "later.create_server.error")
def _(m):
    was = m.create_server

    def create_server(*args, **kwargs):
        import os
        try:
            return was(*args, **kwargs)
        except OSError:
            os.dup(2)
            raise
    m.create_server = create_server


@function("has_dualstack_ipv6", "false", "is always False", "later.has_dualstack_ipv6")
def _(was):
    return False


@function("send_fds", "first_only", "the first descriptor only is sent", "later.send_fds.sends")
def _(was, sock, buffers, fds, *args):
    return was(sock, buffers, fds[:1], *args)


@function("send_fds", "reversed", "the descriptors are sent in reverse", "later.send_fds.sends")
def _(was, sock, buffers, fds, *args):
    return was(sock, buffers, fds[::-1], *args)


@function("send_fds", "hides_error", "a descriptor that is not open is left out", "later.send_fds.error")
def _(was, sock, buffers, fds, *args):
    try:
        return was(sock, buffers, fds, *args)
    except OSError as e:
        if e.errno != errno.EBADF:
            raise
        return was(sock, buffers, [], *args)


@function("recv_fds", "tuple", "the descriptors are a tuple", "later.recv_fds.receives")
def _(was, *args, **kwargs):
    data, fds, flags, address = was(*args, **kwargs)
    return data, tuple(fds), flags, address


@function("recv_fds", "more", "more descriptors than maxfds are taken", "later.recv_fds.maxfds")
def _(was, sock, bufsize, maxfds, *args):
    return was(sock, bufsize, maxfds + 8, *args)


@function("recv_fds", "no_flags", "the flags of the message are 0", "later.recv_fds.maxfds", "later.recv_fds.receives")
def _(was, *args, **kwargs):
    data, fds, flags, address = was(*args, **kwargs)
    return data, fds, 0, address


@patch("errors", "own_error", "error is a class of its own", "error.error.alias")
def _(m):
    m.error = type("error", (OSError,), {})


@patch("errors", "herror_no_oserror", "herror is no OSError", "error.herror.subclass")
def _(m):
    m.herror = type("herror", (Exception,), {})


@patch("errors", "gaierror_no_oserror", "gaierror is no OSError", "error.gaierror.subclass")
def _(m):
    m.gaierror = type("gaierror", (Exception,), {})


@patch("errors", "plain", "errors of the system are OSError without subclass", also=["errors.*", "connect.*"])
def _(m):
    for name in ("recv", "send", "connect"):
        was = getattr(m.socket, name)

        def wrong(self, *args, _was=was):
            try:
                return _was(self, *args)
            except OSError as e:
                if type(e) is OSError or isinstance(e, m.timeout) or e.errno is None:
                    raise
                plain = OSError(str(e.strerror))
                plain.errno, plain.strerror = e.errno, e.strerror
                raise plain
        setattr(m.socket, name, wrong)


@patch("errors", "type_is_oserror", "a wrong type raises OSError", "error.general.argument-type")
def _(m):
    for name in ("recv", "send", "connect", "bind", "sendto"):
        was = getattr(m.socket, name)

        def wrong(self, *args, _was=was):
            try:
                return _was(self, *args)
            except TypeError as e:
                raise OSError(22, str(e))
        setattr(m.socket, name, wrong)


@patch("errors", "memory_is_oserror", "running out of memory raises OSError", "error.general.memory")
def _(m):
    was = m.socket.recv

    def wrong(self, *args):
        try:
            return was(self, *args)
        except MemoryError:
            raise OSError(12, "Cannot allocate memory")
    m.socket.recv = wrong


@patch("module", "socket_type_number", "SocketType is a number", "func.sockettype.type-object")
def _(m):
    m.SocketType = 1


@patch("module", "foreign_constant", "a constant of another system is there", "const.group.header-defined")
def _(m):
    m.SIO_RCVALL = m.SIO_KEEPALIVE_VALS = m.SO_EXCLUSIVEADDRUSE = m.PF_SYSTEM = m.SYSPROTO_CONTROL = m.AF_LINK = 1


@patch("module", "fromshare", "there is fromshare()", "func.fromshare.availability")
def _(m):
    m.fromshare = lambda info: None


@patch("module", "share_ioctl", "there are share() and ioctl()", "method.share.availability", "method.ioctl.windows-only")
def _(m):
    m.socket.share = m.socket.ioctl = lambda self, *args: b""


for _name, _clause in (("inet_pton", "func.inet_pton.availability"), ("inet_ntop", "func.inet_ntop.availability"),
                       ("CMSG_LEN", "func.cmsg_len.availability"), ("CMSG_SPACE", "func.cmsg_space.availability"),
                       ("sethostname", "func.sethostname.availability"), ("if_nameindex", "func.if_nameindex.availability"),
                       ("if_nametoindex", "func.if_nametoindex.availability"),
                       ("if_indextoname", "func.if_indextoname.availability"), ("getfqdn", "module.bsd-interface")):
    patch("module", "no_" + _name, "there is no %s()" % _name, _clause)(lambda m, name=_name: delattr(m, name))
for _name in ("recvmsg", "recvmsg_into", "sendmsg"):
    def _hide(m, name=_name):
        def absent(self):
            raise AttributeError(name)
        setattr(m.socket, name, property(absent))
    patch("module", "no_" + _name, "there is no %s()" % _name, "method.%s.availability" % _name)(_hide)
