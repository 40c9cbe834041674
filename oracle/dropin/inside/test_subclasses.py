"""Classes that do for themselves what the functions of the module socket call, and classes in the place of socket.socket."""
import io
import socket
import tempfile
import unittest
from unittest import mock


class Constructed(socket.socket):
    """Notes that its constructor was called."""

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self.constructed = True


class Noting(socket.socket):
    """Notes which of its own methods are called."""

    calls = []

    def note(name):
        def method(self, *arguments):
            self.calls.append(name)
            return getattr(super(Noting, self), name)(*arguments)
        return method

    settimeout, bind, connect, listen = note("settimeout"), note("bind"), note("connect"), note("listen")
    send, sendmsg, recvmsg = note("send"), note("sendmsg"), note("recvmsg")
    del note


class Constructors(unittest.TestCase):
    def in_its_place(self, function, *arguments):
        with mock.patch.object(socket, "socket", Constructed):
            return function(*arguments)

    def check(self, *sockets):
        for made in sockets:
            with made:
                self.assertIs(type(made), Constructed)
                self.assertTrue(made.constructed)

    def test_dup(self):
        with Constructed() as sock:
            sock.settimeout(5)
            copy = sock.dup()
            self.assertEqual(copy.gettimeout(), 5)
            self.assertEqual((copy.family, copy.type, copy.proto), (sock.family, sock.type, sock.proto))
            self.check(copy)

    def test_socketpair(self):
        self.check(*self.in_its_place(socket.socketpair))

    def test_fromfd(self):
        with socket.socket() as sock:
            self.check(self.in_its_place(socket.fromfd, sock.fileno(), sock.family, sock.type))

    def test_create_server_and_connection(self):
        server = self.in_its_place(socket.create_server, ("127.0.0.1", 0))
        self.check(self.in_its_place(socket.create_connection, server.getsockname()))
        self.check(server)


class Methods(unittest.TestCase):
    def setUp(self):
        Noting.calls.clear()
        self.addCleanup(Noting.calls.clear)

    def pair(self):
        mine, other = socket.socketpair()
        self.addCleanup(other.close)
        noting = Noting(mine.family, mine.type, mine.proto, mine.detach())
        self.addCleanup(noting.close)
        return noting, other

    def test_create_server_and_connection(self):
        with mock.patch.object(socket, "socket", Noting):
            with socket.create_server(("127.0.0.1", 0)) as server:
                self.assertEqual(Noting.calls, ["bind", "listen"])
                Noting.calls.clear()
                socket.create_connection(server.getsockname(), 5, ("127.0.0.1", 0)).close()
                self.assertEqual(Noting.calls, ["settimeout", "bind", "connect"])

    def test_sendfile(self):
        mine, other = self.pair()
        self.assertEqual(mine.sendfile(io.BytesIO(b"xyz")), 3)
        self.assertEqual(other.recv(10), b"xyz")
        self.assertEqual(Noting.calls, ["send"])
        self.assertEqual(mine._sendfile_use_send(io.BytesIO(b"xyz")), 3)  # as ssl does
        self.assertEqual(Noting.calls, ["send", "send"])
        with tempfile.TemporaryFile() as file:
            file.write(b"abc")
            file.flush()
            self.assertEqual(mine.sendfile(file), 3)
        self.assertEqual(other.recv(10), b"xyzabc")
        self.assertEqual(Noting.calls, ["send", "send"])  # a regular file is sent by the system

    def test_makefile(self):
        mine, other = self.pair()
        with mine.makefile("wb") as file:
            file.write(b"xyz")
        self.assertEqual(other.recv(10), b"xyz")
        self.assertEqual(Noting.calls, ["send"])

    def test_descriptors(self):
        mine, other = self.pair()
        socket.send_fds(mine, [b"x"], [])
        socket.send_fds(other, [b"y"], [])
        self.assertEqual(socket.recv_fds(mine, 10, 0)[:2], (b"y", []))
        self.assertEqual(Noting.calls, ["sendmsg", "recvmsg"])
