"""Classes that do for themselves what the functions of the module socket call, and classes in the place of socket.socket."""
import io
import os
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


class Facts(socket.socket):
    """What is asked of a socket is something else, and asking for it is noted."""

    asked = []

    def fileno(self):
        self.asked.append("fileno")
        return super().fileno()

    def gettimeout(self):
        self.asked.append("gettimeout")
        return 7.0

    def _decref_socketios(self):
        self.asked.append("_decref_socketios")
        super()._decref_socketios()


class Asked(unittest.TestCase):
    def setUp(self):
        mine, self.other = socket.socketpair()
        self.addCleanup(self.other.close)
        self.sock = Facts(mine.family, mine.type, mine.proto, mine.detach())
        self.addCleanup(self.sock.close)
        self.addCleanup(Facts.asked.clear)
        Facts.asked.clear()

    def test_dup(self):
        with self.sock.dup() as copy:
            self.assertEqual(Facts.asked, ["fileno", "gettimeout"])
            self.assertEqual(socket.socket.gettimeout(copy), 7)

    def test_inheritable(self):
        self.sock.set_inheritable(True)
        self.assertEqual(Facts.asked, ["fileno"])
        self.assertTrue(self.sock.get_inheritable())
        self.assertEqual(Facts.asked, ["fileno", "fileno"])
        self.assertTrue(os.get_inheritable(socket.socket.fileno(self.sock)))

    def test_makefile(self):
        file = self.sock.makefile("rb")
        self.assertEqual(file.fileno(), socket.socket.fileno(self.sock))
        self.assertEqual(Facts.asked, ["fileno"])
        file.close()
        self.assertEqual(Facts.asked[1:], ["_decref_socketios"])

    def test_sendfile(self):
        self.assertEqual(self.sock._sendfile_use_send(io.BytesIO(b"xyz")), 3)
        self.assertEqual(Facts.asked, ["gettimeout"])
        Facts.asked.clear()
        with tempfile.TemporaryFile() as file:
            file.write(b"abc")
            file.flush()
            self.assertEqual(self.sock.sendfile(file), 3)
        self.assertEqual(Facts.asked, ["fileno", "gettimeout"])
        self.assertEqual(self.other.recv(10), b"xyzabc")

    def test_ways_of_sendfile(self):
        """A class may have one of the two ways, and the other is Python's."""
        class Ways(socket.socket):
            def _sendfile_use_sendfile(self, file, offset=0, count=None):
                raise socket._GiveupOnSendfile

            def _sendfile_use_send(self, file, offset=0, count=None):
                return 77

        with Ways(fileno=os.dup(socket.socket.fileno(self.sock))) as sock, tempfile.TemporaryFile() as file:
            file.write(b"abc")
            file.flush()
            self.assertEqual(sock.sendfile(file), 77)
            del Ways._sendfile_use_sendfile
            self.assertEqual(sock.sendfile(file), 3)
            self.assertEqual(sock._sendfile_use_sendfile(file), 3)
        self.assertEqual(self.other.recv(10), b"abcabc")


class Patched(unittest.TestCase):
    """Somebody else's functions in socket.socket itself, and in the module."""

    def setUp(self):
        self.mine, self.other = socket.socketpair()
        self.addCleanup(self.mine.close)
        self.addCleanup(self.other.close)

    def patch(self, owner, name, new):
        return self.enterContext(mock.patch.object(owner, name, new))

    def test_create_connection(self):
        connect = self.patch(socket.socket, "connect", mock.Mock())
        socket.create_connection(("127.0.0.1", 1)).close()
        connect.assert_called_once_with(("127.0.0.1", 1))

    def test_create_server(self):
        bind = self.patch(socket.socket, "bind", mock.Mock())
        socket.create_server(("192.0.2.1", 1)).close()
        bind.assert_called_once_with(("192.0.2.1", 1))

    def test_descriptors(self):
        self.patch(socket.socket, "sendmsg", mock.Mock(return_value=77))
        self.assertEqual(socket.send_fds(self.mine, [b"x"], [0]), 77)
        self.patch(socket.socket, "recvmsg", mock.Mock(return_value=(b"y", [], 0, None)))
        self.assertEqual(socket.recv_fds(self.other, 1, 1), (b"y", [], 0, None))

    def test_constructor(self):
        made = []
        pythons = socket.socket.__init__
        self.patch(socket.socket, "__init__", lambda sock, *args, **kwargs: made.append(sock) or pythons(sock, *args, **kwargs))
        pair = socket.socketpair()
        copy = self.mine.dup()
        for sock in *pair, copy:
            sock.close()
        self.assertEqual([id(sock) for sock in made], [id(sock) for sock in (*pair, copy)])

    def test_files(self):
        self.patch(socket.socket, "recv_into", lambda sock, buffer: 0)
        self.other.send(b"x")
        with self.mine.makefile("rb") as file:
            self.assertEqual(file.read(1), b"")

    def test_class_of_files(self):
        class Empty(socket.SocketIO):
            def readinto(self, buffer):
                return 0

        for owner, name, new in (socket, "SocketIO", Empty), (socket.SocketIO, "readinto", Empty.readinto):
            self.other.send(b"x")
            with self.subTest(name=name), mock.patch.object(owner, name, new), self.mine.makefile("rb") as file:
                self.assertEqual(file.read(1), b"")

    def test_object(self):
        """Of a derived class, whose objects may have methods of their own."""
        class Derived(socket.socket):
            pass

        with Derived() as sock:
            sock.recv_into = lambda buffer: 0
            with sock.makefile("rb") as file:
                self.assertEqual(file.read(1), b"")
            sock.sendmsg = lambda *arguments: 77
            self.assertEqual(socket.send_fds(sock, [b"x"], [0]), 77)

    def test_sendfile(self):
        self.patch(socket.socket, "send", lambda sock, data: len(data))
        self.assertEqual(self.mine.sendfile(io.BytesIO(b"xyz")), 3)
        self.other.setblocking(False)
        with self.assertRaises(BlockingIOError):
            self.other.recv(10)

    def test_getaddrinfo(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            found = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", server.getsockname())]
            for owner in socket, socket._socket:
                with self.subTest(owner=owner), mock.patch.object(owner, "getaddrinfo", lambda *args, **kwargs: found):
                    socket.create_connection(("host.invalid", 1)).close()
                    server.accept()[0].close()

    def test_getfqdn(self):
        self.patch(socket, "gethostbyaddr", lambda name: ("short", ["long.name.invalid"], []))
        self.assertEqual(socket.getfqdn("127.0.0.1"), "long.name.invalid")

    def test_getfqdn_of_this_host(self):
        self.patch(socket, "gethostname", lambda: "of.this.invalid")
        self.assertEqual(socket.getfqdn(), "of.this.invalid")

    def test_has_dualstack_ipv6(self):
        with mock.patch.object(socket, "has_ipv6", False):
            self.assertFalse(socket.has_dualstack_ipv6())
        self.patch(socket, "has_dualstack_ipv6", lambda: False)
        with self.assertRaisesRegex(ValueError, "not supported"):
            socket.create_server(("", 0), family=socket.AF_INET6, dualstack_ipv6=True)

    def test_dup(self):
        self.patch(socket, "dup", mock.Mock(side_effect=KeyError))
        with self.assertRaises(KeyError):
            self.mine.dup()
        with self.assertRaises(KeyError):
            socket.fromfd(0, 1, 1)

    def test_socketpair(self):
        self.patch(socket._socket, "socketpair", mock.Mock(side_effect=KeyError))
        with self.assertRaises(KeyError):
            socket.socketpair()
