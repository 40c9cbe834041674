"""An RFCOMM connection between the two controllers that lasts as long as the lab.

All connections of two addresses share one session. When the last of them ends, Linux (6.1) ends the session, and until that is
through connect() joins the session that is ending, and fails with ECONNRESET: one run would depend on the one before it.
"""
import os
import socket
import struct

CHANNEL = 30  # the last one: the system chooses the first that is free

AF_BLUETOOTH, BTPROTO_RFCOMM = 31, 3


def address(octets, channel):
    """struct sockaddr_rc. A Python may be built without Bluetooth, so its own form of the address is not used."""
    return struct.pack("=H6sBx", AF_BLUETOOTH, octets, channel)


def call(name, sock, packed):
    import ctypes  # some Pythons are built without it
    if getattr(ctypes.CDLL(None, use_errno=True), name)(sock.fileno(), packed, len(packed)) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def hold(near, far):
    """Connect the address `near` to `far`, each six octets: the sockets that hold the connection. It need not be accepted."""
    listener, client = (socket.socket(AF_BLUETOOTH, socket.SOCK_STREAM, BTPROTO_RFCOMM) for _ in range(2))
    call("bind", listener, address(far, CHANNEL))
    listener.listen(1)
    call("bind", client, address(near, 0))
    call("connect", client, address(far, CHANNEL))
    return listener, client
