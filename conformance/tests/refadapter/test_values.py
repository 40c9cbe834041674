"""Values in both directions, and what C cannot be given."""
import os
import tempfile
import zlib

from refadapter import AF_INET, AF_INET6, AF_UNIX, SOCK_DGRAM, SOCK_STREAM, AdapterTest, data, handle, items, seconds

# operation, arguments, result
RESULTS = [
    ("inet_aton", ["127.0.0.1"], data(b"\x7f\0\0\1")),
    ("inet_pton", [{"enum": "AddressFamily.AF_INET", "value": 2}, "1.2.3.4"], data(b"\1\2\3\4")),
    ("inet_pton", [AF_INET6, "::1"], data(bytes(15) + b"\1")),
    ("inet_ntoa", [data(b"\1\2\3\4")], "1.2.3.4"),
    ("inet_ntop", [AF_INET6, {"fill": {"seed": 0, "len": 16}}], "1:203:405:607:809:a0b:c0d:e0f"),
    ("ntohl", [{"int": "1"}], int.from_bytes((1).to_bytes(4, "little"), "big")),
    ("htons", [True], int.from_bytes((1).to_bytes(2, "little"), "big")),
    ("CMSG_LEN", [4], 20),
    ("getdefaulttimeout", [], None),
    ("getaddrinfo", ["127.0.0.1", 80, AF_INET, SOCK_STREAM],
     [items(AF_INET, SOCK_STREAM, 6, "", items("127.0.0.1", 80))]),
    ("getaddrinfo", [data(b"::1"), "80", 0, SOCK_DGRAM],
     [items(AF_INET6, SOCK_DGRAM, 17, "", items("::1", 80, 0, 0))]),
    ("getnameinfo", [items("127.0.0.1", 80), 3], items("127.0.0.1", "80")),
    ("module.has", ["socket"], True),
    ("module.has", ["inet_aton"], True),
    ("module.has", ["AF_INET"], True),
    ("module.has", [".recv"], False),
    ("module.has", ["sys.pid"], False),
    ("module.has", ["no_such_name"], False),
    ("module.get", ["AF_INET"], AF_INET),
    ("module.get", ["BDADDR_ANY"], "00:00:00:00:00:00"),
    ("module.get", ["has_ipv6"], True),
    ("module.get", ["socket"], {"object": "class"}),
    ("module.get", ["inet_aton"], {"object": "function"}),
    ("module.same", ["error", "error"], True),
    ("module.same", ["socket", "timeout"], False),
    ("module.bases", ["error"], ["OSError", "Exception"]),
    ("module.bases", ["gaierror"], ["gaierror", "OSError", "Exception"]),
    ("module.bases", ["timeout"], ["timeout", "TimeoutError", "OSError", "Exception"]),
]

# operation, arguments, class, errno or code, text
ERRORS = [
    ("inet_aton", ["x"], "OSError", None, "illegal IP address string passed to inet_aton"),
    ("inet_aton", [{"wtf8": "312e3200"}], "ValueError", None, None),
    ("htons", [65536], "OverflowError", None, None),
    ("socket", [AF_INET, 77], "OSError", "EINVAL", "Invalid argument"),
    ("socketpair", [AF_INET], "OSError", "EOPNOTSUPP", "Operation not supported"),
    ("getaddrinfo", ["x", None, 0, 0, 0, 4], "gaierror", "EAI_NONAME", "Name or service not known"),
    ("setdefaulttimeout", [seconds("nan")], "ValueError", None, None),
    ("setdefaulttimeout", [seconds("inf")], "OverflowError", None, None),
    ("sys.close", [999], "OSError", "EBADF", "Bad file descriptor"),
    ("sys.open", ["/nowhere/at/all", "r"], "FileNotFoundError", "ENOENT", "No such file or directory"),
    ("module.get", ["no_such_name"], "AttributeError", None, None),
    ("module.bases", ["no_such_name"], "AttributeError", None, None),
    ("fromshare", [data(b"")], "AttributeError", None, None),
    ("setdefaulttimeout", [{"int": "1" + "0" * 300}], "OverflowError", None, None),
]

# operation, arguments, part of the reason
UNSUPPORTED = [
    ("sockspec.no_such_operation", [], "no operation"),
    ("SocketType", [], "no operation"),
    ("getservbyname", ["http", None], "wants text"),
    ("socket", [None], "wants an integer"),
    ("getaddrinfo", ["localhost"], "argument 2 of getaddrinfo wants an integer"),
    ("getnameinfo", [items("127.0.0.1", 80)], "wants an integer"),
    ("inet_aton", [42], "C is typed: argument 1 of inet_aton wants text"),
    ("inet_aton", [None], "wants text"),
    ("inet_aton", [data(b"1.2.3.4")], "wants text"),
    ("inet_aton", [], "wants text"),
    ("inet_aton", ["1.2.3.4", "5"], "takes 1 arguments"),
    ("inet_ntoa", ["abcd"], "wants bytes"),
    ("htons", [seconds("1.0")], "wants an integer"),
    ("htons", ["1"], "wants an integer"),
    ("htons", [{"int": "18446744073709551616"}], "integer of its C type"),
    ("socket", [2 ** 31], "integer of its C type"),
    ("setdefaulttimeout", ["1"], "number of seconds"),
    ("recv_fds", [handle("gone"), 1, 1], "gone"),
    ("sys.open", ["/", "x"], "bad helper call"),
    ("sys.on_signal", ["NOPE", "count"], "bad helper call"),
    ("sys.on_signal", ["USR1", "nope"], "bad helper call"),
    ("sys.rlimit", ["NOPE", 1], "bad helper call"),
    ("sys.drop", [handle("gone")], "gone"),
    ("sys.same", [handle("gone"), handle("gone")], "gone"),
    ("buf.new", [3, "array"], "bad helper call"),
    ("buf.new", [3, "nope"], "bad helper call"),
    ("buf.new", [3, "bytearray", 0, None, 0], "bad helper call"),
    ("module.bases", ["socket"], "bad helper call"),
    ("module.has", ["AddressFamily"], "class of Python"),
    ("sys.fault", ["recvfrom", "ENOSUCH", 1], "bad helper call"),
    ("sys.fault", ["nosuchcall", "EINTR", 1], "bad helper call"),
]


class Values(AdapterTest):
    def test_results(self):
        for op, args, wanted in RESULTS:
            with self.subTest(op=op, args=args):
                self.assertEqual(self.ok(op, *args), wanted)
        self.finish()

    def test_errors(self):
        for op, args, name, code, text in ERRORS:
            with self.subTest(op=op, args=args):
                self.assertRaised(self.call(op, *args), name, code, text)
        self.finish()

    def test_what_c_cannot_be_given(self):
        for op, args, part in UNSUPPORTED:
            with self.subTest(op=op, args=args):
                self.assertUnsupported(self.call(op, *args), part)
        self.finish()

    def test_an_error_has_its_bases_and_arguments(self):
        raised = self.call("sys.open", "/nowhere/at/all", "r")["raised"]
        self.assertEqual(raised["bases"], ["FileNotFoundError", "OSError", "Exception"])
        self.assertEqual(raised["args"], [2, "No such file or directory"])
        self.ok("socket", AF_INET, bind="s")
        self.ok(".close", on="s")
        self.assertRaised(self.call(".recv", 1, on="s"), "OSError", "EBADF", "Bad file descriptor")
        self.finish()

    def test_a_timeout_is_called_timeout(self):
        self.pair()
        self.ok(".settimeout", seconds("0.02"), on="a")
        answer = self.call(".recv", 1, on="a")
        raised = self.assertRaised(answer, "timeout", None, "timed out")
        self.assertEqual(raised["bases"], ["timeout", "TimeoutError", "OSError", "Exception"])
        self.assertGreaterEqual(answer["ns"], 20000000)
        self.finish()

    def test_floats(self):
        self.pair()
        for text in ("0.05", "1e-09", "0.1", "123456.789", "1.0"):
            self.ok(".settimeout", seconds(text), on="a")
            self.assertEqual(float(self.ok(".gettimeout", on="a")["float"]), float(text))
        self.ok(".settimeout", 3, on="a")
        self.assertEqual(self.ok(".gettimeout", on="a"), seconds("3"))
        self.finish()

    def test_keyword_arguments(self):
        self.pair()
        self.ok(".send", data(b"xy"), on="a", kwargs={"flags": 0})
        self.assertEqual(self.ok(".recv", on="b", kwargs={"bufsize": 9, "flags": 0}), data(b"xy"))
        self.assertUnsupported(self.call(".recv", 1, on="b", kwargs={"size": 1}), "no parameter 'size'")
        self.assertUnsupported(self.call(".recv", 1, on="b", kwargs={"bufsize": 1}), "passed twice")
        self.assertUnsupported(self.call("create_server", items("127.0.0.1", 0), AF_INET), "takes 1 arguments")
        self.finish()

    def test_large_bytes_travel_as_a_fill_and_a_digest(self):
        self.ok("buf.new", {"fill": {"seed": 250, "len": 65537}}, bind="b")
        wanted = bytes((250 + i) % 251 for i in range(65537))
        self.assertEqual(self.ok("buf.data", handle("b")), {"digest": {"len": 65537, "crc32": zlib.crc32(wanted)}})
        self.ok("buf.new", {"fill": {"seed": 250, "len": 65536}}, bind="b")
        self.assertEqual(self.ok("buf.data", handle("b")), data(wanted[:65536]))
        self.finish()

    def test_a_path_may_be_any_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            name = os.path.join(os.fsencode(folder), b"\xff\xc3\xa4")
            text = os.fsdecode(name).encode("utf-8", "surrogatepass")
            for value in (data(name), {"wtf8": text.hex()}):
                self.ok("socket", AF_UNIX, bind="s")
                self.ok(".bind", value, on="s")
                self.assertEqual(self.ok(".getsockname", on="s"), {"wtf8": text.hex()})
                self.ok("sys.unlink", value)
            self.assertUnsupported(self.call(".bind", {"wtf8": "eda080"}, on="s"), "file system's encoding")
        self.finish()

    def test_an_abstract_name_is_bytes(self):
        name = b"\0refadapter%d" % os.getpid()
        self.ok("socket", AF_UNIX, bind="s")
        self.assertEqual(self.ok(".getsockname", on="s"), "")
        self.ok(".bind", {"wtf8": name.hex()}, on="s")
        self.assertEqual(self.ok(".getsockname", on="s"), data(name))
        self.finish()

    def test_shapes_of_an_address(self):
        self.ok("socket", AF_INET, bind="s")
        for address in (items("127.0.0.1"), items("127.0.0.1", 0, 0), items("127.0.0.1", 0, 0, 0, 0), "name", data(b"x")):
            with self.subTest(address=address):
                self.assertRaised(self.call(".bind", address, on="s"), "TypeError")
        self.assertRaised(self.call(".bind", items("127.0.0.1", 65536), on="s"), "OverflowError")
        self.assertRaised(self.call(".bind", items("127.0.0.1", -1), on="s"), "OverflowError")
        # Elements are of any type that an address has somewhere; which one is where, the library says.
        self.assertRaised(self.call(".bind", 5, on="s"), "TypeError")
        self.assertRaised(self.call(".bind", items("127.0.0.1", "80"), on="s"), "TypeError")
        self.assertRaised(self.call(".bind", items("127.0.0.1", {"int": str(2**64 + 80)}), on="s"), "OverflowError")
        self.assertUnsupported(self.call(".bind", items("127.0.0.1", {"float": "80"}), on="s"), "wants an integer")
        self.ok(".bind", items("127.0.0.1", 0), on="s")
        address = self.ok(".getsockname", on="s")["tuple"]
        self.assertEqual(address[0], "127.0.0.1")
        self.assertGreater(address[1], 0)
        self.finish()
