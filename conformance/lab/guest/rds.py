"""The connection of RDS over loopback in the machine's own network namespace, made once.

The first datagram waits for it, and is lost if its sender closes meanwhile: Linux 6.1 lost 12 of 15 so, and none of 15 once the
connection stood. It stays. CPython's RDSTest.testPeek is such a sender, and its receiver waits for ever.
"""
import socket

AF_RDS = 21  # some Pythons are built without it
HOST, LIMIT = "127.0.0.1", 10  # seconds


def connect():
    """Send one datagram and wait for it. None, or why there is no RDS."""
    try:
        with socket.socket(AF_RDS, socket.SOCK_SEQPACKET) as receiver, socket.socket(AF_RDS, socket.SOCK_SEQPACKET) as sender:
            receiver.settimeout(LIMIT)
            receiver.bind((HOST, 0))
            sender.bind((HOST, 0))
            sender.sendto(b"x", receiver.getsockname())
            receiver.recv(1)
    except OSError as error:
        return str(error)
    return None
