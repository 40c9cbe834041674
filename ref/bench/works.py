"""The works of works.c, done by CPython. Reads lines "WORK cpython MS", answers each with the turns per second."""

import socket
import sys
import time

BATCH = 50
MESSAGE = bytes(64)


def pair(family, timeout):
    if family == "unix":
        ends = socket.socketpair()
    elif family == "tcp":
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            client = socket.create_connection(listener.getsockname())
            ends = client, listener.accept()[0]
        for end in ends:
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    else:
        ends = [socket.socket(type=socket.SOCK_DGRAM) for _ in range(2)]
        for end in ends:
            end.bind(("127.0.0.1", 0))
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


WORKS = {
    "accept_cycle": accept_cycle,
    "getaddrinfo": lambda: call(socket.getaddrinfo, "127.0.0.1", 80, 0, socket.SOCK_STREAM),
    "inet_pton": lambda: call(socket.inet_pton, socket.AF_INET6, "2001:db8::1"),
    "inet_ntop": lambda: call(socket.inet_ntop, socket.AF_INET6, socket.inet_pton(socket.AF_INET6, "2001:db8::1")),
}
for _family in "unix", "tcp", "udp":
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
