"""Prints as JSON what the module in use looks like from outside: names, constants, and its answers to wrong arguments.
compare.py runs it in both environments. Texts are kept where the module itself makes them; those of the interpreter's
argument parser vary with how a function is declared, so there the class is enough."""
import enum
import json
import re
import sys

import _socket

answers = {}


class Port(enum.IntEnum):
    HTTP = 80


class Digits(str):
    pass


def answer(call, *args, **kwargs):
    """The class of what a call raises, with the text unless it is the argument parser's."""
    try:
        return repr(call(*args, **kwargs))
    except UnicodeError as error:  # whose text for a host name is the codec's
        return type(error).__name__ if getattr(error, "encoding", "idna") == "idna" else "%s: %s" % (type(error).__name__, error)
    except (OSError, ValueError) as error:
        return "%s: %s" % (type(error).__name__, error)
    except (TypeError, OverflowError, AttributeError) as error:
        ours = re.search("AF_|must be 0-|timestamp|address argument|flowinfo|hostname|host name|sockaddr|iterable|tuple|takes 2 or 3|16-bit|32 bits", str(error))
        return "%s: %s" % (type(error).__name__, error if ours else "...")


def show(name, *args, **kwargs):
    *path, last = name.split(".")
    owner = OWNERS[path[0]] if path else _socket
    shown = [repr(a) if len(repr(a)) < 60 else repr(a)[:60] + "..." for a in args]
    shown += ["%s=%r" % item for item in kwargs.items()]
    answers["%s(%s)" % (name, ", ".join(shown))] = answer(getattr(owner, last), *args, **kwargs)


OWNERS = {
    "tcp": _socket.socket(),
    "tcp6": _socket.socket(_socket.AF_INET6),
    "unix": _socket.socket(_socket.AF_UNIX),
    "never": _socket.socket.__new__(_socket.socket),
}
try:
    OWNERS["vsock"] = _socket.socket(_socket.AF_VSOCK)
except OSError:  # not in this kernel
    pass
for family, number, proto in (("VSOCK", 1, 0), ("QIPCRTR", 2, 0), ("PACKET", 3, 0), ("ALG", 5, 0), ("NETLINK", 3, 0),
                              ("TIPC", 1, 0), ("CAN", 3, 1), ("BLUETOOTH", 5, 0), ("BLUETOOTH", 1, 3)):
    # Of a family that this kernel may not have, on another one's descriptor.
    if hasattr(_socket, "AF_" + family):  # as it was built
        OWNERS["any %s %d" % (family, proto)] = _socket.socket(
            getattr(_socket, "AF_" + family), number, proto, _socket.dup(OWNERS["tcp"].fileno()))
OWNERS["rds"] = _socket.socket(_socket.AF_RDS, 5, 0, _socket.dup(OWNERS["tcp"].fileno()))  # its addresses are those of AF_INET
WRONG_INET = [(1,), (1, 2), ("a",), ("127.0.0.1", "1"), ("127.0.0.1", 1, 2), [1, 2], "x", None, ("127.0.0.1", 70000),
              ("127.0.0.1", 2 ** 70), ("127.0.0.1", -1), ("a\0b", 1), (None, 1), ("127.0.0.1", 1.0), ("\udc80", 1),
              ("\xe9" * 100, 1), ("x" * 70, 1), (b"a\0", 1), (bytearray(b"127.0.0.1"), 70000)]
WRONG_INET6 = [(1,), ("::1", "1"), ("::1", 1, 2, 3, 4), ("::1", 1, -1), ("::1", 1, 2 ** 20), ("::1", 70000), "x", None,
               ("::1", 0, "a"), ("::1", 0, 0, "a"), ("<broadcast>", 1)]
WRONG_UNIX = [1, None, ("x",), "\ud800", "a" * 200, b"a" * 200, 1.0]
WRONG_ANY = [1, "x", None, b"x", [1, 2], (), (1,), ("lo",), (1, 2, 3), ("a", 1), (1, "a"), (None, 1), (b"lo", 3), (bytearray(b"lo"), 3),
             ("lo", 2 ** 31), ("lo", 2 ** 70), ("lo", 3, -2 ** 40), ("lo", 3, 0, 2 ** 31), ("lo", 3, 0, 0, "x"), ("a", "b", 1.0),
             ("a", b"b"), ("lo", "\ud800"), True, Port.HTTP, ("lo", 3, 0, 0, True), ("a\0", 1), ("a\0", "b"), ("a", "b\0"), (1, 2, 3, 4, 5, 6), (1.0, 2), ("lo", 1.0), ("lo", 2 ** 16)]
WRONG_NUMBERS = ["a", 1.0, None, -1, 2 ** 70]

# (method, arguments)
METHODS = [
    ("setsockopt",), ("setsockopt", 1, 2), ("setsockopt", 1, 2, None), ("setsockopt", 1, 2, None, "a"),
    ("setsockopt", 1, 2, "a"), ("setsockopt", 1, 2, 1.0), ("setsockopt", 1, 2, b"a", 1), ("setsockopt", 1, 2, b"\0\0\0\0"), ("setsockopt", "a", 2, 3),
    ("setsockopt", 1, 2, None, -1), ("getsockopt",), ("getsockopt", 1), ("getsockopt", 1, 2, -1), ("getsockopt", 1, 2, 1025),
    ("getsockopt", 1, 2, 1024), ("getsockopt", 1, 2, 0), ("getsockopt", 1, 2), ("getsockopt", 1, 2, "a"),
    ("sendto",), ("sendto", b"a"), ("sendto", 1, 2), ("sendto", b"a", 1), ("sendto", b"a", 0, 1), ("sendto", 1, 2, 3, 4),
    ("sendto", b"a", "x", ("127.0.0.1", 1)), ("sendto", b"a", 0, None),
    ("recv",), ("recv", -1), ("recv", "a"), ("recv", 2 ** 70), ("recv", 1, "a"), ("recv", 0),
    ("recvfrom",), ("recvfrom", -1), ("recvfrom", "a"),
    ("recv_into",), ("recv_into", b"a"), ("recv_into", 1), ("recv_into", bytearray(3), -1), ("recv_into", bytearray(3), 4),
    ("recvfrom_into", bytearray(3), -1), ("recvfrom_into", bytearray(3), 4), ("recvfrom_into", b"a"),
    ("send",), ("send", "a"), ("send", None), ("sendall", "a"), ("sendall",), ("send", b"a", "b"),
    ("sendmsg",), ("sendmsg", 1), ("sendmsg", [1]), ("sendmsg", ["a"]), ("sendmsg", [b""], 1), ("sendmsg", [b""], [1]),
    ("sendmsg", [b""], [(1, 2)]), ("sendmsg", [b""], [(1, 2, 3)]), ("sendmsg", [b""], [], 0, 1), ("sendmsg", [b""], [], "a"),
    ("sendmsg", [b""] * 5000), ("sendmsg_afalg",), ("sendmsg_afalg", [b"a"]), ("settimeout", 2 ** 80),
    ("recvmsg",), ("recvmsg", -1), ("recvmsg", 1, -1), ("recvmsg", "a"), ("recvmsg", 1, 2 ** 40), ("recvmsg", 1, "a"),
    ("recvmsg_into",), ("recvmsg_into", 1), ("recvmsg_into", [1]), ("recvmsg_into", [b"a"]),
    ("recvmsg_into", [bytearray(1)] * 5000), ("recvmsg_into", [], -1),
    ("listen", "a"), ("listen", 2 ** 40), ("listen", 1, 2), ("shutdown",), ("shutdown", "a"), ("shutdown", 2 ** 40),
    ("shutdown", 7), ("settimeout",), ("settimeout", "a"), ("settimeout", -1), ("settimeout", float("nan")),
    ("settimeout", 10 ** 10), ("settimeout", 1e10), ("settimeout", -10 ** 10), ("settimeout", -1e10), ("settimeout", float("inf")),
    ("settimeout", float("-inf")), ("settimeout", -2 ** 80), ("settimeout", 9223372036), ("settimeout", 9223372037), ("settimeout", 10 ** 400), ("settimeout", True),
    ("settimeout", -1e-10), ("settimeout", None), ("setblocking",),
    ("setblocking", "x"), ("setblocking", 1.5), ("setblocking", None), ("setblocking", []), ("setblocking", 2 ** 70),
    ("setblocking", True), ("setsockopt", 1, 2, 2 ** 31), ("setsockopt", 1, 2, 2 ** 64), ("setsockopt", 1, 2, -2 ** 70),
    ("connect",), ("connect_ex",), ("bind",), ("fileno", 1), ("close", 1), ("detach", 1), ("_accept", 1), ("getpeername",),
    ("getsockname", 1), ("getblocking",), ("gettimeout",),
]
FUNCTIONS = [
    ("socket", 1, 2, 3, 4, 5), ("socket", "a"), ("socket", 99), ("socket", 2, 99), ("socket", 2, 1, 99),
    ("inet_aton",), ("inet_aton", 1), ("inet_aton", "a\0"), ("inet_aton", b"1"), ("inet_aton", "x"), ("inet_ntoa", "a"),
    ("inet_ntoa", b"a"), ("inet_pton", 1), ("inet_pton", 2, 1), ("inet_pton", 2, "x"), ("inet_pton", 2, "\ud800"),
    ("inet_pton", 99, "x"), ("inet_ntop", 2, "x"), ("inet_ntop", 2, b"x"), ("inet_ntop", 99, b"x"), ("inet_pton", "a", "b"),
    ("getaddrinfo",), ("getaddrinfo", 1, 1), ("getaddrinfo", None, 1.0), ("getaddrinfo", "127.0.0.1", True),
    ("getaddrinfo", "127.0.0.1", Port.HTTP), ("getaddrinfo", "127.0.0.1", Digits("80")),
    ("getaddrinfo", "127.0.0.1", -1), ("getaddrinfo", "127.0.0.1", 2 ** 63), ("getaddrinfo", "127.0.0.1", -2 ** 70), ("getaddrinfo", "localhost", "\ud800"), ("getaddrinfo", bytearray(b"a"), 1),
    ("getaddrinfo", b"127.0.0.1", b"80"), ("getaddrinfo", "127.0.0.1", 80, "a"), ("getaddrinfo", None, None),
    ("getnameinfo",), ("getnameinfo", 1, 1), ("getnameinfo", (1,), 1), ("getnameinfo", ("a",), 1),
    ("getnameinfo", ("127.0.0.1", "a"), 1), ("getnameinfo", ("127.0.0.1", 1, 2, 3, 4), 1),
    ("getnameinfo", ("127.0.0.1", 1, -1, 3), 1), ("getnameinfo", ("127.0.0.1", 70000), 3),
    ("getnameinfo", ("127.0.0.1", 80, 1, 1), 3), ("getnameinfo", ["127.0.0.1", 80], 3), ("getnameinfo", ("127.0.0.1", 80)),
    ("getnameinfo", (b"127.0.0.1", 80), 3), ("getnameinfo", ("127.0.0.1", 80), "a"),
    ("getservbyname", 1), ("getservbyname", "http", 1), ("getservbyname", "http", None), ("getservbyname", "xxx"),
    ("getservbyname", "a\0"), ("getservbyport", -1), ("getservbyport", 70000), ("getservbyport", 2 ** 70),
    ("getservbyport", 1, "z"), ("getprotobyname", 1), ("getprotobyname", "xxx"),
    ("gethostbyname", 1), ("gethostbyname", b"127.0.0.1"), ("gethostbyname_ex", 1), ("gethostbyaddr", 1),
    ("gethostbyname", None), ("gethostbyname",), ("gethostbyname", b"a\0"), ("gethostbyname_ex", "127.0.0.1"),
    ("if_nameindex", 1), ("if_nametoindex", 1), ("if_nametoindex", "xx"), ("if_nametoindex", b"lo"), ("if_indextoname", "a"),
    ("if_indextoname", -1), ("if_indextoname", 2 ** 70), ("if_indextoname", 0), ("if_indextoname", 2 ** 31),
    ("if_indextoname", 1.0), ("if_indextoname", 2 ** 63), ("if_indextoname", 2 ** 64), ("if_indextoname", 2 ** 32 + 1),
    ("if_indextoname", -2 ** 70), ("CMSG_LEN", -1), ("CMSG_LEN", "a"), ("CMSG_LEN", 2 ** 70), ("CMSG_SPACE", 2 ** 31),
    ("sethostname", 1), ("socketpair", "a"), ("socketpair", 2), ("socketpair", -1), ("setdefaulttimeout", "a"), ("setdefaulttimeout", -1),
    ("setdefaulttimeout", 10 ** 10), ("setdefaulttimeout", 1e10), ("setdefaulttimeout", 2 ** 80), ("setdefaulttimeout", float("inf")),
    ("gethostname", 1), ("getdefaulttimeout", 1),
]
# That cannot be encoded by IDNA, each for another reason.
WRONG_HOSTS = ["x" * 64, "a..b", ".a", "\xe9" * 100, "\xe9..a", "xn--\xe9", "\ud800", "\u06dda\u0627", "."]


# A socket without __init__(): whether it raises, not in which order things are looked at.
NEVER = [("gettimeout",), ("getblocking",), ("recv", 1), ("send", b""), ("listen",), ("shutdown", 1), ("fileno",),
         ("settimeout", 1), ("close",), ("detach",)]


def main():
    for name in ("bind", "connect", "connect_ex"):
        for kind, addresses in (("tcp", WRONG_INET), ("rds", WRONG_INET), ("tcp6", WRONG_INET6), ("unix", WRONG_UNIX)):
            for address in addresses:
                show("%s.%s" % (kind, name), address)
    for name in OWNERS:
        for address in WRONG_ANY if name.startswith("any ") else ():
            if "BLUETOOTH" in name and isinstance(address, tuple) and any(isinstance(one, int) and one >= 2 ** 31 for one in address):
                continue  # CPython 3.13.3 and later cut it (docs/dropin.md)
            show(name + ".bind", address)
            show(name + ".connect_ex", address)
    for name in "NETLINK", "VSOCK", "QIPCRTR":  # numbers
        show("any %s 0.bind" % name, (0, "\ud800"))
    for name, *args in METHODS:
        show("tcp." + name, *args)
    for name, *args in FUNCTIONS:
        show(name, *args)
    for host in WRONG_HOSTS:
        for name, *rest in (("gethostbyname",), ("gethostbyname_ex",), ("gethostbyaddr",), ("getaddrinfo", 1)):
            show(name, host, *rest)
    if "vsock" in OWNERS:
        for value in WRONG_NUMBERS + [b"a" * 8, 2 ** 64]:
            show("vsock.setsockopt", 40, 0, value)
        show("vsock.setsockopt", 40, 0, None, 8)
    for number in WRONG_NUMBERS + [2 ** 16, 2 ** 33]:
        for name in ("htonl", "htons", "ntohl", "ntohs"):
            show(name, number)
    # CPython cuts the numbers of descriptors to 32 bits, and fileno None is none given.
    for number in [n for n in WRONG_NUMBERS if n is not None] + [2 ** 31, 2 ** 32 - 1, 2 ** 32 + 2 ** 20, -2 ** 31 - 1, 2 ** 63]:
        show("close", number)
        show("dup", number)
        show("socket", fileno=number)
    for name, *args in NEVER:
        show("never." + name, *args)
    for name in ("family", "type", "proto", "timeout"):
        answers[name] = answer(getattr, OWNERS["tcp"], name)
        answers["set " + name] = answer(setattr, OWNERS["tcp"], name, 1)
    answers["repr"] = [repr(OWNERS["never"]), repr(OWNERS["tcp"])]
    answers["exceptions"] = [repr(getattr(_socket, name).__mro__) for name in ("error", "timeout", "gaierror", "herror")]
    answers["capsule"] = re.sub("0x[0-9a-f]+", "", repr(_socket.CAPI))
    answers["type"] = [_socket.SocketType is _socket.socket, repr(_socket.socket), answer(setattr, _socket.socket, "x", 1)]
    names = {n: v if isinstance(v, (int, str)) else None for n, v in vars(_socket).items() if not n.startswith("__")}
    json.dump({"names": names, "members": [n for n in vars(_socket.socket) if not n.startswith("__")], "answers": answers},
              sys.stdout)


if __name__ == "__main__":
    main()
