"""Functions and methods of the module socket with arguments at their edges."""
import _socket
import array
import errno
import inspect
import io
import math
import os
import pathlib
import random
import signal
import socket
import struct
import sys
import tempfile
import unittest
import warnings
from unittest import mock

try:
    import _testcapi
except ImportError:
    _testcapi = None
try:
    import ctypes
except ImportError:
    ctypes = None


OURS = "_sockspec_full" in sys.modules
NO_TESTCAPI = "this CPython has no _testcapi, which makes allocations fail"
ROOM = socket.CMSG_SPACE(2 * array.array("i").itemsize)


def descriptors():
    return sorted(os.listdir("/proc/self/fd"))


def rights(message):
    """The descriptors of a message as recvmsg() gives it."""
    return array.array("i", message[1][0][2])


class Pair(unittest.TestCase):
    def setUp(self):
        self.mine, self.other = socket.socketpair()
        self.addCleanup(self.mine.close)
        self.addCleanup(self.other.close)


class Numbers(unittest.TestCase):
    """Numbers that no C int holds, and -1 where it is no default."""

    def refused(self, number, call, *arguments):
        with self.assertRaises(OSError) as raised:
            call(*arguments)
        self.assertEqual(raised.exception.errno, number)

    def test_descriptors_are_cut(self):
        for number in (2 ** 31, 2 ** 32 + 2 ** 20, -2 ** 31 - 1):
            self.refused(errno.EBADF, socket.fromfd, number, socket.AF_INET, socket.SOCK_STREAM)
            self.refused(errno.EBADF, socket.close, number)
        with self.assertRaises(OverflowError):
            socket.fromfd(2 ** 63, socket.AF_INET, socket.SOCK_STREAM)

    def test_sent_descriptors_are_not(self):
        one, other = socket.socketpair()
        with one, other, self.assertRaises(OverflowError):
            socket.send_fds(one, [b"a"], [2 ** 31])

    def test_no_family(self):
        self.refused(errno.EAFNOSUPPORT, socket.socketpair, -1)

    def test_a_host_that_cannot_be_encoded(self):
        expected = UnicodeEncodeError if sys.version_info >= (3, 13) else UnicodeError
        for call, argument in ((socket.getfqdn, "x" * 64), (socket.create_connection, ("x" * 64, 1))):
            with self.assertRaises(UnicodeError) as raised:
                call(argument)
            self.assertIs(type(raised.exception), expected)
            if expected is UnicodeEncodeError:
                error = raised.exception
                self.assertEqual((error.encoding, error.object, error.start, error.end, error.reason),
                                 ("idna", "x" * 64, 0, 64, "label too long"))


class Inheritable(unittest.TestCase):
    def test_an_int(self):
        with socket.socket() as sock:
            for value in ("x", None, 1.0, b""):
                with self.subTest(value=value), self.assertRaises(TypeError):
                    sock.set_inheritable(value)
            with self.assertRaises(OverflowError):
                sock.set_inheritable(2 ** 31)
            self.assertFalse(sock.get_inheritable())
            for value in (True, False, -1, 0, 7):
                sock.set_inheritable(value)
                self.assertEqual(sock.get_inheritable(), bool(value))
        with self.assertRaises(TypeError):  # of a closed socket, too
            sock.set_inheritable(None)


class HostNames(unittest.TestCase):
    def test_nul(self):
        for name in ("a\0", "\0a", "a\0b", "\0", " a\0 "):
            with self.subTest(name=name), self.assertRaises(TypeError):
                socket.getfqdn(name)


class Shrinking(Pair):
    """The caller's list becomes empty while it is read."""

    class Number:
        def __init__(self, items):
            self.items = items

        def __index__(self):
            del self.items[:]
            return 0

    def full_of(self, make):
        items = []
        items.extend(make(items) for _ in range(100))
        return items

    def attempt(self, call, *arguments):
        """Whatever it says, it lives."""
        try:
            call(*arguments)
        except (IndexError, OSError, TypeError) as error:
            return error
        return None

    def test_send_fds(self):
        items = self.full_of(self.Number)
        self.attempt(socket.send_fds, self.mine, [b"x"], items)
        self.assertEqual(items, [])

    @unittest.skipUnless(OURS, "CPython reads beyond the end of the list, and crashes")
    def test_ancillary(self):
        kept = []
        items = self.full_of(lambda owner: kept.append((socket.SOL_SOCKET, self.Number(owner), b"")) or kept[-1])
        self.attempt(self.mine.sendmsg, [b"x"], items)
        self.assertEqual(items, [])


class Descriptors(Pair):
    def test_too_many(self):
        with self.assertRaises(OverflowError):
            socket.recv_fds(self.mine, 10, 2**40)

    def without_memory(self, receive, *arguments, fds_of):
        """Calls it with one allocation after another failing, and two descriptors on their way: what it does not give is
        closed."""
        failures = 0
        self.mine.setblocking(False)
        for place in range(100):
            before = descriptors()
            socket.send_fds(self.other, [b"x"], [0, 0])
            _testcapi.set_nomemory(place, place + 1)
            try:
                received = receive(*arguments)
            except MemoryError:
                received = None
            finally:
                _testcapi.remove_mem_hooks()
            for fd in fds_of(received) if received else []:
                os.close(fd)
            try:
                self.mine.recv(1)  # it failed before it received
            except BlockingIOError:
                failures += not received
            self.assertEqual(descriptors(), before, "allocation %d" % place)
        self.assertGreater(failures, 0)

    @unittest.skipUnless(_testcapi, NO_TESTCAPI)
    @unittest.skipUnless(OURS, "CPython's recv_fds() forgets them")
    def test_recv_fds(self):
        self.without_memory(socket.recv_fds, self.mine, 10, 2, fds_of=lambda result: result[1])

    @unittest.skipUnless(_testcapi, NO_TESTCAPI)
    def test_recvmsg(self):
        """[method.recvmsg.close-fds-on-error]"""
        self.without_memory(self.mine.recvmsg, 10, ROOM, fds_of=rights)

    @unittest.skipUnless(_testcapi, NO_TESTCAPI)
    def test_recvmsg_into(self):
        self.without_memory(self.mine.recvmsg_into, [bytearray(10)], ROOM, fds_of=rights)


class NamesOfHosts(unittest.TestCase):
    def test_bytes_not_found(self):
        for name in b"nosuch.invalid", b"\xff", b" 0.0.0.0.0 ", bytearray(b"nosuch.invalid"):
            found = socket.getfqdn(name)
            self.assertEqual((type(found), found), (type(name), name.strip()))


class Mirrored(unittest.TestCase):
    """What _ssl reads of an object: descriptor, family, type, protocol, a pointer, the timeout in ns."""

    LAYOUT = "iiiiPq"

    def timeout(self, sock):
        size = struct.calcsize(self.LAYOUT)
        return struct.unpack(self.LAYOUT, ctypes.string_at(id(sock) + object.__basicsize__, size))[-1]

    @unittest.skipUnless(ctypes, "this CPython has no ctypes, which reads memory")
    def test_timeout(self):
        chosen = random.Random(1)
        values = [chosen.random() * 10 ** chosen.randint(-9, 6) for _ in range(2000)]
        with socket.socket() as sock:
            for seconds in 6.471561653193026e-05, 1e-10, 1e-9, 0.1, 2.0 ** 23 - 0.1, 0.0, 5, 2 ** 32 + 1, *values:
                sock.settimeout(seconds)
                self.assertEqual(self.timeout(sock), math.ceil(seconds * 10 ** 9), seconds)
            sock.settimeout(None)
            self.assertLess(self.timeout(sock), 0)


class Accepted(unittest.TestCase):
    def test_default_timeout_set_meanwhile(self):
        """The object has the one of its making; so has its descriptor the mode."""
        with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
            def handler(number, frame):
                socket.setdefaulttimeout(None)
                client.connect(server.getsockname())

            self.addCleanup(signal.signal, signal.SIGALRM, signal.signal(signal.SIGALRM, handler))
            self.addCleanup(socket.setdefaulttimeout, None)
            socket.setdefaulttimeout(30)
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            connection, _ = server.accept()
            with connection:
                self.assertIsNone(connection.gettimeout())
                self.assertTrue(os.get_blocking(connection.fileno()))


class Connections(unittest.TestCase):
    def test_backlog(self):
        self.enterContext(warnings.catch_warnings())
        warnings.simplefilter("ignore", ResourceWarning)  # CPython forgets to close the socket
        with self.assertRaises(OverflowError):
            socket.create_server(("127.0.0.1", 0), backlog=2**32 + 5)
        with self.assertRaises(TypeError):
            socket.create_server(("127.0.0.1", 0), backlog=1.5)

    def test_what_could_not_be_bound(self):
        """It is named as repr() does."""
        for address in ("/nope/x", b"/nope/x", "/nope/it's", b"it's/nope", "/nope/\n\x01\xe9\u20ac\udc80\\\"'\xa0"):
            with self.subTest(address=address), self.assertRaises(FileNotFoundError) as caught:
                socket.create_server(address, family=socket.AF_UNIX)
            self.assertEqual(caught.exception.strerror,
                             "No such file or directory (while attempting to bind on address %r)" % (address,))
        for name in ("\0%d" % os.getpid(), b"\0\xff%d" % os.getpid()):
            with socket.create_server(name, family=socket.AF_UNIX), self.assertRaises(OSError) as caught:
                socket.create_server(name, family=socket.AF_UNIX)
            self.assertEqual(caught.exception.strerror, "Address already in use (while attempting to bind on address %r)" % name)
        with self.assertRaises(OSError) as caught:
            socket.create_server((b"192.0.2.1", 0))
        self.assertIn("(b'192.0.2.1', 0)", caught.exception.strerror)

    @unittest.skipUnless(socket.has_ipv6, "no IPv6 here")
    def test_not_bound_without_a_number(self):
        """The text of such an error is None."""
        with self.assertRaises(OSError) as caught:
            socket.create_server(("<broadcast>", 0), family=socket.AF_INET6)
        self.assertEqual(caught.exception.args,
                         (None, "None (while attempting to bind on address ('<broadcast>', 0))"))

    def test_families(self):
        """-1 is the constructor's default, and 0 none."""
        with socket.create_server(("127.0.0.1", 0), family=-1) as server:
            self.assertEqual(server.family, socket.AF_INET)
        with self.assertRaises(OSError) as caught:
            socket.create_server(("127.0.0.1", 0), family=0)
        self.assertEqual(caught.exception.errno, errno.EAFNOSUPPORT)

    def test_timeout_too_large(self):
        """It is told as settimeout() does."""
        with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as sock:
            for seconds in (10 ** 10, 1e10, 10 ** 400):
                with self.subTest(seconds=seconds), self.assertRaises(OverflowError) as expected:
                    sock.settimeout(seconds)
                with warnings.catch_warnings(), self.assertRaises(OverflowError) as caught:
                    warnings.simplefilter("ignore", ResourceWarning)  # CPython forgets to close the socket
                    socket.create_connection(server.getsockname(), timeout=seconds)
                self.assertEqual(str(caught.exception), str(expected.exception))

    def test_no_source(self):
        """What is false is no address to bind."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            for source in ((), "", None, 0, []):
                with self.subTest(source=source), socket.create_connection(server.getsockname(), source_address=source):
                    server.accept()[0].close()

    def test_timeout_false(self):
        # A connect() on the loopback that may wait succeeds.
        with socket.create_server(("127.0.0.1", 0)) as server, self.assertRaises(BlockingIOError) as caught:
            socket.create_connection(server.getsockname(), timeout=False)
        self.assertEqual(caught.exception.errno, errno.EINPROGRESS)


class Sendfile(Pair):
    """When something failed the file is positioned, too; what that raises has the failure as its context."""

    class File:
        """read() gives b"xyz" once, then calls a function; seek() raises if it is to."""
        mode = "rb"

        def __init__(self, then, seek_fails):
            self.reads, self.positions, self.then, self.seek_fails = 0, [], then, seek_fails

        def fileno(self):
            raise AttributeError

        def read(self, size):
            self.reads += 1
            return b"xyz" if self.reads == 1 else self.then()

        def seek(self, position):
            self.positions.append(position)
            if self.seek_fails:
                raise KeyError("seek")

    def failing(self):
        raise KeyError("read")

    def disconnected(self):
        self.other.close()
        return b"more"

    def attempt(self, then, seek_fails):
        """What sendfile() raises of such a file."""
        file = self.File(then, seek_fails)
        with self.assertRaises(Exception) as caught:
            self.mine.sendfile(file)
        self.assertEqual(file.positions, [3])
        return caught.exception

    def test_read_raises(self):
        error = self.attempt(self.failing, False)
        self.assertEqual(repr(error), "KeyError('read')")
        self.assertEqual(self.other.recv(10), b"xyz")

    def test_seek_raises_too(self):
        error = self.attempt(self.failing, True)
        self.assertEqual(repr(error), "KeyError('seek')")
        self.assertEqual(repr(error.__context__), "KeyError('read')")

    def test_seek_raises_in_a_handler(self):
        try:
            raise KeyError("handled")
        except KeyError:
            error = self.attempt(self.failing, True)
        chain = []
        while error:
            chain.append(repr(error))
            error = error.__context__
        self.assertEqual(chain[:2], ["KeyError('seek')", "KeyError('read')"])
        self.assertEqual(chain[-1], "KeyError('handled')")  # CPython has exceptions of its own between

    def test_seek_raises_after_send(self):
        error = self.attempt(self.disconnected, True)
        self.assertEqual(repr(error), "KeyError('seek')")
        self.assertIsInstance(error.__context__, BrokenPipeError)

    def test_one_exception_twice(self):
        file = self.File(self.failing, False)
        error = KeyError("once")
        file.then = file.seek = mock.Mock(side_effect=error)
        with self.assertRaises(KeyError) as caught:
            self.mine.sendfile(file)
        self.assertIs(caught.exception, error)
        self.assertIsNot(error.__context__, error)

    def test_seek_raises_alone(self):
        self.assertEqual(repr(self.attempt(lambda: b"", True)), "KeyError('seek')")


class Much(Pair):
    def test_count_beyond_64_bits(self):
        for count in 2 ** 63, 2 ** 70:
            self.assertEqual(self.mine.sendfile(io.BytesIO(b"x" * 100), 0, count), 100)
        with self.assertRaises(ValueError):
            self.mine.sendfile(io.BytesIO(b"x" * 100), 0, -2 ** 63 - 1)


class Unusual(Pair):
    """sendfile() where a file or the socket lacks what it takes."""
    def test_no_seek(self):
        file = mock.Mock(spec=["read"], **{"read.side_effect": [b"xyz", b""]})
        with self.assertRaises(AttributeError):
            self.mine.sendfile(file, 3)
        self.assertEqual(file.read.call_count, 0)
        self.assertEqual(self.mine.sendfile(file), 3)
        self.assertEqual(self.other.recv(10), b"xyz")

    def test_descriptor_and_no_seek(self):
        with tempfile.TemporaryFile() as storage:
            storage.write(b"0123456789")
            storage.flush()
            file = mock.Mock(spec=["read", "fileno"], **{"fileno.return_value": storage.fileno()})
            self.assertEqual(self.mine.sendfile(file, 3), 7)
            self.assertEqual(os.lseek(storage.fileno(), 0, os.SEEK_CUR), 10)
        self.assertEqual(self.other.recv(10), b"3456789")

    def test_closed(self):
        self.mine.close()
        with tempfile.TemporaryFile() as file:
            file.write(b"0123456789")
            file.flush()
            with self.assertRaisesRegex(ValueError, "Invalid file descriptor: -1"):
                self.mine.sendfile(file)
        with self.assertRaises(OSError) as caught:
            self.mine.sendfile(io.BytesIO(b"xyz"))
        self.assertEqual(caught.exception.errno, errno.EBADF)


class Wide(unittest.TestCase):
    """Options of AF_VSOCK are numbers of 64 bits, and never bytes."""
    def setUp(self):
        try:
            self.socket = socket.socket(socket.AF_VSOCK)
        except OSError as error:
            self.skipTest("no AF_VSOCK here: %s" % error)
        self.addCleanup(self.socket.close)

    def test_numbers(self):
        option = socket.AF_VSOCK, socket.SO_VM_SOCKETS_BUFFER_MAX_SIZE
        for number in 65536, 2**31, 2**63 + 5, -1:
            self.socket.setsockopt(*option, number)
            self.assertEqual(self.socket.getsockopt(*option), number % 2**64)

    def test_bytes(self):
        option = socket.AF_VSOCK, socket.SO_VM_SOCKETS_BUFFER_SIZE
        for size in 4, 8, -1, 5000:
            with self.assertRaisesRegex(OSError, "getsockopt string buffer not allowed"):
                self.socket.getsockopt(*option, size)
        with self.assertRaises(TypeError):
            self.socket.setsockopt(*option, bytes(8))


class Generous(Pair):
    """sendfile() of a file whose read() gives a byte more than it was asked for."""

    class File:
        def __init__(self, pieces):
            self.pieces, self.position = pieces, None

        def read(self, size):
            self.pieces -= 1
            return bytes(size + 1) if self.pieces >= 0 else b""

        def seek(self, position):
            self.position = position

    def send(self, pieces, count):
        """What sendfile() says; that is what the other side gets, and where the file stands."""
        file = self.File(pieces)
        sent = self.mine.sendfile(file, count=count)
        self.mine.close()
        received = 0
        while data := self.other.recv(65536):
            received += len(data)
        self.assertEqual((received, file.position), (sent, sent))
        return sent

    def test_whole(self):
        self.assertEqual(self.send(3, None), 3 * 8193)

    @unittest.skipUnless(OURS, "CPython sends what was read last as a whole, and more than it was to")
    def test_count(self):
        self.assertEqual(self.send(1, 5), 5)

    def test_count_beyond(self):
        self.assertEqual(self.send(2, 20000), 2 * 8193)


class Addresses(unittest.TestCase):
    def refused(self, family, type, proto, address, *errors):
        try:
            sock = socket.socket(family, type, proto)
        except OSError as error:
            self.skipTest("this kernel has no such socket: %s" % error)
        with sock, self.assertRaises(errors):
            sock.bind(address)

    def test_can_bytearray(self):
        self.refused(socket.AF_CAN, socket.SOCK_RAW, socket.CAN_RAW, (bytearray(b"lo"),), TypeError)

    def test_sco_bytearray(self):
        if not hasattr(socket, "BTPROTO_SCO"):
            self.skipTest("this CPython was built without Bluetooth")
        self.refused(socket.AF_BLUETOOTH, socket.SOCK_SEQPACKET, socket.BTPROTO_SCO, bytearray(b"00:00:00:00:00:00"), OSError)

    def test_sco_text(self):
        """Over a descriptor whose system refuses what reaches it, with an errno."""
        if not hasattr(socket, "BTPROTO_SCO"):
            self.skipTest("this CPython was built without Bluetooth")
        taken = sys.version_info >= (3, 13, 4)
        for text, refused in (("00:00:00:00:00:00", OSError), ("00:00:00:00:00:00\0", ValueError), ("\ud812", UnicodeEncodeError)):
            file = socket.socket(socket.AF_INET, socket.SOCK_DGRAM).detach()
            with socket.socket(socket.AF_BLUETOOTH, socket.SOCK_SEQPACKET, socket.BTPROTO_SCO, file) as sock, \
                    self.assertRaises(refused if taken else OSError) as raised:
                sock.bind(text)
            if taken and refused is OSError:
                self.assertIn(raised.exception.errno, (errno.EINVAL, errno.EAFNOSUPPORT))
            elif not taken:
                self.assertEqual(str(raised.exception), "bind(): wrong format")

    def test_index_where_no_number_stands(self):
        """It is not asked, and names itself."""
        class Number:
            def __index__(self):
                raise KeyError

        for family, address in ((socket.AF_INET, Number()), (socket.AF_INET, (Number(), 0)), (socket.AF_INET6, Number()),
                                (socket.AF_INET6, (Number(), 0)), (socket.AF_UNIX, Number())):
            for method in "bind", "connect":
                with self.subTest(family=family, address=address, method=method), socket.socket(family) as sock, \
                        self.assertRaisesRegex(TypeError, "Number"):
                    getattr(sock, method)(address)

    def test_long_names_of_types(self):
        """As long as a text of librefsock is, and longer."""
        for size in range(100, 150):
            for name in "\xe9" * size, "x" + "\xe9" * size:
                with socket.socket() as sock, self.assertRaises(TypeError):
                    sock.connect(type(name, (), {})())

    def test_host_memoryview(self):
        self.refused(socket.AF_INET, socket.SOCK_DGRAM, 0, (memoryview(b"127.0.0.1"), 0), TypeError)

    def test_host_bytearray(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.bind((bytearray(b"127.0.0.1"), 0))

    def test_can_path(self):
        try:
            sock = socket.socket(socket.AF_CAN, socket.SOCK_RAW, socket.CAN_RAW)
        except OSError as error:
            self.skipTest("this kernel has no such socket: %s" % error)
        with sock, self.assertRaises(OSError) as caught:
            sock.bind((pathlib.Path("no_interface"),))
        self.assertEqual(caught.exception.errno, errno.ENODEV)


class Shown(unittest.TestCase):
    """What help() and errors say of functions."""

    def test_names(self):
        functions = (socket.fromfd, socket.socketpair, socket.create_connection, socket.create_server, socket.has_dualstack_ipv6,
                     socket.getfqdn, socket.send_fds, socket.recv_fds)
        methods = (socket.socket.makefile, socket.socket.dup, socket.socket.sendfile, socket.socket.get_inheritable,
                   socket.socket.set_inheritable)
        for prefix, shown in ("", functions), ("socket.", methods):
            for function in shown:
                with self.subTest(function=function):
                    self.assertEqual(function.__qualname__, prefix + function.__name__)
                    self.assertEqual(function.__module__, "socket")
                    self.assertTrue(function.__doc__)
                    self.assertNotIn("args", inspect.signature(function).parameters)

    def test_too_many_arguments(self):
        with socket.socket() as sock:
            for call, start in (socket.create_connection, "create_connection"), (sock.makefile, "socket.makefile"):
                with self.assertRaisesRegex(TypeError, "^%s\\(\\) takes from 1 to 3 positional arguments but " % start):
                    call(1, 2, 3, 4, 5)

    def test_no_signature(self):
        self.assertIsNone(_socket.socket.__text_signature__)
        self.assertTrue(_socket.socket.__doc__)
