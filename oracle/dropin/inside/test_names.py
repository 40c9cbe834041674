"""Names with a surrogate that stands alone. Where CPython's argument is a path or a name of the file system, the surrogates
of surrogateescape are bytes and others cannot be encoded; where it is plain text, none can."""
import errno
import socket
import unittest

ESCAPED, OTHER = "lo\udc80", "lo\ud800"


class Names(unittest.TestCase):
    def both(self, escaped, call):
        """escaped: what ESCAPED gives, OSError or UnicodeEncodeError. OTHER cannot be encoded anywhere."""
        with self.subTest(name=ascii(ESCAPED)), self.assertRaises(escaped):
            call(ESCAPED)
        with self.subTest(name=ascii(OTHER)), self.assertRaises(UnicodeEncodeError):
            call(OTHER)

    def bind(self, escaped, family, type, proto, address):
        """An address of that family, on the descriptor of another socket: its kernel need not have the family."""
        real = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        with socket.socket(family, type, proto, fileno=real.detach()) as sock:
            self.both(escaped, lambda name: sock.bind(address(name)))

    def test_packet(self):
        self.bind(UnicodeEncodeError, socket.AF_PACKET, socket.SOCK_RAW, 0, lambda name: (name, 0))

    def test_can_raw(self):
        self.bind(OSError, socket.AF_CAN, socket.SOCK_RAW, socket.CAN_RAW, lambda name: (name,))

    def test_can_isotp(self):
        self.bind(OSError, socket.AF_CAN, socket.SOCK_DGRAM, socket.CAN_ISOTP, lambda name: (name, 0, 0))

    def test_can_j1939(self):
        self.bind(OSError, socket.AF_CAN, socket.SOCK_DGRAM, socket.CAN_J1939, lambda name: (name, 0, 0, 0))

    def test_alg(self):
        self.bind(UnicodeEncodeError, socket.AF_ALG, socket.SOCK_SEQPACKET, 0, lambda name: (name, "sha256"))
        self.bind(UnicodeEncodeError, socket.AF_ALG, socket.SOCK_SEQPACKET, 0, lambda name: ("hash", name))

    def test_unix(self):
        with socket.socket(socket.AF_UNIX) as sock:
            self.both(OSError, lambda name: sock.connect("/nowhere/" + name))

    def test_elements_in_order(self):
        """What is wrong with a later element is told after it, and that it is no tuple before."""
        real = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0, fileno=real.detach()) as sock:
            with self.assertRaises(UnicodeEncodeError):
                sock.bind((ESCAPED, "0"))
            with self.assertRaises(TypeError):
                sock.bind(ESCAPED)

    def test_if_nametoindex(self):
        self.both(OSError, socket.if_nametoindex)

    def test_bindtodevice(self):
        """The option takes bytes only."""
        with socket.socket() as sock:
            for name in ESCAPED, OTHER, "lo":
                with self.assertRaises(TypeError):
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, name)
            with self.assertRaises(OSError) as caught:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo\x80")
            self.assertIn(caught.exception.errno, (errno.ENODEV, errno.EPERM))

    def test_databases_and_texts(self):
        for call in (socket.getservbyname, socket.getprotobyname, socket.inet_aton, lambda name: socket.getservbyname("http", name),
                     lambda name: socket.getservbyport(80, name), lambda name: socket.inet_pton(socket.AF_INET, name),
                     lambda name: socket.getnameinfo((name, 0), 0), lambda name: socket.getaddrinfo(None, name)):
            self.both(UnicodeEncodeError, call)
