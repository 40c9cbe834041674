"""Handles, buffers, files, and that nothing of them stays behind."""
import os
import tempfile

from refadapter import AF_INET, AF_UNIX, SCM_RIGHTS, SOCK_STREAM, SOL_SOCKET, AdapterTest, data, handle, items, seconds


def is_open(client, fd):
    return any(number == fd for number, _ in client.leftovers()[0])


class Handles(AdapterTest):
    def test_one_name_or_several(self):
        self.assertEqual(self.ok("socket", bind="s"), handle("s"))
        self.assertEqual(self.ok("socketpair", bind=["a", "b"]), items(handle("a"), handle("b")))
        self.assertEqual(self.ok("socketpair", bind=["c", "_"]), items(handle("c"), {"object": "socket"}))
        self.assertEqual(self.ok("socketpair", bind=["d"]), items({"object": "socket"}, {"object": "socket"}))
        self.assertEqual(self.ok("socket"), {"object": "socket"})
        self.assertEqual(self.ok("sys.pid", bind="n"), self.client.process.pid)
        self.assertEqual(len(self.client.leftovers()[0]), self.fds_at_start + 4)
        self.assertUnsupported(self.call(".fileno", on="d"), "no handle 'd'")
        self.finish()

    def setUp(self):
        super().setUp()
        self.client.hello()
        self.fds_at_start = len(self.client.leftovers()[0])

    def test_a_name_bound_again_closes_the_former_object(self):
        self.ok("socket", bind="s")
        fd = self.ok(".fileno", on="s")
        self.ok("socket", bind="s")
        self.assertNotEqual(self.ok(".fileno", on="s"), fd)
        self.assertFalse(is_open(self.client, fd))
        self.finish()

    def test_drop_and_same(self):
        self.pair()
        self.assertIs(self.ok("sys.same", handle("a"), handle("a")), True)
        self.assertIs(self.ok("sys.same", handle("a"), handle("b")), False)
        self.ok("sys.drop", handle("a"))
        self.assertEqual(self.ok(".recv", 1, on="b"), data(b""))
        self.assertUnsupported(self.call(".recv", 1, on="a"), "no handle 'a'")
        self.finish()

    def test_a_method_wants_a_socket(self):
        self.ok("buf.new", 3, bind="b")
        self.assertUnsupported(self.call(".recv", 1, on="b"), "which is a buffer")
        self.pair()
        self.assertUnsupported(self.call("buf.data", handle("b")), "'b' is a socket, a buffer is wanted")
        self.finish()

    def test_attributes(self):
        self.ok("socket", AF_INET, SOCK_STREAM, 6, bind="s")
        self.assertEqual([self.ok("attr.get", n, on="s") for n in ("family", "type", "proto", "timeout")],
                         [AF_INET, SOCK_STREAM, 6, None])
        self.assertUnsupported(self.call("attr.get", "nope", on="s"), "no attribute 'nope'")
        self.assertUnsupported(self.call("attr.set", "family", 3, on="s"), "C is typed")
        self.finish()

    def test_reset_leaves_nothing(self):
        fds, threads = self.client.leftovers()[0], None
        for _ in range(3):
            self.pair()
            self.ok("socket", AF_INET, bind="s")
            self.ok("buf.new", 100, bind="buffer")
            self.ok("file.bytes", data(b"x"), bind="f")
            self.ok("setdefaulttimeout", seconds("0.5"))
            self.ok("sys.on_signal", "USR1", "count")
            self.ok("sys.rlimit", "NOFILE", 20)
            self.begin(".recv", 1, on="a", lane=1)
            self.begin(".recv", 1, on="b", lane=2)
            self.client.request("reset")
            answers = [self.client.answer() for _ in range(3)]
            self.assertEqual(sum("ok" in a for a in answers), 3, answers)
            self.assertEqual(self.client.leftovers()[0], fds)
            threads = threads or self.client.leftovers()[1]  # a sanitizer may have one of its own since the first
            self.assertEqual(self.client.leftovers()[1], threads)
            self.assertLessEqual(threads, 2)
            self.assertIsNone(self.ok("getdefaulttimeout"))
            self.assertUnsupported(self.call(".fileno", on="s"), "no handle")
            with open("/proc/%d/limits" % self.client.process.pid) as limits:
                self.assertNotRegex(limits.read(), r"Max open files\s+20 ")
        self.finish()


LARGE, MINUS_LARGE = {"int": str((1 << 63) - 1)}, {"int": str(1 - (1 << 63))}


class Buffers(AdapterTest):
    def setUp(self):
        super().setUp()
        self.pair()

    def test_kinds(self):
        for kind in ("bytearray", "memoryview", "array", "bytes"):
            self.ok("buf.new", data(b"abcdefgh"), kind, bind="x")
            self.assertEqual(self.ok("buf.data", handle("x")), data(b"abcdefgh"))
            self.ok(".send", handle("x"), on="a")
            self.assertEqual(self.ok(".recv", 9, on="b"), data(b"abcdefgh"))
            self.ok(".send", data(b"XY"), on="a")
            answer = self.call(".recv_into", handle("x"), on="b")
            if kind == "bytes":
                self.assertUnsupported(answer, "writable")
                self.assertEqual(self.ok(".recv", 9, on="b"), data(b"XY"))
            else:
                self.assertEqual(answer["ok"], 2)
                self.assertEqual(self.ok("buf.data", handle("x")), data(b"XYcdefgh"))
        self.finish()

    def test_slices(self):
        for start, stop, step, sent in ((2, 5, 1, b"cde"), (-3, None, 1, b"fgh"), (0, 99, 1, b"abcdefgh"),
                                        (5, 2, 1, b""), (0, 4, 2, None), (7, None, -1, None), (3, 2, -1, b"d"),
                                        (0, 8, LARGE, b"a"), (7, None, MINUS_LARGE, b"h"), (8, 0, LARGE, None), (5, 2, 2, None)):
            with self.subTest(slice=(start, stop, step)):
                self.ok("buf.new", data(b"abcdefgh"), "bytearray", start, stop, step, bind="x")
                answer = self.call(".send", handle("x"), on="a")
                if sent is None:
                    self.assertUnsupported(answer, "without gaps")
                else:
                    self.assertEqual(answer["ok"], len(sent))
                    self.assertEqual(self.ok(".recv", 9, on="b") if sent else data(b""), data(sent))
        self.finish()

    def test_a_large_step(self):
        self.ok("buf.new", data(b"abcdefghijkl"), "array", 0, None, LARGE, bind="x")
        self.ok(".send", data(b"12345678"), on="a")
        self.assertEqual(self.ok(".recv_into", handle("x"), on="b"), 4)
        self.assertEqual(self.ok("buf.data", handle("x")), data(b"1234efghijkl"))
        self.finish()

    def test_bytes_that_there_is_no_memory_for(self):
        self.assertUnsupported(self.call(".send", {"fill": {"seed": 0, "len": 1 << 53}}, on="a"), "no memory")
        self.finish()

    def test_a_view_leaves_the_rest_alone(self):
        self.ok("buf.new", data(b"abcdefgh"), "array", 1, kwargs={"stop": 2}, bind="x")
        self.ok(".send", data(b"12345678"), on="a")
        self.assertEqual(self.ok(".recv_into", handle("x"), on="b"), 4)
        self.assertEqual(self.ok("buf.data", handle("x")), data(b"abcd1234"))
        self.finish()


class Messages(AdapterTest):
    def test_descriptors_travel(self):
        self.pair()
        reading, writing = self.ok("sys.pipe")["tuple"]
        self.assertEqual(self.ok("send_fds", handle("a"), [data(b"x")], [reading]), 1)
        got, fds, flags, _ = self.ok("recv_fds", handle("b"), 10, 3)["tuple"]
        self.assertEqual((got, len(fds)), (data(b"x"), 1))
        self.assertEqual(self.ok("sys.fstat", fds[0]), self.ok("sys.fstat", reading))
        self.assertEqual(self.ok("sys.fstat", fds[0])["tuple"][0], "fifo")
        rights = items(SOL_SOCKET, SCM_RIGHTS, data(writing.to_bytes(4, "little")))
        self.ok(".sendmsg", [data(b"a"), data(b"bc")], [rights], on="a")
        got, controls, flags, _ = self.ok(".recvmsg", 10, 100, on="b")["tuple"]
        self.assertEqual(got, data(b"abc"))
        level, kind, value = controls[0]["tuple"]
        self.assertEqual((level, kind, len(controls)), (SOL_SOCKET, SCM_RIGHTS, 1))
        copy = int.from_bytes(bytes.fromhex(value["bytes"]), "little")
        self.ok("sys.write", copy, data(b"through"))
        self.assertEqual(self.ok("sys.read", reading, 99), data(b"through"))
        for fd in (reading, writing, fds[0], copy):
            self.ok("sys.close", fd)
        self.finish()

    def test_scattered(self):
        self.pair()
        self.ok("buf.new", 2, bind="x")
        self.ok("buf.new", 5, bind="y")
        self.ok(".send", data(b"abcd"), on="a")
        answer = self.ok(".recvmsg_into", [handle("x"), handle("y")], on="b")
        self.assertEqual(answer["tuple"][:3], [4, [], 0])
        self.assertEqual(self.ok("buf.data", handle("y")), data(b"cd\0\0\0"))
        self.finish()


class Files(AdapterTest):
    def test_on_disk(self):
        self.pair()
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "f")
            fd = self.ok("sys.open", path, "w")
            self.ok("sys.write", fd, data(b"0123456789"))
            self.ok("sys.close", fd)
            self.ok("file.open", path, "rb", bind="f")
            self.assertEqual(self.ok(".sendfile", handle("f"), 3, 4, on="a"), 4)
            self.assertEqual(self.ok("file.tell", handle("f")), 7)
            self.assertEqual(self.ok(".recv", 99, on="b"), data(b"3456"))
            self.ok("file.open", path, "r", bind="f")
            self.assertRaised(self.call(".sendfile", handle("f"), on="a"), "ValueError")
            self.ok("file.close", handle("f"))
        self.finish()

    def test_in_memory(self):
        self.pair()
        self.ok("file.bytes", data(b"0123456789"), bind="f")
        self.ok("file.seek", handle("f"), 5)
        self.assertEqual(self.ok("file.tell", handle("f")), 5)
        self.assertEqual(self.ok(".sendfile", handle("f"), 2, on="a"), 8)
        self.assertEqual(self.ok("file.tell", handle("f")), 10)
        self.assertEqual(self.ok(".recv", 99, on="b"), data(b"23456789"))
        self.finish()
