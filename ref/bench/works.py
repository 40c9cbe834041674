"""The works of works.c, done by CPython. Reads lines "WORK cpython MS", answers each with the turns per second.

Usage: works.py [MODULE]   MODULE: a file to take as `_socket` in place of the stock module"""

import ctypes
import importlib.util
import struct
import sys
import time

if len(sys.argv) > 1:
    _spec = importlib.util.spec_from_file_location("_socket", sys.argv[1])
    sys.modules["_socket"] = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(sys.modules["_socket"])

import socket  # noqa: E402

BATCH = 50
MESSAGE = bytes(64)


LOOPBACK = {"AF_INET": ("127.0.0.1", 0), "AF_INET6": ("::1", 0), "AF_NETLINK": (0, 0), "AF_VSOCK": (1, 0xFFFFFFFF)}
# As in pairs_linux.c: how the two are connected, family, type, protocol.
PAIRS = {
    "unix": ("socketpair", "AF_UNIX", socket.SOCK_STREAM, 0),
    "unix_seqpacket": ("socketpair", "AF_UNIX", socket.SOCK_SEQPACKET, 0),
    "unix_dgram": ("socketpair", "AF_UNIX", socket.SOCK_DGRAM, 0),
    "tcp": ("listener", "AF_INET", socket.SOCK_STREAM, 0),
    "tcp6": ("listener", "AF_INET6", socket.SOCK_STREAM, 0),
    "mptcp": ("listener", "AF_INET", socket.SOCK_STREAM, 262),
    "sctp": ("listener", "AF_INET", socket.SOCK_STREAM, 132),
    "udp": ("connect", "AF_INET", socket.SOCK_DGRAM, 0),
    "udp6": ("connect", "AF_INET6", socket.SOCK_DGRAM, 0),
    "udplite": ("connect", "AF_INET", socket.SOCK_DGRAM, 136),
    "netlink": ("connect", "AF_NETLINK", socket.SOCK_DGRAM, 2),
    "packet": ("mark", "AF_PACKET", socket.SOCK_DGRAM, 0),
    "vsock": ("listener", "AF_VSOCK", socket.SOCK_STREAM, 0),
    "tipc": ("socketpair", "AF_TIPC", socket.SOCK_STREAM, 0),
}


def leave_out(sock, mark):
    """A filter that leaves out what has this mark, which is what the socket sends itself (SO_MARK, SO_ATTACH_FILTER)."""
    load, compare, drop, take = (0x20, 0, 0, 0xFFFFF000 + 20), (0x15, 0, 1, mark), (6, 0, 0, 0), (6, 0, 0, 0xFFFF)
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in (load, compare, drop, take)))
    sock.setsockopt(socket.SOL_SOCKET, 36, mark)
    sock.setsockopt(socket.SOL_SOCKET, 26, struct.pack("HP", 4, ctypes.addressof(program)))


def pair(name, timeout):
    how, family, kind, proto = PAIRS[name]
    what = getattr(socket, family), kind, proto
    if how == "socketpair":
        ends = socket.socketpair(*what)
    elif how == "listener":
        with socket.socket(*what) as listener:
            listener.bind(LOOPBACK[family])
            listener.listen()
            client = socket.socket(*what)
            client.settimeout(2)
            client.connect(listener.getsockname())
            ends = client, listener.accept()[0]
        for end in ends:
            if family != "AF_VSOCK":
                end.setsockopt(*((132, 3) if proto == 132 else (socket.IPPROTO_TCP, socket.TCP_NODELAY)), 1)
    elif how == "mark":
        ends = [socket.socket(*what) for _ in range(2)]
        for i in range(2):
            leave_out(ends[i], i + 1)
            ends[i].bind(("lo", 0x88B5))
    else:
        ends = [socket.socket(*what) for _ in range(2)]
        for end in ends:
            end.bind(LOOPBACK[family])
        for i in range(2):
            ends[i].connect(ends[1 - i].getsockname())
    for end in ends:
        end.settimeout(timeout)
    return ends


def ping_pong(family, timeout):
    a, b = pair(family, timeout)

    def turns():
        for _ in range(BATCH):
            a.send(MESSAGE)
            b.recv(64)
            b.send(MESSAGE)
            a.recv(64)

    return turns, (a, b)


def accept_cycle():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(5)
    address = listener.getsockname()

    def turns():
        for _ in range(BATCH):
            client = socket.socket()
            client.connect(address)
            connection, _ = listener.accept()
            client.close()
            connection.close()

    return turns, (listener,)


def call(function, *arguments):
    def turns():
        for _ in range(BATCH):
            function(*arguments)

    return turns, ()


LINES = 128
LINE = (b"abcdefghijklmnopqrstuvwxyz" * 3)[:63] + b"\n"


def read_lines(mode):
    """A buffer of lines is sent, and read by lines."""
    a, b = socket.socketpair()
    file = b.makefile(mode, encoding="utf-8")
    block = LINE * LINES

    def turns():
        readline = file.readline
        for _ in range(BATCH):
            a.sendall(block)
            for _ in range(LINES):
                readline()

    return turns, (file, a, b)


def write_lines(mode):
    """A buffer of lines is written by lines, flushed, and received."""
    a, b = socket.socketpair()
    file = b.makefile(mode, encoding="utf-8")
    line = LINE if "b" in mode else LINE.decode()

    def turns():
        write = file.write
        for _ in range(BATCH):
            for _ in range(LINES):
                write(line)
            file.flush()
            a.recv(8192, socket.MSG_WAITALL)

    return turns, (file, a, b)


WORKS = {
    "readline_binary": lambda: read_lines("rb"),
    "readline_text": lambda: read_lines("r"),
    "write_binary": lambda: write_lines("wb"),
    "write_text": lambda: write_lines("w"),
    "accept_cycle": accept_cycle,
    "getaddrinfo": lambda: call(socket.getaddrinfo, "127.0.0.1", 80, 0, socket.SOCK_STREAM),
    "inet_pton": lambda: call(socket.inet_pton, socket.AF_INET6, "2001:db8::1"),
    "inet_ntop": lambda: call(socket.inet_ntop, socket.AF_INET6, socket.inet_pton(socket.AF_INET6, "2001:db8::1")),
}
for _family in PAIRS:
    WORKS[_family + "_blocking"] = lambda f=_family: ping_pong(f, None)
    WORKS[_family + "_timeout"] = lambda f=_family: ping_pong(f, 5)


def measure(name, seconds):
    """Turns a second of processor time, as bench.c measures it."""
    turns, sockets = WORKS[name]()
    start = end = time.process_time()
    done, batch = 0, 1
    while end - start < seconds:
        before = end
        for _ in range(batch):
            turns()
        done += BATCH * batch
        end = time.process_time()
        if end - before < seconds / 10:
            batch *= 2
    for sock in sockets:
        sock.close()
    return done / (end - start)


if __name__ == "__main__":
    for line in sys.stdin:
        work, _, ms = line.split()
        print("%.1f" % measure(work, int(ms) / 1000), flush=True)
