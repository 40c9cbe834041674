"""The Python adapter over the protocol, on every Python found; each line in both directions is held against the schema."""
import json
import os
import platform
import signal
import socket
import sys
import tempfile
import unittest
import zlib

import pythons
from protocol_client import ADAPTER, ROOT, Client

AF_UNIX, AF_INET, SOCK_STREAM, SOCK_DGRAM, SHUT_WR = 1, 2, 1, 2, 1
SOL_SOCKET, MSG_PEEK = 1, 2


def handle(name):
    return {"handle": name}


def data(value):
    return {"bytes": value.hex()}


def items(*values):
    return {"tuple": list(values)}


# What comes back exactly as it goes in (an attribute of a BytesIO is set and read).
SAME = [
    None, True, False, 0, 1, -1, 2**53, -2**53, {"int": str(2**53 + 1)}, {"int": str(-2**53 - 1)}, {"int": str(2**64)},
    {"float": "0.05"}, {"float": "-0.0"}, {"float": "1e-09"}, {"float": "1e+300"}, {"float": "inf"}, {"float": "-inf"},
    {"float": "nan"}, "", "text", "\u00e4\u20ac\U0001f600", 'quote " backslash \\ \n\t\r\x1b\x7f', {"wtf8": "00"},
    {"wtf8": "612f00"}, {"wtf8": "edb280"}, {"wtf8": "c3a4eda080"}, {"bytes": ""}, {"bytes": "00ff10"}, [], items(),
    [1, [2, items(3, {"bytes": "41"})], "x"], items(items("::1", 1, 0, 0), None, True)]

# operation, arguments, answer; None: any value
SIMPLE = [
    ("inet_aton", ["127.0.0.1"], data(b"\x7f\0\0\1")),
    ("inet_pton", [{"enum": "AddressFamily.AF_INET", "value": 2}, "1.2.3.4"], data(b"\1\2\3\4")),
    ("inet_ntoa", [data(b"\1\2\3\4")], "1.2.3.4"),
    ("ntohl", [{"int": "4294967295"}], 4294967295),
    ("CMSG_SPACE", [4], None),
    ("getdefaulttimeout", [], None),
    ("gethostname", [], None),
    ("module.has", ["socket"], True),
    ("module.has", ["no_such_name"], False),
    ("module.get", ["AF_INET"], {"enum": "AddressFamily.AF_INET", "value": 2}),
    ("module.get", ["MSG_PEEK"], {"enum": "MsgFlag.MSG_PEEK", "value": 2}),
    ("module.get", ["SOL_SOCKET"], SOL_SOCKET),
    ("module.get", ["has_ipv6"], None),
    ("module.get", ["socket"], {"object": "class"}),
    ("module.get", ["inet_aton"], {"object": "function"}),
    ("module.same", ["error", "error"], True),
    ("module.same", ["socket", "timeout"], False),
    ("module.bases", ["gaierror"], ["gaierror", "OSError", "Exception"]),
    ("module.bases", ["error"], ["OSError", "Exception"]),
]

# operation, arguments, class, errno or code, text
RAISES = [
    ("inet_aton", ["x"], "OSError", None, "illegal IP address string passed to inet_aton"),
    ("inet_aton", [42], "TypeError", None, None),
    ("inet_pton", [AF_INET, {"wtf8": "610062"}], "ValueError", None, None),
    ("socket", [AF_INET, 77], "OSError", "EINVAL", "Invalid argument"),
    ("socket", [AF_INET, SOCK_STREAM, 17], "OSError", "EPROTONOSUPPORT", "Protocol not supported"),
    ("socketpair", [AF_INET], "OSError", "EOPNOTSUPP", "Operation not supported"),
    ("getaddrinfo", ["x", None, 0, 0, 0, 4], "gaierror", "EAI_NONAME", "Name or service not known"),
    ("sys.close", [999], "OSError", "EBADF", "Bad file descriptor"),
    ("sys.open", ["/nowhere/at/all", "r"], "FileNotFoundError", "ENOENT", "No such file or directory"),
    ("module.get", ["no_such_name"], "AttributeError", None, None),
    ("fromshare", [data(b"")], "AttributeError", None, None),
]

# what is no observation of the implementation
UNSUPPORTED = [
    ("sockspec.no_such_operation", [], "no operation"),
    ("no_such_function", [], "no operation"),
    ("SocketType", [], "no operation"),
    (".recv", [1], "no handle"),
    ("recv_fds", [handle("gone"), 1, 1], "gone"),
    ("inet_ntoa", [{"fill": {"seed": 0, "len": 1 << 53}}], "bad value"),
    ("sys.close", [], "bad helper call"),
    ("sys.close", [True], "bad helper call"),
    ("sys.close", ["3"], "bad helper call"),
    ("sys.close", [3, 4], "bad helper call"),
    ("sys.pid", [1], "bad helper call"),
    ("sys.open", ["/", "x"], "bad helper call"),
    ("sys.on_signal", ["NOPE", "count"], "bad helper call"),
    ("sys.on_signal", ["USR1", "nope"], "bad helper call"),
    ("sys.rlimit", ["NOPE", 1], "bad helper call"),
    ("sys.drop", [handle("gone")], "bad helper call"),
    ("sys.same", [handle("gone"), handle("gone")], "gone"),
    ("buf.new", ["x"], "bad helper call"),
    ("buf.new", [3, "array"], "bad helper call"),
    ("buf.new", [3, "nope"], "bad helper call"),
    ("file.tell", [3], "bad helper call"),
    ("module.get", [3], "bad helper call"),
    ("module.bases", ["socket"], "bad helper call"),
    ("sys.fault", ["recv", "EINTR", 1], "no operation"),
]


class AdapterTests:
    """Mixed into a TestCase for each Python; `label`, `python`, `options` are set there."""

    shared = None  # one process for all tests that leave it as it was; `reset` stands between them

    def setUp(self):
        if self.shared is None:
            type(self).shared = self.start()
            type(self).hello = self.shared.hello()
        else:
            self.assertIn("ok", self.shared.ask("reset"))
        self.a = self.shared
        self.ok, self.call = self.a.ok, self.a.call
        self.const = self.hello["constants"]
        self.api = tuple(int(n) for n in self.hello["api"].split(".")[:2])
        self.patched = bool(self.options)
        # Only of CPython is it known what comes out of the module; elsewhere the adapter alone is under test.
        self.cpython = self.hello["name"] == "cpython"

    def run(self, result=None):
        before = len(result.errors) + len(result.failures)
        super().run(result)
        if self.shared and (len(result.errors) + len(result.failures) > before or self.shared.process.poll() is not None):
            self.tearDownClass()  # the next test starts afresh

    @classmethod
    def tearDownClass(cls):
        if cls.shared:
            cls.shared.close()
            cls.shared = None

    def start(self):
        return Client([self.python, ADAPTER] + self.options)

    def spend(self):
        """This test ruins the process: nobody after it gets it."""
        type(self).shared = None
        self.addCleanup(self.a.close)

    def refused(self, op, *args, **members):
        answer = self.call(op, *args, **members)
        self.assertIn("unsupported", answer, answer)
        return answer["unsupported"]

    def raised(self, op, *args, **members):
        answer = self.call(op, *args, **members)
        self.assertIn("raised", answer, answer)
        return answer["raised"]

    def pair(self, a="a", b="b"):
        self.ok("socketpair", bind=[a, b])

    # ------------------------------------------------------------------------------------------------ hello

    def test_hello(self):
        h = self.hello
        self.assertEqual(("python", "python", True, "full"), (h["language"], h["values"], h["threads"], h["profile"]))
        self.assertEqual((sys.byteorder, platform.machine(), sys.platform), (h["byteorder"], h["arch"], h["os"]))
        self.assertEqual((AF_INET, SOCK_STREAM, MSG_PEEK), tuple(self.const[n] for n in
                                                                 ("AF_INET", "SOCK_STREAM", "MSG_PEEK")))
        self.assertIn(self.const["has_ipv6"], (True, False))
        self.assertLessEqual({"AF_INET", "AF_UNIX"}, set(h["families"]))
        self.assertNotIn("AF_UNSPEC", h["families"])
        expected_name = self.options[0][2:] if self.options else self.label.split("_")[0]
        self.assertEqual(expected_name, h["name"])

    def test_operations_are_those_of_the_table(self):
        with open(os.path.join(ROOT, "conformance", "operations.tsv"), encoding="utf-8") as table:
            rows = [line.rstrip("\n").split("\t") for line in table if line.strip() and not line.startswith("#")]
        names = {row[0] for row in rows[1:]}
        self.assertEqual(set(), set(self.hello["operations"]) - names)
        # Each name of the table is known: it is never "no operation", but for what no Python can do.
        for name in sorted(names - {"sys.fault"}):
            answer = self.call(name, on="nothing")
            self.assertNotIn("no operation", answer.get("unsupported", ""), name)
        self.assertLessEqual({".recv", ".bind", ".read", "inet_aton", "sys.pid"}, set(self.hello["operations"]))
        if self.cpython:  # what this version has, and only that
            self.assertEqual(self.api >= (3, 8), "create_server" in self.hello["operations"])
        self.assertNotIn("fromshare", self.hello["operations"])

    # ------------------------------------------------------------------------------------------------ values

    def test_values_come_back(self):
        self.ok("file.bytes", data(b""), bind="f")
        for value in SAME:
            with self.subTest(value=value):
                self.ok("attr.set", "x", value, on="f")
                self.assertEqual(value, self.ok("attr.get", "x", on="f"))

    def test_values_of_one_direction(self):
        self.ok("file.bytes", data(b""), bind="f")
        pattern = bytes((7 + i) % 251 for i in range(70000))
        big = {"digest": {"len": 70000, "crc32": zlib.crc32(pattern)}}
        for sent, expected in [({"enum": "X.Y", "value": 5}, 5), ({"fill": {"seed": 249, "len": 4}}, data(b"\xf9\xfa\0\1")),
                               ({"fill": {"seed": 0, "len": 0}}, data(b"")), ({"int": "5"}, 5),
                               ({"fill": {"seed": 7, "len": 70000}}, big),
                               ({"fill": {"seed": 7, "len": 65536}}, data(pattern[:65536]))]:
            with self.subTest(sent=sent):
                self.ok("attr.set", "x", sent, on="f")
                self.assertEqual(expected, self.ok("attr.get", "x", on="f"))

    def test_answer_that_fits_no_line(self):
        self.ok("file.bytes", data(b""), bind="f")
        self.ok("attr.set", "x", [{"fill": {"seed": 0, "len": 60000}}] * 9, on="f")
        self.assertIn("line", self.refused("attr.get", "x", on="f"))

    def test_simple(self):
        for op, args, expected in SIMPLE:
            with self.subTest(op=op, args=args):
                value = self.ok(op, *args)
                if expected is not None:
                    self.assertEqual(expected, value)

    def test_keywords(self):
        self.assertEqual("TypeError", self.raised("getaddrinfo", "x", kwargs={"nope": 1})["class"])
        if not self.cpython:
            return
        found, = self.ok("getaddrinfo", "127.0.0.1", kwargs={"port": 80, "type": SOCK_STREAM})
        self.assertEqual(items({"enum": "AddressFamily.AF_INET", "value": 2}, {"enum": "SocketKind.SOCK_STREAM", "value": 1},
                               6, "", items("127.0.0.1", 80)), found)

    # ------------------------------------------------------------------------------------------------ errors

    def test_raises(self):
        for op, args, cls, code, text in RAISES:
            with self.subTest(op=op, args=args):
                e = self.raised(op, *args)
                self.assertEqual((e["class"], "Exception"), (e["bases"][0], e["bases"][-1]))
                if "number" in e:
                    self.assertEqual(e["number"], e["args"][0])
                if self.cpython:
                    self.assertEqual((cls, code), (e["class"], e.get("errno", e.get("code"))))
                    self.assertEqual(text or e["text"], e["text"])

    def test_what_is_no_observation(self):
        for op, args, text in UNSUPPORTED:
            with self.subTest(op=op, args=args):
                self.assertIn(text, self.refused(op, *args, **({"on": "gone"} if op[0] == "." else {})))
        self.ok("buf.new", 3, bind="buffer")
        self.assertIn("buffer", self.refused(".recv", 1, on="buffer"))
        self.pair()
        self.assertIn("bad helper call", self.refused("sys.wait", handle("a"), "nope", 0))
        self.assertIn("bad helper call", self.refused("attr.get", 5, on="a"))
        self.assertIn("bad helper call", self.refused("buf.data", handle("a")))

    def test_timeout_has_one_name(self):
        self.pair()
        self.ok(".settimeout", {"float": "0.01"}, on="a")
        answer = self.call(".recv", 1, on="a")
        e = answer["raised"]
        self.assertEqual(("timeout", "timed out", ["timed out"]), (e["class"], e["text"], e["args"]))
        self.assertEqual(["timeout"] + ["TimeoutError"] * (self.api >= (3, 10)) + ["OSError", "Exception"], e["bases"])
        self.assertNotIn("errno", e)
        self.assertGreaterEqual(answer["ns"], 9e6)

    def test_errno_names_are_canonical(self):
        self.pair()
        self.ok(".setblocking", False, on="a")
        e = self.raised(".recv", 1, on="a")
        self.assertEqual(("BlockingIOError", "EAGAIN"), (e["class"], e["errno"]))

    def test_bind_to_a_surrogate_path(self):
        with tempfile.TemporaryDirectory() as folder:
            path = {"wtf8": (folder + "/").encode().hex() + "edb2a4"}
            self.ok("socket", AF_UNIX, bind="s")
            self.ok(".bind", path, on="s")
            self.assertEqual(path, self.ok(".getsockname", on="s"))
            self.assertEqual([b"\xa4"], os.listdir(folder.encode()))

    def test_what_the_module_lacks_is_an_attribute_error(self):
        self.pair()
        self.assertEqual("AttributeError", self.raised(".read", on="a")["class"])
        self.assertEqual("AttributeError", self.raised(".ioctl", 1, 2, on="a")["class"])
        if self.cpython:
            self.assertEqual("AttributeError", self.raised("attr.set", "family", 3, on="a")["class"])

    # ------------------------------------------------------------------------------------------------ handles

    def test_bind_takes_results_apart(self):
        self.ok("socket", AF_INET, bind="l")
        self.ok(".bind", items("127.0.0.1", 0), on="l")
        self.ok(".listen", on="l")
        address = self.ok(".getsockname", on="l")
        self.ok("socket", bind="c")
        self.ok(".connect", address, on="c")
        mine = self.ok(".getsockname", on="c")
        self.assertEqual(items(handle("s"), mine), self.ok(".accept", on="l", bind=["s", "_"]))
        self.assertEqual(items("127.0.0.1", mine["tuple"][1]), self.ok(".getpeername", on="s", bind="x"))
        self.assertEqual(1, self.ok(".send", data(b"x"), on="s"))
        self.assertEqual(data(b"x"), self.ok(".recv", 9, on="c", bind="y"))
        self.assertIn("no handle", self.refused(".recv", 1, on="y"))

    def test_unbound_objects_are_closed(self):
        before = self.a.leftovers()[0]
        self.assertEqual(items({"object": "socket"}, {"object": "socket"}), self.ok("socketpair"))
        self.assertEqual({"object": "socket"}, self.ok("socket", bind="_"))
        self.assertEqual(items(handle("a"), {"object": "socket"}), self.ok("socketpair", bind=["a", "_"]))
        self.assertEqual(data(b""), self.ok(".recv", 1, on="a"))
        self.ok("socket", bind="a")  # the former a goes
        self.assertEqual(len(before) + 1, len(self.a.leftovers()[0]))
        self.assertEqual({"object": "socket"}, self.ok(".__enter__", on="a"))
        self.assertNotEqual(-1, self.ok(".fileno", on="a"), "closed although it has a name")
        self.assertEqual(handle("b"), self.ok(".__enter__", on="a", bind="b"))
        self.assertIs(True, self.ok("sys.same", handle("a"), handle("b")))
        self.ok("socket", bind="b")
        self.assertNotEqual(-1, self.ok(".fileno", on="a"), "closed although it has another name")
        self.assertIs(False, self.ok("sys.same", handle("a"), handle("b")))

    def test_part_of_an_object_stays_open(self):
        self.pair()
        self.ok(".makefile", "rb", on="a", bind="f")
        self.assertEqual({"object": "file"}, self.ok("attr.get", "raw", on="f"))
        self.ok(".send", data(b"x"), on="b")
        self.assertEqual(data(b"x"), self.ok(".read", 1, on="f"))

    def test_objects_as_arguments(self):
        if "send_fds" not in self.hello["operations"]:
            self.skipTest("send_fds is of 3.9")
        self.pair()
        read, write = self.ok("sys.pipe")["tuple"]
        self.ok("send_fds", handle("a"), [data(b"x")], [write])
        answer = self.ok("recv_fds", handle("b"), 10, 2)["tuple"]
        self.assertEqual(data(b"x"), answer[0])
        received, = answer[1]
        self.assertEqual("fifo", self.ok("sys.fstat", received)["tuple"][0])
        self.ok("sys.write", received, data(b"hello"))
        self.assertEqual(data(b"hello"), self.ok("sys.read", read, 9))
        for fd in (read, write, received):
            self.ok("sys.close", fd)

    # ------------------------------------------------------------------------------------------------ buffers

    def test_buffers(self):
        self.pair()
        for kind, start, stop, step, sent, expected in [
                ("bytearray", 0, None, 1, b"ab", b"ab\0\0\0\0\0\0"),
                ("memoryview", 2, 4, 1, b"abc", b"\0\0ab\0\0\0\0"),
                ("array", 0, None, 1, b"abcd", b"abcd\0\0\0\0"),
                ("array", 1, 2, 1, b"abcdef", b"\0\0\0\0abcd")]:
            with self.subTest(kind=kind, start=start):
                self.assertEqual(handle("buf"), self.ok("buf.new", 8, kind, start, stop, step, bind="buf"))
                self.ok(".send", data(sent), on="a")
                got = self.ok(".recv_into", handle("buf"), on="b")
                self.assertEqual(data(expected), self.ok("buf.data", handle("buf")))
                self.ok(".setblocking", False, on="b")
                self.call(".recv", 9, on="b")
                self.ok(".setblocking", True, on="b")
                self.assertLessEqual(got, len(sent))
        self.ok("buf.new", data(b"abc"), kwargs={"kind": "bytes"}, bind="ro")
        self.assertEqual(data(b"abc"), self.ok("buf.data", handle("ro")))
        self.assertIn(self.raised(".recv_into", handle("ro"), on="b")["class"], ("TypeError", "BufferError"))
        self.ok("buf.new", 8, kwargs={"step": 2}, bind="stride")
        self.assertIn(self.raised(".recv_into", handle("stride"), on="b")["class"], ("BufferError", "TypeError", "ValueError"))
        self.assertEqual({"object": "buffer"}, self.ok("buf.new", 8))

    # ------------------------------------------------------------------------------------------------ files

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            path = folder + "/file"
            fd = self.ok("sys.open", path, "w")
            self.assertEqual(5, self.ok("sys.write", fd, data(b"hello")))
            self.ok("sys.close", fd)
            self.ok("file.open", path, "rb", bind="f")
            self.assertEqual(data(b"hell"), self.ok(".read", 4, on="f"))
            self.assertEqual(4, self.ok("file.tell", handle("f")))
            self.ok("file.seek", handle("f"), 0)
            self.assertEqual(data(b"he"), self.ok(".read", 2, on="f"))
            self.ok("file.close", handle("f"))
            self.ok("sys.mkdir", folder + "/d")
            self.assertEqual("FileExistsError", self.raised("sys.mkdir", folder + "/d")["class"])
            os.rmdir(folder + "/d")
            self.ok("sys.unlink", path)
            self.assertEqual([], os.listdir(folder))
        self.ok("file.bytes", data(b"in memory"), bind="m")
        self.assertEqual(data(b"in"), self.ok(".read", 2, on="m"))
        if not self.cpython:
            return
        self.pair()
        self.ok("file.seek", handle("m"), 0)
        self.assertEqual(9, self.ok(".sendfile", handle("m"), on="a"))
        self.assertEqual(data(b"in memory"), self.ok(".recv", 99, on="b"))

    def test_makefile(self):
        self.pair()
        self.assertEqual(handle("f"), self.ok(".makefile", "rwb", on="a", bind="f"))
        self.assertEqual(2, self.ok(".write", data(b"xy"), on="f"))
        self.ok(".close", on="f")
        self.assertEqual(data(b"xy"), self.ok(".recv", 9, on="b"))

    # ------------------------------------------------------------------------------------------------ helpers

    def test_descriptors(self):
        self.pair()
        fd = self.ok(".fileno", on="a")
        self.assertEqual("socket", self.ok("sys.fstat", fd)["tuple"][0])
        self.assertIs(True, self.ok("sys.cloexec", fd))
        self.assertIs(False, self.ok("sys.child_has_fd", fd))
        self.ok("sys.set_cloexec", fd, False)
        self.assertIs(False, self.ok("sys.cloexec", fd))
        self.assertIs(True, self.ok("sys.child_has_fd", fd))
        self.assertIs(self.patched, self.ok("sys.nonblocking", fd))
        self.ok("sys.set_nonblocking", fd, True)
        self.assertIs(True, self.ok("sys.nonblocking", fd))
        self.ok("sys.set_nonblocking", fd, self.patched)
        other = self.ok("sys.dup", fd)
        self.assertEqual(self.ok("sys.fstat", fd), self.ok("sys.fstat", other))
        self.ok("sys.close", other)
        self.assertEqual(self.a.process.pid, self.ok("sys.pid"))

    def test_wait(self):
        self.pair()
        self.assertIs(False, self.ok("sys.wait", handle("a"), "read", 0))
        self.assertIs(True, self.ok("sys.wait", handle("a"), "write", {"float": "0.5"}))
        self.ok(".send", data(b"x"), on="b")
        self.assertIs(True, self.ok("sys.wait", handle("a"), "read", 5))

    def test_warnings(self):
        self.pair()
        for _ in range(2):  # the same warning from the same place is there each time
            answer = self.call("sys.drop", handle("a"))
            if self.cpython:
                self.assertEqual(["ResourceWarning"], [w["class"] for w in answer["warnings"]])
            self.ok(".recv", 1, on="b")
            self.ok(".close", on="b")
            self.pair()
        self.call("sys.drop", handle("a"))
        self.assertEqual(data(b""), self.ok(".recv", 1, on="b"))
        self.assertNotIn("warnings", self.call(".close", on="b"))
        self.assertIn("no handle", self.refused(".recv", 1, on="a"))

    def test_rlimit_ends_at_reset(self):
        self.ok("sys.rlimit", "NOFILE", 1)
        self.assertEqual("EMFILE", self.raised("socket")["errno"])
        self.a.ask("reset")
        self.ok("socket")

    # ------------------------------------------------------------------------------------------------ lanes, signals

    def test_begin_and_lanes(self):
        self.pair()
        waiting = self.a.begin(".recv", 10, on="a", lane=1)
        number = self.a.request("call", op=".send", on="b", args=[data(b"hi")])
        answers = {a["id"]: a["ok"] for a in (self.a.answer(), self.a.answer())}
        self.assertEqual({waiting: data(b"hi"), number: 2}, answers)

    def test_begin_of_what_cannot_be_entered(self):
        self.pair()
        self.a.request("call", op=".read", on="a", args=[], begin=True)
        self.assertIn("raised", self.a.answer())
        number = self.a.request("call", op="sockspec.no_such_operation", args=[], begin=True)
        self.assertEqual(number, self.a.answer()["id"])

    def test_gigabytes_without_the_line(self):
        self.pair()
        size = 80 << 20
        waiting = self.a.begin("io.drain", handle("b"), size, 3, lane=1)
        number = self.a.request("call", op=".sendall", on="a", args=[{"fill": {"seed": 3, "len": size}}])
        answers = {a["id"]: a["ok"] for a in (self.a.answer(), self.a.answer())}
        self.assertEqual({number: None, waiting: items(size, None)}, answers)
        self.ok(".send", data(b"\3\4\5\0"), on="a")
        self.ok(".shutdown", SHUT_WR, on="a")
        self.assertEqual(items(4, 3), self.ok("io.drain", handle("b"), 100, 3))

    def test_signals(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = folder.name + "/s"
        self.ok("socket", AF_UNIX, SOCK_DGRAM, bind="s")
        self.ok(".bind", path, on="s")
        self.ok("sys.on_signal", "USR1", "count")
        self.ok("sys.on_signal", "USR2", "raise")
        self.signal(signal.SIGUSR1)
        self.assertEqual(1, self.ok("sys.signals", "USR1"))
        self.signal(signal.SIGUSR2)  # in no call: it counts and raises nothing
        self.assertEqual(1, self.ok("sys.signals", "USR2"))
        if self.patched:
            return  # there a handler runs in another greenlet than the waiting one
        # A handler that returns does not end the call (PEP 475).
        waiting = self.a.begin(".recv", 10, on="s")
        self.asleep()
        self.signal(signal.SIGUSR1)
        self.asleep()
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.sendto(b"x", path)
        answer = self.a.answer()
        self.assertEqual((waiting, data(b"x")), (answer["id"], answer["ok"]))
        self.assertEqual(2, self.ok("sys.signals", "USR1"))
        # One that raises does.
        waiting = self.a.begin(".recv", 10, on="s")
        self.asleep()
        self.signal(signal.SIGUSR2)
        answer = self.a.answer()
        self.assertEqual((waiting, "SignalRaised", "SIGUSR2"),
                         (answer["id"], answer["raised"]["class"], answer["raised"]["text"]))
        self.assertEqual(2, self.ok("sys.signals", "USR2"))

    def signal(self, number):
        os.kill(self.a.process.pid, number)

    def asleep(self):
        """Wait until no thread of the adapter runs and no signal is on its way: it is in a waiting system call."""
        for _ in range(20000):
            with open("/proc/%d/status" % self.a.process.pid, encoding="ascii") as f:
                status = dict(line.split(":", 1) for line in f)
            if status["State"].split()[0] == "S" and int(status["ShdPnd"], 16) | int(status["SigPnd"], 16) == 0:
                return
        self.fail("the adapter never slept")

    # ------------------------------------------------------------------------------------------------ the process

    def test_reset_leaves_nothing(self):
        if self.patched:
            self.ok("getaddrinfo", "127.0.0.1", 80)  # greenlets keep their helper threads
        before = self.a.leftovers()
        for _ in range(2):
            self.pair()
            self.ok("socket", AF_INET, SOCK_DGRAM, bind="u")
            self.ok(".makefile", "rw", on="a", bind="f")
            self.ok("buf.new", 100, bind="buf")
            self.ok("gethostbyname", "127.0.0.1")
            self.call("getservbyname", "http")
            self.call("getprotobyname", "tcp")
            self.call("gethostbyaddr", "127.0.0.1")
            self.call("getaddrinfo", {"wtf8": "c3a4eda080"}, 80)
            self.call("if_nameindex")
            self.ok("sys.child_has_fd", 0)
            self.ok("sys.pid", lane=1)
            self.ok("sys.pid", lane=2)
            self.ok("socket", bind="held")
            self.ok("file.bytes", data(b""), bind="cycle")
            self.ok("attr.set", "itself", handle("cycle"), on="cycle")
            self.ok("attr.set", "socket", handle("held"), on="cycle")
            self.ok("sys.drop", handle("held"))
            self.ok("setdefaulttimeout", 5)
            self.ok("sys.on_signal", "USR1", "raise")
            self.assertEqual({"id": self.a.number + 1, "ok": None}, self.a.ask("reset"))
            self.assertEqual(before, self.a.leftovers())
        self.assertIsNone(self.ok("getdefaulttimeout"))
        self.assertIn("no handle", self.refused(".recv", 1, on="a"))

    def test_signal_in_a_long_answer(self):
        self.ok("sys.on_signal", "USR1", "count")
        self.ok("file.bytes", data(b""), bind="f")
        value = [{"fill": {"seed": 1, "len": 60000}}] * 4
        self.ok("attr.set", "x", value, on="f")
        number = self.a.request("call", op="attr.get", on="f", args=["x"])
        self.asleep()  # the pipe is full
        self.signal(signal.SIGUSR1)
        answer = self.a.answer()
        self.assertEqual((number, [60000] * 4), (answer["id"], [len(v["bytes"]) // 2 for v in answer["ok"]]))

    def test_reset_wakes_a_waiting_lane(self):
        before = self.a.leftovers()
        self.pair()
        self.ok("socket", AF_INET, SOCK_DGRAM, bind="u")
        calls = [self.a.begin(".recv", 10, on="a", lane=1)]
        if not self.patched:  # those poll a non-blocking socket, which a shutdown does not wake when it has no peer
            calls.append(self.a.begin(".recvfrom", 10, on="u", lane=2))
        number = self.a.request("reset")
        answers = [self.a.answer() for _ in calls + [number]]
        self.assertEqual(sorted(calls + [number]), sorted(a["id"] for a in answers))
        self.assertEqual({"id": number, "ok": None}, answers[-1])
        self.assertEqual(before, self.a.leftovers())

    def test_reset_says_when_a_lane_stays(self):
        if self.patched:
            return
        self.spend()
        read, _ = self.ok("sys.pipe")["tuple"]
        self.a.begin("sys.read", read, 1, lane=1)
        self.assertIn("lane 1", self.a.ask("reset")["unsupported"])
        self.assertEqual(0, self.a.finish(), "a lane that hangs must not hold the process")

    def test_stdout_is_not_the_protocol(self):
        self.spend()
        self.ok("sys.write", 1, data(b"garbage on descriptor 1\n"))
        self.assertEqual(self.a.process.pid, self.ok("sys.pid"))
        self.ok("sys.close", 0)
        self.assertEqual(self.a.process.pid, self.ok("sys.pid"))
        self.assertEqual(0, self.a.finish())

    def test_requests_may_be_pipelined(self):
        first = self.a.request("call", op="socketpair", args=[], bind=["a", "b"])
        for i in range(200):
            self.a.request("call", op=".send", on="a", args=[data(b"x")])
            self.a.request("call", op=".recv", on="b", args=[1])
        for i in range(401):
            answer = self.a.answer()
            self.assertEqual(first + i, answer["id"])
            self.assertIn("ok", answer)

    def test_bye_and_end_of_input(self):
        self.spend()
        self.assertEqual(0, self.a.finish())
        other = self.start()
        self.addCleanup(other.close)
        self.assertEqual(0, other.wait())

    def test_broken_requests(self):
        for line in (b"garbage\n", b"{}\n", b"[]\n", b'{"do":"nope","id":1}\n', b"\xff\n",
                     b'{"do":"call","id":1}\n', b'{"do":"call","id":1,"op":5}\n', b'{"do":"call","id":1,"lane":1}\n',
                     b'{"do":"call","id":true,"op":"sys.pid"}\n',
                     b"[" * 100000 + b"\n", b"x" * ((1 << 20) + 65537)):
            with self.subTest(line=line[:30]):
                other = self.start()
                self.addCleanup(other.close)
                try:
                    other.write(line)
                except BrokenPipeError:
                    pass
                self.assertEqual(2, other.process.wait(10))

    def test_interrupt_ends_quietly(self):
        self.spend()
        os.kill(self.a.process.pid, signal.SIGINT)
        self.assertEqual(-signal.SIGINT, self.a.process.wait(10))
        self.assertEqual(b"", self.a.process.stderr.read())


def load_tests(loader, standard, pattern):
    """A class for each Python."""
    suite = unittest.TestSuite()
    found = pythons.commands()
    if not found:
        raise RuntimeError("no Python found on PATH, under PYENV_ROOT or in SOCKSPEC_PYTHONS")
    for label, python, options in found:
        cls = type("Adapter_" + label, (AdapterTests, unittest.TestCase),
                   {"label": label, "python": python, "options": options})
        suite.addTests(loader.loadTestsFromTestCase(cls))
    return suite


if __name__ == "__main__":
    unittest.main()
